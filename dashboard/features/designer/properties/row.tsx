import { useId, type ReactNode } from 'react';

/** A labelled line of the panel; the label belongs to the control that gets the id. */
export function Row({ label, hint, children }: { label: string; hint?: string | undefined; children: (id: string) => ReactNode }) {
  const id = useId();
  return (
    <div className="td-field">
      <label className="td-label" htmlFor={id}>
        {label}
      </label>
      {children(id)}
      {hint && <span className="td-dz-hint">{hint}</span>}
    </div>
  );
}

/** A part of the panel that can be folded away. */
export function Fold({ title, count, open, children }: { title: string; count?: number; open?: boolean; children: ReactNode }) {
  return (
    <details className="td-dz-fold" open={open}>
      <summary>
        {title}
        {count !== undefined && count > 0 && <span className="td-mark">{count}</span>}
      </summary>
      <div className="td-dz-fold-body">{children}</div>
    </details>
  );
}
