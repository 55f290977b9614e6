import type { ReactNode } from 'react';
import { Link } from 'react-router';

export type Crumb = { label: string; to?: string };

/** Top of every page: where it is, its one title, what can be done. */
export function PageHeader({
  title,
  aside,
  crumbs,
  actions,
}: {
  title: ReactNode;
  aside?: ReactNode;
  crumbs?: Crumb[];
  actions?: ReactNode;
}) {
  return (
    <header className="td-page-header">
      {crumbs && crumbs.length > 0 && (
        <nav aria-label="breadcrumb" className="td-crumbs">
          <ol>
            {crumbs.map((crumb) => (
              <li key={crumb.label}>{crumb.to ? <Link to={crumb.to}>{crumb.label}</Link> : <span>{crumb.label}</span>}</li>
            ))}
          </ol>
        </nav>
      )}
      <div className="td-page-title">
        <h1>{title}</h1>
        {aside}
        <div className="td-page-actions">{actions}</div>
      </div>
    </header>
  );
}
