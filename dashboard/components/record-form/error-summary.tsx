import { useAllErrors } from '../../fields/field-errors';
import { useWords } from '../../providers/i18n';
import { focusField } from './focus-field';
import { useRecordForm } from './form-context';
import { placeOf } from './problems';

/** Everything that is wrong, in one place; each item leads to its field. What belongs to no field stands here only. */
export function ErrorSummary({ message }: { message?: string | null }) {
  const words = useWords();
  const { t } = words;
  const { form } = useRecordForm();
  const items = Object.entries(useAllErrors()).map(([path, messages]) => ({ path, text: messages.join(' ') }));
  if (items.length === 0 && !message) return null;
  return (
    <div className="td-note td-errors" data-tone="danger" role="alert">
      {items.length > 0 ? <strong>{t('edit.errorsTitle', { count: items.length })}</strong> : null}
      {message && <p>{message}</p>}
      {items.length > 0 && (
        <ul>
          {items.map(({ path, text }) => {
            const place = placeOf(form, path, words);
            return (
              <li key={path}>
                {place ? (
                  <button type="button" className="td-link" onClick={() => focusField(path)}>
                    {place}
                  </button>
                ) : null}
                {place ? ': ' : ''}
                {text}
              </li>
            );
          })}
        </ul>
      )}
    </div>
  );
}
