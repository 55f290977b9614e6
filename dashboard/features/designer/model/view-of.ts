import { expand } from '../../../../config/definition/expand';
import { resolveLists, type SharedLists } from '../../../../config/definition/lists';
import type { FieldDefinition, FormDefinition } from '../../../../config/definition/types';

const resolved = new WeakMap<FieldDefinition, FieldDefinition>();
const expanded = new WeakMap<FormDefinition, FormDefinition>();

/**
 * The form as people will see it: common fields, shared lists. A field that was not touched stays the same object, so that a key stroke in one
 * field paints one field of two hundred.
 */
export function viewOf(def: FormDefinition, lists: SharedLists): FormDefinition {
  const known = expanded.get(def);
  if (known) return known;
  const fields = def.fields.map((field) => {
    const before = resolved.get(field);
    if (before) return before;
    const [after = field] = resolveLists({ ...def, fields: [field] }, lists).fields;
    resolved.set(field, after);
    return after;
  });
  const view = expand({ ...def, fields });
  expanded.set(def, view);
  return view;
}
