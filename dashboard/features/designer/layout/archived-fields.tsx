import { Button } from 'antd';
import { isApiError } from '../../../providers/api-error';
import { useDesigner } from '../work/designer-context';
import { usePurges } from './purge-data';
import { PurgeField } from './purge-field';
import { useFieldActs } from './use-field-acts';

/** Fields that are hidden now; their values are kept, and come back with them, until two people have agreed to remove them for good. */
export function ArchivedFields() {
  const { def, published, words } = useDesigner();
  const { d, say } = words;
  const { restore } = useFieldActs();
  const archived = def.fields.filter((field) => field.archived);
  // One that only the draft archives is still in use.
  const settled = new Set((published?.fields ?? []).filter((field) => field.archived).map((field) => field.name));
  const purges = usePurges(def.key, settled.size > 0);
  if (archived.length === 0) return null;
  return (
    <details className="td-dz-archived" open={archived.length < 4}>
      <summary>{d('layout.archivedFields', { count: archived.length })}</summary>
      <ul>
        {archived.map((field) => (
          <li key={field.name}>
            <span>{say(field)}</span>
            {settled.has(field.name) && purges.data && <PurgeField field={field} purges={purges.data} />}
            <Button size="small" onClick={() => restore({ field: field.name })} aria-label={d('layout.restoreOf', { name: say(field) })}>
              {d('layout.restore')}
            </Button>
          </li>
        ))}
      </ul>
      {purges.error && (
        <p className="td-error" role="alert">
          {isApiError(purges.error) ? purges.error.message : d('purge.unknown')}{' '}
          <Button size="small" onClick={() => void purges.refetch()}>
            {words.t('common.retry')}
          </Button>
        </p>
      )}
    </details>
  );
}
