import { ExpressionError } from './expression/error';
import { references } from './expression/references';
import type { FieldDefinition, FormDefinition, RelatedQuery, RuleUse, Words } from './types';

/** Where a field of a form is used. `hard` = archiving it would break that; the rest is taken out of lists and sections by itself. */
export interface FieldUse {
  /** Name of the field; `rows.column` for a column of its rows. */
  field: string;
  /** Form, list, paper, figure or saved view that uses it. */
  in: 'form' | 'list' | 'paper' | 'rule' | 'kpi' | 'view' | 'import';
  form: string;
  address: string;
  hard: boolean;
  /** What it is called, where the address is only a key. */
  words?: Words;
}

/** Uses of the fields of `key` in all forms: expressions, flow, numbers, lists, papers. Figures, views and imports are added by the server. */
export function usesInForms(key: string, forms: FormDefinition[], wordsOfRule: (name: string) => ReadonlySet<string>): FieldUse[] {
  const target = forms.find((form) => form.key === key);
  if (!target) return [];
  const names = new Set(target.fields.flatMap((field) => [field.name, ...columnNames(field)]));
  const uses: FieldUse[] = [];
  const add = (field: string | undefined, place: Omit<FieldUse, 'field'>): void => {
    if (field !== undefined && names.has(field)) uses.push({ field, ...place });
  };
  for (const form of forms) {
    for (const { address, source, owner, rows } of expressionsOf(form)) {
      // A field's own conditions go with it, and those of its columns.
      for (const field of fieldsRead(source, form, key, forms, rows))
        if (form.key !== key || (field !== owner && field !== rows)) add(field, { in: 'form', form: form.key, address, hard: true });
    }
    for (const { address, use, name } of rulesOf(form)) {
      // A named rule is code: whatever of the form's names stands in it counts as used.
      const about = form.key === key || Object.values(use.load ?? {}).some((query) => query.form === key);
      const words = about ? wordsOfRule(name) : new Set<string>();
      for (const field of names)
        if (field.split('.').every((part) => words.has(part))) add(field, { in: 'rule', form: form.key, address, hard: true });
      for (const query of Object.values(use.load ?? {}))
        for (const field of namesOfQuery(query, key)) add(field, { in: 'rule', form: form.key, address, hard: true });
    }
    for (const { address, fields } of effectFields(form, key))
      for (const field of fields) add(field, { in: 'form', form: form.key, address, hard: true });
  }
  ownUses(target, add);
  return distinct(uses);
}

function ownUses(form: FormDefinition, add: (field: string | undefined, place: Omit<FieldUse, 'field'>) => void): void {
  const soft = (address: string, kind: FieldUse['in'], list: string[] | undefined): void =>
    list?.forEach((field) => add(field, { in: kind, form: form.key, address, hard: false }));
  form.title.forEach((field) => add(field, { in: 'list', form: form.key, address: 'title', hard: true }));
  soft('list.columns', 'list', form.list.columns);
  soft('list.filters', 'list', form.list.filters);
  soft('list.search', 'list', form.list.search);
  add(form.list.tabs, { in: 'list', form: form.key, address: 'list.tabs', hard: true });
  for (const paper of form.papers ?? []) soft(`papers.${paper.key}`, 'paper', [...(paper.fields ?? []), ...paper.signatures]);
  for (const sla of form.sla ?? [])
    for (const end of [...sla.clock.split('..'), sla.limit]) add(end, { in: 'form', form: form.key, address: 'sla', hard: true });
  for (const [, token] of (form.numbering?.pattern ?? '').matchAll(/\{([a-zA-Z]+)\}/g))
    add(token, { in: 'form', form: form.key, address: 'numbering', hard: true });
  for (const transition of form.transitions) {
    const at = `transitions.${transition.action}`;
    for (const field of [
      ...(transition.require ?? []),
      ...Object.keys(transition.set ?? {}),
      ...Object.keys(transition.inboxOnly ?? {}),
      ...(transition.notBy ?? []),
    ])
      add(field, { in: 'form', form: form.key, address: at, hard: true });
    soft(at, 'form', transition.fields);
  }
  for (const field of form.fields)
    add(field.uniqueWithin, { in: 'form', form: form.key, address: `fields.${field.name}.uniqueWithin`, hard: true });
}

const columnNames = (field: FieldDefinition): string[] => (field.columns ?? []).map((column) => `${field.name}.${column.name}`);

/** Fields of the form `key` that an expression of `form` reads, followed along relations and into rows. `rows` = the field in whose column it stands. */
function fieldsRead(source: string, form: FormDefinition, key: string, forms: FormDefinition[], rows?: string): string[] {
  const around = form.fields.find((field) => field.name === rows);
  return pathsOf(source, around).flatMap((path) => {
    const found: string[] = [];
    let at: FormDefinition | undefined = form;
    let inside: FieldDefinition | undefined;
    for (const name of path) {
      if (!at && !inside) break;
      const field: FieldDefinition | undefined = (inside?.columns ?? at?.fields ?? []).find((candidate) => candidate.name === name);
      if (at?.key === key) found.push(inside ? `${inside.name}.${name}` : name);
      // A column stands in the form of its rows; a relation leads on to another.
      if (field?.type === 'json-rows') inside = field;
      else {
        inside = undefined;
        at = field?.type === 'relation' ? forms.find((candidate) => candidate.key === field.target) : undefined;
      }
    }
    return found;
  });
}

/** `form.field` of every field that some expression reads through a relation, in one pass over all forms. */
export function fieldsReadFromAfar(forms: FormDefinition[]): Set<string> {
  const byKey = new Map(forms.map((form) => [form.key, new Map(form.fields.map((field) => [field.name, field]))]));
  const found = new Set<string>();
  for (const form of forms) {
    for (const { source } of expressionsOf(form)) {
      for (const path of pathsOf(source)) {
        let at: string | undefined = form.key;
        path.forEach((name, index) => {
          if (at === undefined) return;
          if (index > 0) found.add(`${at}.${name}`);
          const field: FieldDefinition | undefined = byKey.get(at)?.get(name);
          at = field?.type === 'relation' ? field.target : undefined;
        });
      }
    }
  }
  return found;
}

function pathsOf(source: string, rows?: FieldDefinition): string[][] {
  try {
    return references(source, rows && { name: rows.name, columns: (rows.columns ?? []).map((column) => column.name) });
  } catch (error) {
    // A broken expression is reported by the check; here it uses nothing.
    if (error instanceof ExpressionError) return [];
    throw error;
  }
}

interface PlacedExpression {
  address: string;
  source: string;
  /** The field (`rows.column` for a column) that it belongs to. */
  owner?: string;
  /** The field of rows in whose column it stands. */
  rows?: string;
}

function expressionsOf(form: FormDefinition): PlacedExpression[] {
  const found: PlacedExpression[] = [];
  const note = (address: string, source: unknown, place?: Pick<PlacedExpression, 'owner' | 'rows'>): void =>
    void (typeof source === 'string' && found.push({ address, source, ...place }));
  const ofField = (field: FieldDefinition, at: string, rows?: string): void => {
    const place = { owner: rows === undefined ? field.name : `${rows}.${field.name}`, ...(rows === undefined ? {} : { rows }) };
    for (const name of ['requiredIf', 'visible', 'readonly', 'formula', 'min', 'max'] as const)
      if (field[name] !== undefined) note(`${at}.${name}`, field[name], place);
    if (typeof field.default === 'string' && field.default.startsWith('=')) note(`${at}.default`, field.default.slice(1), place);
    field.checks?.forEach((check) => note(`${at}.checks`, check.check, place));
    field.columns?.forEach((column) => ofField(column, `${at}.columns.${column.name}`, field.name));
  };
  form.fields.forEach((field) => ofField(field, `fields.${field.name}`));
  form.sections?.forEach((section) => note(`sections.${section.key}.visible`, section.visible));
  form.rules?.forEach((rule) => note(`rules.${rule.id}`, rule.check));
  form.sla?.forEach((sla) => note('sla', sla.when));
  for (const transition of form.transitions) {
    const at = `transitions.${transition.action}`;
    transition.guard?.forEach((guard) => note(at, guard.check));
    Object.values(transition.set ?? {}).forEach((source) => note(at, source));
    note(at, transition.auto?.when);
    for (const effect of transition.effects ?? []) {
      note(at, effect.when);
      const values =
        'create' in effect
          ? effect.create.values
          : 'update' in effect
            ? effect.update.values
            : 'act' in effect
              ? effect.act.data
              : undefined;
      Object.values(values ?? {}).forEach((source) => note(at, source));
    }
  }
  return found;
}

function rulesOf(form: FormDefinition): { address: string; use: { load?: RuleUse['load'] }; name: string }[] {
  const found: { address: string; use: { load?: RuleUse['load'] }; name: string }[] = [];
  form.rules?.forEach((rule) => rule.use && found.push({ address: `rules.${rule.id}`, use: rule.use, name: rule.use.rule }));
  for (const transition of form.transitions) {
    const address = `transitions.${transition.action}`;
    transition.rules?.forEach((use) => found.push({ address, use, name: use.rule }));
    transition.effects?.forEach((effect) => 'run' in effect && found.push({ address, use: effect, name: effect.run }));
  }
  return found;
}

const namesOfQuery = (query: RelatedQuery, key: string): string[] =>
  query.form === key ? [...(query.via ? [query.via] : []), ...Object.keys(query.match ?? {})] : [];

/** Fields of `key` that effects of `form` write. */
function effectFields(form: FormDefinition, key: string): { address: string; fields: string[] }[] {
  return form.transitions.flatMap((transition) =>
    (transition.effects ?? []).map((effect) => {
      const address = `transitions.${transition.action}`;
      const targetOf = (on: string | undefined): string | undefined => form.fields.find((field) => field.name === on)?.target;
      if ('create' in effect)
        return {
          address,
          fields: [
            ...(effect.create.form === key ? Object.keys(effect.create.values) : []),
            ...(form.key === key && effect.create.link ? [effect.create.link] : []),
          ],
        };
      if ('update' in effect)
        return {
          address,
          fields: [
            ...(targetOf(effect.update.on) === key ? Object.keys(effect.update.values) : []),
            ...(form.key === key ? [effect.update.on] : []),
          ],
        };
      if ('act' in effect)
        return {
          address,
          fields: [
            ...(effect.act.form === key && effect.act.via ? [effect.act.via] : []),
            ...(form.key === key && effect.act.on ? [effect.act.on] : []),
          ],
        };
      return { address, fields: 'notify' in effect && form.key === key ? (effect.notify.employees ?? []) : [] };
    }),
  );
}

function distinct(uses: FieldUse[]): FieldUse[] {
  return [...new Map(uses.map((use) => [`${use.field}|${use.in}|${use.form}|${use.address}`, use])).values()];
}
