import type { Actor } from '../access/actor';
import { fieldRight } from '../access/rights';
import { AppError } from '../http/errors';
import { isMaskText } from '../reads/mask';
import type { FieldDefinition, FormDefinition } from '../../config/definition/types';

type Row = Record<string, unknown>;

/**
 * What is sent, without the stars that were shown in a value's place: a form that is saved as it was shown keeps the real value. Child
 * rows are sent whole, so their cells that the sender does not see, or sees masked, stay as they are too. `record` is null for a new one.
 */
export function keepUnseen(actor: Actor, def: FormDefinition, input: Row, record: Row | null): Row {
  if (actor.kind !== 'user') return input;
  const kept: Row = {};
  for (const [name, value] of Object.entries(input)) {
    const field = def.fields.find((candidate) => candidate.name === name);
    if (field && isMaskText(value) && fieldRight(actor, def, field).masked) continue;
    kept[name] = field?.type === 'json-rows' && Array.isArray(value) ? rowsKept(actor, def, field, value, record?.[name]) : value;
  }
  return kept;
}

function rowsKept(actor: Actor, def: FormDefinition, field: FieldDefinition, given: unknown[], current: unknown): unknown[] {
  const columns = (field.columns ?? [])
    .filter((column) => !column.computed)
    .map((column) => ({ name: column.name, right: fieldRight(actor, def, column, field) }));
  const unseen = columns.filter(({ right }) => !right.visible || right.masked);
  if (unseen.length === 0) return given;
  const before = Array.isArray(current) ? (current as Row[]) : [];
  const isRow = (row: unknown): row is Row => typeof row === 'object' && row !== null && !Array.isArray(row);
  const hidden = unseen.filter(({ right }) => !right.visible).map(({ name }) => name);
  const refused = given.flatMap((row, index) =>
    isRow(row) ? hidden.filter((name) => Object.hasOwn(row, name)).map((name) => [field.name, index, name]) : [],
  );
  if (refused.length > 0)
    throw new AppError(403, 'forbidden_field', { violations: refused.map((path) => ({ path, code: 'not_writable' })) });
  const byPlace = given.every((row) => isRow(row) && (row.id === undefined || row.id === null));
  return given.map((row, index) => {
    if (!isRow(row)) return row;
    const old = byPlace ? before[index] : before.find((candidate) => candidate.id === row.id);
    const next: Row = { ...row };
    for (const { name, right } of unseen) {
      // Of a masked cell only the stars are no value.
      if (right.visible && !isMaskText(row[name])) continue;
      if (old && old[name] !== undefined) next[name] = old[name];
      else delete next[name];
    }
    return next;
  });
}
