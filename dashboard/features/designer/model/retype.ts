import { canConvert } from '../../../../config/definition/convert';
import type { EnumValue, FieldDefinition, FormDefinition } from '../../../../config/definition/types';
import { assign, orNothing } from './assign';
import { KINDS, newField, type Kind } from './kinds';
import { renameField } from './rename';

/** What stays with the field, whatever its kind. */
const KEPT = ['help', 'required', 'requiredIf', 'requiredAt', 'visible', 'readonly', 'access', 'sensitive', 'encrypted', 'source'] as const;
const YES_NO: EnumValue[] = [
  { value: 'yes', zh: '是', en: 'Yes' },
  { value: 'no', zh: '否', en: 'No' },
];

/** The kinds that a field can become; formats of texts are options of the field, not kinds of their own. */
export function kindsFor(field: FieldDefinition): Kind[] {
  if (field.computed) return [];
  return KINDS.filter((kind) => kind.start.format === undefined && canConvert(field, kind.start));
}

/**
 * A new field of the kind in the place of an old one: everything in the form that named the old field names the new one, and the old one
 * is archived where its values are. Undone by `takeBackRetype`.
 */
export function retypeField(def: FormDefinition, from: string, kind: Kind, name: string, options?: EnumValue[]): FormDefinition {
  const source = def.fields.find((field) => field.name === from);
  if (!source) return def;
  const kept = Object.fromEntries(KEPT.flatMap((key) => (source[key] === undefined ? [] : [[key, source[key]]])));
  const start = newField(kind, source, name, undefined);
  const values = kind.start.type === 'enum' ? { values: optionsOf(source, options) ?? start.values } : {};
  const next: FieldDefinition = { ...start, sensitive: undefined, encrypted: undefined, ...values, ...kept, convertedFrom: from };
  const named = renameField(def, { field: from }, name);
  return fitted(
    {
      ...named,
      fields: named.fields.flatMap((field) =>
        field.name === name
          ? [assign(next, {}), assign(source, { required: undefined, requiredIf: undefined, requiredAt: undefined, archived: true })]
          : [field],
      ),
      // The old one keeps its place for its return.
      ...(named.sections
        ? { sections: named.sections.map((one) => ({ ...one, fields: one.fields.flatMap((n) => (n === name ? [n, from] : [n])) })) }
        : {}),
    },
    next,
  );
}

/** The retype of a field that is not published yet never was. */
export function takeBackRetype(def: FormDefinition, name: string): FormDefinition {
  const field = def.fields.find((one) => one.name === name);
  const source = def.fields.find((one) => one.name === field?.convertedFrom);
  if (!field || !source) return def;
  const rest: FormDefinition = {
    ...def,
    fields: def.fields.filter((one) => one.name !== source.name),
    ...(def.sections ? { sections: def.sections.map((one) => ({ ...one, fields: one.fields.filter((n) => n !== source.name) })) } : {}),
  };
  const named = renameField(rest, { field: name }, source.name);
  const kept = Object.fromEntries(KEPT.flatMap((key) => (field[key] === undefined ? [] : [[key, field[key]]])));
  const back = assign(source, { zh: field.zh, en: field.en, ...kept, archived: undefined });
  return fitted({ ...named, fields: named.fields.map((one) => (one.name === source.name ? back : one)) }, back);
}

function optionsOf(source: FieldDefinition, options: EnumValue[] | undefined): EnumValue[] | undefined {
  if (source.type === 'boolean') return YES_NO;
  return options && options.length > 0 ? options : source.values;
}

/** A list searches texts and has tabs of choices only. */
function fitted(def: FormDefinition, field: FieldDefinition): FormDefinition {
  const { list } = def;
  const isText = field.type === 'string' || field.type === 'text';
  const search = isText && !field.sensitive ? list.search : list.search?.filter((name) => name !== field.name);
  const tabs = list.tabs === field.name && (field.type !== 'enum' || field.multiple) ? undefined : list.tabs;
  return { ...def, list: assign(list, { search: search && orNothing(search), tabs }) };
}
