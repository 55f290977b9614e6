import { sameContent } from '../../../config/definition/expression/values';
import type { FieldDefinition } from '../../../config/definition/types';
import { partsOf } from '../../fields/index';
import type { FormView } from '../../providers/definitions-source';

type Row = Record<string, unknown>;

export type Merge = {
  /** Fields that both sides changed, differently. */
  conflicts: FieldDefinition[];
  /** Everything else, merged: mine where only I changed it, theirs where they did. */
  merged: Row;
};

/** Three versions of a record become one, as far as that needs no choice. */
export function mergeOf(form: Pick<FormView, 'fields'>, base: Row, mine: Row, theirs: Row): Merge {
  const conflicts: FieldDefinition[] = [];
  const merged: Row = { ...theirs };
  for (const field of form.fields) {
    if (field.computed) continue;
    const wire = (row: Row): unknown => partsOf(field).toWire(row[field.name], field);
    const [was, wants, has] = [wire(base), wire(mine), wire(theirs)];
    if (sameContent(was, wants)) continue;
    merged[field.name] = mine[field.name];
    if (!sameContent(was, has) && !sameContent(wants, has)) conflicts.push(field);
  }
  return { conflicts, merged };
}
