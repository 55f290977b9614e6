import { tokenize } from '../../../../config/definition/expression/lexer';
import { safely } from '../../../../config/definition/safely';
import type { FormDefinition } from '../../../../config/definition/types';
import type { FieldRef } from './fields';

/** Keys whose texts are names of fields, alone or in lists. */
const NAMES = new Set([
  'title',
  'filters',
  'search',
  'tabs',
  'sort',
  'require',
  'editable',
  'notBy',
  'employees',
  'field',
  'uniqueWithin',
  'on',
  'each',
  'link',
]);
const NAME_LISTS = new Set(['fields', 'columns']);
const EXPRESSIONS = new Set(['visible', 'requiredIf', 'readonly', 'formula', 'check', 'when', 'pick', 'min', 'max']);
const EXPRESSION_MAPS = new Set(['set', 'values', 'data', 'match']);

/** Gives a field that nobody has filled in yet another name, wherever the form itself names it. */
export function renameField(def: FormDefinition, ref: FieldRef, to: string): FormDefinition {
  if (ref.column !== undefined) return renameColumn(def, ref.field, ref.column, to);
  const from = ref.field;
  if (from === to) return def;
  const rest = renamed(def, '', from, to) as FormDefinition;
  return {
    ...rest,
    fields: rest.fields.map((field) => (field.name === from ? { ...field, name: to } : field)),
    numbering: rest.numbering && { ...rest.numbering, pattern: rest.numbering.pattern.replaceAll(`{${from}}`, `{${to}}`) },
  };
}

function renameColumn(def: FormDefinition, field: string, from: string, to: string): FormDefinition {
  if (from === to) return def;
  return {
    ...def,
    fields: def.fields.map((rows) =>
      rows.name === field
        ? {
            ...rows,
            columns: rows.columns?.map((column) => ({
              ...(renamed(column, '', from, to) as typeof column),
              name: column.name === from ? to : column.name,
            })),
          }
        : rows,
    ),
  };
}

function renamed(value: unknown, key: string, from: string, to: string): unknown {
  if (typeof value === 'string') return renamedText(value, key, from, to);
  if (Array.isArray(value)) {
    const isNames = NAMES.has(key) || NAME_LISTS.has(key);
    return value.map((item: unknown) =>
      typeof item === 'string' ? (isNames ? renamedName(item, from, to) : item) : renamed(item, '', from, to),
    );
  }
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => {
      if (EXPRESSION_MAPS.has(key) && typeof inner === 'string')
        return [key === 'set' && name === from ? to : name, renameIn(inner, from, to)];
      return [name, renamed(inner, name, from, to)];
    }),
  );
}

function renamedText(text: string, key: string, from: string, to: string): string {
  if (EXPRESSIONS.has(key)) return renameIn(text, from, to);
  if (key === 'default' && text.startsWith('=')) return `=${renameIn(text.slice(1), from, to)}`;
  return NAMES.has(key) ? renamedName(text, from, to) : text;
}

const renamedName = (text: string, from: string, to: string): string => (text === from ? to : text === `-${from}` ? `-${to}` : text);

/** Names that stand for the record itself: what follows their point is a field of it. */
const RECORD = new Set(['record', 'old', 'self', 'parent']);

/** A field's name in an expression, where it means the field: not as a text, a function or a field of something else. */
export function renameIn(source: string, from: string, to: string): string {
  const tokens = safely(() => tokenize(source), []);
  let result = source;
  for (let at = tokens.length - 1; at >= 0; at -= 1) {
    const token = tokens[at];
    if (token?.kind !== 'name' || token.text !== from || tokens[at + 1]?.text === '(') continue;
    const isOwn = tokens[at - 1]?.text !== '.' || RECORD.has(tokens[at - 2]?.text ?? '');
    if (isOwn) result = result.slice(0, token.position) + to + result.slice(token.position + from.length);
  }
  return result.replaceAll(`changed('${from}')`, `changed('${to}')`);
}
