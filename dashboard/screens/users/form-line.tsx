import type { ReactNode } from 'react';
import { useWords } from '../../providers/i18n';

type Described = { id: string; status?: 'error'; 'aria-invalid'?: true; 'aria-describedby'?: string };
type Props = { id: string; label: string; required?: boolean; help?: string; error?: string; children: (control: Described) => ReactNode };

/** A label, its control, what helps and what is wrong: of the few forms that no definition describes. */
export function FormLine({ id, label, required = false, help, error, children }: Props) {
  const { t } = useWords();
  const told = [help && `${id}-help`, error && `${id}-error`].filter(Boolean).join(' ') || undefined;
  return (
    <div className="td-field">
      <label className="td-label" htmlFor={id}>
        {label}{' '}
        {required && (
          <span className="td-required" title={t('common.required')} aria-hidden="true">
            *
          </span>
        )}
      </label>
      {children({ id, status: error ? 'error' : undefined, 'aria-invalid': error ? true : undefined, 'aria-describedby': told })}
      {help && (
        <p id={`${id}-help`} className="td-help">
          {help}
        </p>
      )}
      {error && (
        <p id={`${id}-error`} className="td-error">
          {error}
        </p>
      )}
    </div>
  );
}
