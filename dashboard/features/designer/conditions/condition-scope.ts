import type { FieldDefinition, FormDefinition } from '../../../../config/definition/types';
import { isToMany } from '../../../../config/projections/strapi-schema';
import { presentField } from '../../../fields/present-field';
import { viewOf } from '../model/view-of';
import type { Designer } from '../work/designer-context';

/** Whoever fills the form in, as the field of a row. */
export const FILLER = '@filler';

export type ScopeField = { path: string[]; key: string; label: string; field: FieldDefinition };
export type ScopeGroup = { label: string; fields: ScopeField[] };
export type ConditionScope = {
  groups: ScopeGroup[];
  find: (path: string[]) => ScopeField | undefined;
  roles: { value: string; label: string }[];
};

/** Where an expression stands: in a row of a table, or about the records that a picker offers. */
export type Standing = { rows?: string | undefined; of?: string | undefined };

const SYSTEM = ['state', 'number', 'registeredAt', 'registeredBy'];

/** Everything that a condition can be about, in groups: columns of the row, fields, what related records say, the system's. */
export function conditionScope(
  { view, desk, context, words }: Pick<Designer, 'view' | 'desk' | 'context' | 'words'>,
  { rows, of }: Standing,
): ConditionScope {
  const { d, say } = words;
  const formOf = (key: string | undefined): FormDefinition | undefined => {
    const raw = desk.forms.find((form) => form.key === key);
    return key === view.key ? view : raw && viewOf(raw, context.enums);
  };
  const about = of === undefined ? view : formOf(of);
  const entry = (field: FieldDefinition, prefix: string[], label: string): ScopeField => ({
    path: [...prefix, field.name],
    key: [...prefix, field.name].join('.'),
    label,
    field,
  });
  const groups: ScopeGroup[] = [];
  const columns = view.fields.find((field) => field.name === rows)?.columns;
  if (columns)
    groups.push({
      label: d('conditions.ofRow'),
      fields: columns.filter((column) => !column.archived).map((column) => entry(column, [], say(column))),
    });
  if (about) {
    const system = new Set(SYSTEM);
    const own = about.fields.filter((field) => !field.archived && !isInner(field.name));
    const present = (form: FormDefinition, name: string): FieldDefinition[] =>
      [presentField(form, name)].filter((field) => field !== undefined);
    groups.push({
      label: of === undefined ? d('conditions.ofForm') : d('conditions.ofRecord', { form: say(about) }),
      fields: own.filter((field) => !system.has(field.name)).map((field) => entry(field, [], say(field))),
    });
    for (const relation of own.filter((field) => field.type === 'relation' && !isToMany(field))) {
      const target = formOf(relation.target);
      if (!target) continue;
      const fields = target.fields.filter(
        (field) =>
          !field.archived && !isInner(field.name) && !system.has(field.name) && field.type !== 'json-rows' && field.type !== 'media',
      );
      groups.push({
        label: say(relation),
        fields: [...fields, ...present(target, 'state')].map((field) => entry(field, [relation.name], `${say(relation)} › ${say(field)}`)),
      });
    }
    groups.push({
      label: d('conditions.ofSystem'),
      fields: SYSTEM.flatMap((name) => present(about, name)).map((field) => entry(field, [], say(field))),
    });
  }
  if (of !== undefined)
    groups.push({
      label: d('conditions.ofSelf'),
      fields: view.fields
        .filter((field) => !field.archived && !isInner(field.name))
        .map((field) => entry(field, ['self'], `${d('conditions.thisRecord')} › ${say(field)}`)),
    });
  const all = new Map(groups.flatMap((group) => group.fields).map((field) => [field.key, field]));
  return {
    groups: groups.filter((group) => group.fields.length > 0),
    find: (path) => all.get(path.join('.')),
    roles: desk.roles.filter((role) => !role.pseudo).map((role) => ({ value: role.key, label: say(role) })),
  };
}

/** Counters and dates of the system that say nothing to people. */
const isInner = (name: string): boolean =>
  ['site', 'rev', 'formVersion', 'archivedAt', 'incomplete', 'voidReason', 'slaDueAt'].includes(name);
