import { Button } from 'antd';
import type { FieldDefinition } from '../../../config/definition/types';
import { partsOf } from '../../fields';
import { presentField } from '../../fields/present-field';
import type { FieldFilter } from '../../fields/field-parts';
import { useForms } from '../../providers/definitions';
import type { FormView } from '../../providers/definitions-source';
import { useWords } from '../../providers/i18n';
import { BehindChip, behindOf } from './behind-chip';
import { Chip } from './chip';
import { tabsField } from './list-fields';
import type { RecordList } from './use-record-list';
import { pathOf } from './view-filters';
import { cleared, isNarrowed, tabOf, withFilter, withoutExtra } from './view-state';

/** What the list is narrowed by, each with a way to take it off; also what came with a link and has no control of its own. */
export function FilterChips({ list }: { list: RecordList }) {
  const { t, say } = useWords();
  const { form, view, setView } = list;
  const tabs = tabsField(form)?.name;
  const named = Object.entries(view.filters).filter(([name]) => name !== tabs || tabOf(view, name) === null);
  if (!isNarrowed(view) || (named.length === 0 && view.extra.length === 0 && view.q === '' && !view.archived)) return null;
  return (
    <div className="td-chips" role="group" aria-label={t('list.filterTitle')}>
      {view.q !== '' && (
        <Chip label={t('common.search')} onRemove={() => setView({ ...view, q: '', page: 1 })}>
          {view.q}
        </Chip>
      )}
      {named.map(([name, filter]) => {
        const field = presentField(form, name);
        return (
          field && (
            <Chip key={name} label={say(field)} onRemove={() => setView(withFilter(view, name, undefined))}>
              <Said form={form} field={field} filter={filter} />
            </Chip>
          )
        );
      })}
      {view.extra.map((tree, index) => {
        const behind = behindOf(tree);
        const remove = () => setView(withoutExtra(view, index));
        return behind ? (
          <BehindChip key={index} asked={behind} onRemove={remove} />
        ) : (
          <ExtraChip key={index} form={form} tree={tree} onRemove={remove} />
        );
      })}
      {view.archived && <Chip label={t('list.showArchived')} onRemove={() => setView({ ...view, archived: false, page: 1 })} />}
      <Button size="small" type="link" onClick={() => setView(cleared(view))}>
        {t('list.clearAll')}
      </Button>
    </div>
  );
}

/** A condition on a field of a related record: the fields on the way, and the last one's words. */
function ExtraChip({ form, tree, onRemove }: { form: FormView; tree: Record<string, unknown>; onRemove: () => void }) {
  const { t, say } = useWords();
  const forms = useForms();
  const found = pathOf(tree);
  const fields: FieldDefinition[] = [];
  let at: FormView | undefined = form;
  let owner = form;
  for (const name of found?.path ?? []) {
    const field: FieldDefinition | undefined =
      at && (presentField(at, name) ?? at.fields.flatMap((one) => one.columns ?? []).find((column) => column.name === name));
    if (!field) break;
    if (at) owner = at;
    fields.push(field);
    // Child rows have no form of their own: their columns are looked for in the same one.
    at = field.type === 'json-rows' ? at : forms.find((one) => one.key === field.target);
  }
  const last = fields[fields.length - 1];
  if (!found || !last || fields.length < found.path.length) return <Chip label={t('list.otherCondition')} onRemove={onRemove} />;
  return (
    <Chip label={fields.map(say).join(' · ')} onRemove={onRemove}>
      <Said form={owner} field={last} filter={found.filter} />
    </Chip>
  );
}

/** What a condition says; "not", "empty" and "filled in" have no control, but come with links of figures. */
function Said({ form, field, filter }: { form: FormView; field: FieldDefinition; filter: FieldFilter }) {
  const { t } = useWords();
  const Words = partsOf(field).filter?.Words;
  if (filter.$null !== undefined || filter.$notNull !== undefined)
    return <>{t(isYes(filter.$null) || filter.$notNull === 'false' ? 'list.isEmpty' : 'list.isFilled')}</>;
  if (!Words) return <>{t('list.otherCondition')}</>;
  const excluded = filter.$ne !== undefined ? { $in: [filter.$ne] } : filter.$notIn !== undefined ? { $in: filter.$notIn } : null;
  if (!excluded) return <Words form={form} field={field} value={filter} />;
  const [before = '', after = ''] = t('list.not', { text: '\u0001' }).split('\u0001');
  return (
    <>
      {before}
      <Words form={form} field={field} value={excluded} />
      {after}
    </>
  );
}

const isYes = (value: unknown): boolean => value === true || value === 'true';
