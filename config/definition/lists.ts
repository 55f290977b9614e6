import type { EnumValue, FieldDefinition, FormDefinition } from './types';

/** Lists that several forms share (`config/settings/enums.yaml`): name -> values. */
export type SharedLists = Record<string, EnumValue[]>;

/** Puts a shared list's entries into the fields that name it, so that nobody below needs the lists. */
export function resolveLists(def: FormDefinition, lists: SharedLists): FormDefinition {
  return { ...def, fields: def.fields.map((field) => resolveField(field, lists)) };
}

function resolveField(field: FieldDefinition, lists: SharedLists): FieldDefinition {
  const columns = field.columns?.map((column) => resolveField(column, lists));
  const name = field.enumRef ?? field.scaleRef;
  const shared = name !== undefined && Object.hasOwn(lists, name) ? lists[name] : undefined;
  const values = shared?.filter((entry) => !field.allow || field.allow.includes(entry.value));
  return { ...field, ...(columns ? { columns } : {}), ...(values ? { values } : {}) };
}
