import { tokenize } from './expression/lexer';
import { references } from './expression/references';
import type { FieldDefinition, FormDefinition } from './types';

/**
 * Computed fields that the calendar changes although nobody writes the record (days overdue), and those that are worked out from them.
 * A formula that keeps its first value (`coalesce(plannedAt, now())`) is none.
 */
export function fieldsByDate(def: FormDefinition): FieldDefinition[] {
  const formulas = def.fields.filter((field) => field.computed && !field.archived && field.type !== 'json-rows' && field.formula);
  const read = new Map(formulas.map((field) => [field.name, new Set(references(field.formula ?? '').map(([name]) => name))]));
  const names = new Set(
    formulas.filter((field) => asksForToday(field.formula ?? '') && !read.get(field.name)?.has(field.name)).map((field) => field.name),
  );
  for (let size = -1; size !== names.size; ) {
    size = names.size;
    for (const [name, reads] of read) if ([...names].some((one) => one !== name && reads.has(one))) names.add(name);
  }
  return formulas.filter((field) => names.has(field.name));
}

const asksForToday = (source: string): boolean =>
  tokenize(source).some(
    (token, index, all) => token.kind === 'name' && ['today', 'now'].includes(token.text) && all[index + 1]?.text === '(',
  );
