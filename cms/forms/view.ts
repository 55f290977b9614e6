import type { Actor } from '../access/actor';
import { can, fieldRight, rightsOfForm } from '../access/rights';
import { references } from '../../config/definition/expression/references';
import type { FieldDefinition, FormDefinition } from '../../config/definition/types';

/** A form as the dashboard and integrators get it: cut to what the caller sees, with what the caller may do. */
export type FormView = FormDefinition & { can: ReturnType<typeof rightsOfForm> };

/** Null when the caller does not read the form at all. */
export function viewOf(actor: Actor, def: FormDefinition): FormView | null {
  if (!can(actor, def, 'read')) return null;
  const seen = (field: FieldDefinition, rows?: FieldDefinition): boolean => fieldRight(actor, def, field, rows).visible;
  const fields = def.fields.filter((field) => seen(field)).map((field) => withSeenColumns(field, (column) => seen(column, field)));
  const names = new Set(fields.map((field) => field.name));
  const known = (name: string): boolean => names.has(name);
  const isSeen = (expression: string | undefined): boolean =>
    expression === undefined || namesOf(expression).every((name) => !hidden(def, names, name));
  return {
    ...def,
    fields: fields.map((field) => withSeenConditions(field, isSeen)),
    sections: def.sections
      ?.map((section) => ({ ...section, ...(isSeen(section.visible) ? {} : { visible: undefined }), fields: section.fields.filter(known) }))
      .filter((section) => section.fields.length > 0),
    list: {
      ...def.list,
      columns: def.list.columns.filter(known),
      filters: def.list.filters?.filter(known),
      search: def.list.search?.filter(known),
      ...(def.list.tabs === undefined || known(def.list.tabs) ? {} : { tabs: undefined }),
    },
    title: def.title.filter(known),
    transitions: def.transitions.map((transition) => ({
      ...transition,
      fields: transition.fields?.filter(known),
      require: transition.require?.filter(known),
      // What the server decides and does is its own affair; the dialog needs fields and words only.
      guard: undefined,
      set: undefined,
      auto: undefined,
      notBy: transition.notBy?.filter((name) => name.startsWith('action:') || known(name)),
      effects: undefined,
      rules: undefined,
      needs: undefined,
      sample: undefined,
    })),
    rules: def.rules?.map(({ use: _use, ...rule }) => ({ ...rule, ...(isSeen(rule.check) ? {} : { check: undefined }) })),
    sla: def.sla?.map(({ when: _when, ...sla }) => sla),
    papers: def.papers?.map((paper) => (paper.fields ? { ...paper, fields: paper.fields.filter(known) } : paper)),
    sample: undefined,
    can: rightsOfForm(actor, def),
  };
}

function withSeenColumns(field: FieldDefinition, seen: (column: FieldDefinition) => boolean): FieldDefinition {
  return field.columns ? { ...field, columns: field.columns.filter(seen) } : field;
}

/** Conditions over fields that the caller does not get are left to the server. */
function withSeenConditions(field: FieldDefinition, isSeen: (expression: string | undefined) => boolean): FieldDefinition {
  const next: FieldDefinition = { ...field };
  for (const key of ['visible', 'requiredIf', 'formula', 'pick'] as const) if (!isSeen(field[key])) delete next[key];
  if (typeof field.readonly === 'string' && !isSeen(field.readonly)) delete next.readonly;
  for (const key of ['min', 'max'] as const) if (typeof field[key] === 'string' && !isSeen(field[key])) delete next[key];
  if (typeof field.default === 'string' && field.default.startsWith('=') && !isSeen(field.default.slice(1))) delete next.default;
  if (field.checks) next.checks = field.checks.filter((check) => isSeen(check.check));
  return next;
}

const hidden = (def: FormDefinition, names: Set<string>, name: string): boolean =>
  !names.has(name) && def.fields.some((field) => field.name === name);

function namesOf(expression: string): string[] {
  return references(expression).map((path) => path[0] ?? '');
}
