import { useQueries } from '@tanstack/react-query';
import { Link } from 'react-router';
import { isToMany } from '../../../config/projections/strapi-schema';
import { paths } from '../../components/paths';
import { StateDot } from '../../components/state-dot';
import { useFormDefinition } from '../../providers/definitions';
import type { FormView } from '../../providers/definitions-source';
import { http } from '../../providers/http';
import { useWords } from '../../providers/i18n';
import type { Brief, RecordAnswer } from '../../providers/record-types';
import { chosenOf, listOf, oneOf } from '../controls/conditions';
import { controlProps } from '../controls/control-props';
import type { FieldFilter, FieldParts, FilterProps, InputProps, ValueProps } from '../field-parts';
import { plainTitle } from '../plain-title';
import { useRecordScope } from '../record-scope';
import { briefsOf, briefWord } from './brief-words';
import { RelationSelect } from './relation-select';
import { addressOf, selfOf } from './use-pick';

function RelationInput(props: InputProps) {
  const { field, value, path } = props;
  const scope = useRecordScope();
  const isMany = isToMany(field);
  return (
    <RelationSelect
      control={controlProps(props)}
      target={field.target ?? ''}
      address={scope ? addressOf(scope.form.key, path) : ''}
      self={scope ? () => selfOf(field, scope) : undefined}
      value={briefsOf(value)}
      isMany={isMany}
      placeholder={props.placeholder}
      onChange={(next) => props.onChange?.(isMany ? next : (next[0] ?? null))}
      canCreate
    />
  );
}

/** Leads to the record, with its state beside it. */
function RelationShow({ field, value }: ValueProps) {
  const words = useWords();
  const form = useFormDefinition(field.target);
  const briefs = briefsOf(value);
  return (
    <span className="td-briefs">
      {briefs.map((brief, index) => (
        <span key={brief.documentId ?? `hidden-${index}`} className="td-brief">
          {brief.documentId && form ? (
            <Link to={paths.show(form, brief.documentId)}>{briefWord(brief, words)}</Link>
          ) : (
            <Name brief={brief} />
          )}
          {form && form.kind !== 'master' && brief.state && <StateDot form={form} state={brief.state} />}
        </span>
      ))}
    </span>
  );
}

function Name({ brief }: { brief: Brief }) {
  const words = useWords();
  return <span className={brief.documentId ? undefined : 'td-quiet'}>{briefWord(brief, words)}</span>;
}

function RelationCell({ value }: ValueProps) {
  const { t } = useWords();
  return (
    <>
      {briefsOf(value).map((brief, index) => (
        <span key={brief.documentId ?? `hidden-${index}`}>
          {index > 0 && t('common.and')}
          <Name brief={brief} />
        </span>
      ))}
    </>
  );
}

/** Which records the condition names: `{documentId: {$in: […]}}`, or the short form that stands in links. */
function idsOf(filter: FieldFilter | undefined): string[] {
  const inner = filter?.documentId;
  if (typeof inner === 'object' && inner !== null) return chosenOf(inner as FieldFilter);
  return inner === undefined ? chosenOf(filter) : listOf(inner);
}

/** Names of records of which only the id is known (a saved view, a link from a figure). */
function useBriefs(target: FormView | undefined, ids: string[]): Brief[] {
  const words = useWords();
  return useQueries({
    queries: ids.map((id) => ({
      queryKey: ['brief', target?.key, id],
      queryFn: () => http<RecordAnswer>(`/${target?.plural}/${id}`),
      enabled: target !== undefined,
      staleTime: 5 * 60_000,
    })),
    combine: (results) =>
      results.map((result, index) => {
        const record = result.data?.data;
        const title = record && target ? plainTitle(target, record, words) : null;
        return {
          documentId: ids[index] ?? '',
          form: target?.key ?? '',
          number: record?.number ?? null,
          title,
          state: record?.state ?? null,
        };
      }),
  });
}

function RelationFilter({ form, field, value, onChange, label, id }: FilterProps) {
  const { t } = useWords();
  const target = useFormDefinition(field.target);
  const briefs = useBriefs(target, idsOf(value));
  return (
    <RelationSelect
      control={{ id, 'aria-label': label }}
      target={field.target ?? ''}
      address={`${form.key}.${field.name}`}
      value={briefs}
      isMany
      placeholder={t('fields.any')}
      onChange={(next) => {
        const chosen = oneOf(next.flatMap((brief) => brief.documentId ?? []));
        onChange(chosen && { documentId: chosen });
      }}
    />
  );
}

function RelationWords({ field, value }: { field: FilterProps['field']; value: FieldFilter }) {
  const words = useWords();
  const target = useFormDefinition(field.target);
  const briefs = useBriefs(target, idsOf(value));
  return <>{briefs.map((brief) => (brief.title ? briefWord(brief, words) : '…')).join(words.t('common.and'))}</>;
}

export const relationParts: FieldParts = {
  Input: RelationInput,
  Show: RelationShow,
  Cell: RelationCell,
  filter: { Control: RelationFilter, Words: RelationWords },
  text: (value, _, words) =>
    briefsOf(value)
      .map((brief) => briefWord(brief, words))
      .join(words.t('common.and')),
  toWire: (value, field) => {
    const ids = briefsOf(value).flatMap((brief) => brief.documentId ?? []);
    return isToMany(field) ? ids : (ids[0] ?? null);
  },
  // Loaded by its id where the address names one.
  fromText: () => undefined,
};
