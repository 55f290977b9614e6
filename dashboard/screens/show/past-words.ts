import { isObject, sameContent } from '../../../config/definition/expression/values';
import type { FieldDefinition } from '../../../config/definition/types';
import { rowsOf, type Row } from '../../fields/json-rows/row-values';
import { textOf } from '../../fields/field-value';
import type { FormView } from '../../providers/definitions-source';
import type { Wording } from '../../providers/i18n';
import { presentField } from '../../fields/present-field';
import type { ApprovalNote, Change } from './record-source';

/** A value of the history in words. Related records carry the name that they had then; what was masked stays so. */
export function pastText(value: unknown, field: FieldDefinition, words: Wording): string {
  if (value === null || value === undefined || value === '') return words.t('show.empty');
  if (value === '***') return words.t('edit.masked');
  if (field.type === 'relation') return [value].flat().map(labelOf).join(words.t('common.and'));
  if (field.type === 'media') return words.t('fields.files', { count: [value].flat().length });
  return textOf(value, field, words) || words.t('show.empty');
}

const labelOf = (value: unknown): string =>
  isObject(value) && typeof value.label === 'string' ? value.label : typeof value === 'string' ? value : '';

/** What the product keeps for itself, and the state, which has its own line. */
const UNSAID = new Set(['state', 'slaDueAt', 'site', 'registeredBy', 'registeredAt', 'incomplete', 'archivedAt', 'voidReason']);

/** The changes of one entry, a line each: `级别:一般 → 紧急`; of rows a line for each cell that changed. */
export function changeLines(changes: Change[], form: FormView, words: Wording): string[] {
  return changes.flatMap((change) => {
    const field = presentField(form, change.field);
    if (!field || UNSAID.has(change.field)) return [];
    if (change.purged) return [words.t('show.purgedField', { field: words.say(field) })];
    if (field.type === 'json-rows') return rowLines(field, change, words);
    return [said(words.say(field), pastText(change.before, field, words), pastText(change.after, field, words), words)];
  });
}

const said = (field: string, before: string, after: string, { t }: Wording): string => t('show.changedField', { field, before, after });

/** Rows are the same by their id, or else by their place. */
function rowLines(field: FieldDefinition, change: Change, words: Wording): string[] {
  const [before, after] = [rowsOf(change.before), rowsOf(change.after)];
  const old = new Map(before.map((row, index) => [keyOf(row, index), row]));
  const gone = before.filter((row, index) => !after.some((other, at) => keyOf(other, at) === keyOf(row, index)));
  const place = (index: number) => `${words.say(field)} ${words.t('edit.row', { row: index + 1 })}`;
  return [
    ...after.flatMap((row, index) => {
      const was = old.get(keyOf(row, index));
      if (!was) return [`${place(index)} + ${rowText(field, row, words)}`];
      return (field.columns ?? [])
        .filter((column) => !sameContent(was[column.name], row[column.name]))
        .map((column) =>
          said(
            `${place(index)} ${words.say(column)}`,
            pastText(was[column.name], column, words),
            pastText(row[column.name], column, words),
            words,
          ),
        );
    }),
    ...gone.map((row) => `${words.say(field)} − ${rowText(field, row, words)}`),
  ];
}

const keyOf = (row: Row, index: number): string => (typeof row.id === 'number' ? `id ${row.id}` : `at ${index}`);

function rowText(field: FieldDefinition, row: Row, words: Wording): string {
  const filled = (field.columns ?? []).filter(
    (column) => row[column.name] !== null && row[column.name] !== undefined && row[column.name] !== '',
  );
  return filled
    .slice(0, 4)
    .map((column) => pastText(row[column.name], column, words))
    .join(' · ');
}

/** `转交给张工`, `退回到工程部 · 之后直接回到退回人`. */
export function approvalWord({ act, person, place, step, then }: ApprovalNote, { t, say }: Wording): string {
  const name = person?.label ?? '';
  switch (act) {
    case 'transfer':
      return t('approval.history.transfer', { name });
    case 'add-signer':
      return t(`approval.history.${place ?? 'before'}`, { name });
    case 'withdraw':
      return t('approval.history.withdraw');
    case 'return': {
      const where = step ? t('approval.history.returnStep', { step: say(step) }) : t('approval.history.returnApplicant');
      return then ? `${where} · ${t(`approval.history.${then}`)}` : where;
    }
  }
}
