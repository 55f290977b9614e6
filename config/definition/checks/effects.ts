import type { Effect, FieldDefinition, FormDefinition, RelatedQuery } from '../types';
import type { Checker } from './checker';
import { checkAssignments } from './values';

/** What the system does after an action: forms, fields, actions and people it names are there. */
export function checkEffects(check: Checker, at: string, effects: Effect[]): void {
  effects.forEach((effect, index) => {
    const here = `${at}[${index}]`;
    if (effect.when !== undefined) check.expression(`${here}.when`, effect.when, { expected: 'boolean' });
    if ('create' in effect) checkCreate(check, `${here}.create`, effect.create);
    else if ('act' in effect) checkAct(check, `${here}.act`, effect.act);
    else if ('update' in effect) {
      const target = targetOf(check, `${here}.update.on`, effect.update.on);
      if (target) checkAssignments(check, `${here}.update.values`, effect.update.values, target);
    } else if ('notify' in effect) checkNotify(check, `${here}.notify`, effect.notify);
    else {
      check.known(`${here}.run`, effect.run, check.context.effects, 'effect');
      checkLoad(check, `${here}.load`, effect.load);
    }
  });
}

function checkCreate(check: Checker, at: string, create: Extract<Effect, { create: unknown }>['create']): void {
  const target = formOf(check, `${at}.form`, create.form);
  const rows = create.each === undefined ? undefined : fieldOf(check, `${at}.each`, create.each, (field) => field.type === 'json-rows');
  if (target) checkAssignments(check, `${at}.values`, create.values, target, { row: rows?.columns });
  if (create.link !== undefined) fieldOf(check, `${at}.link`, create.link, (field) => field.target === create.form);
}

function checkAct(check: Checker, at: string, act: Extract<Effect, { act: unknown }>['act']): void {
  if ((act.on === undefined) === (act.form === undefined)) {
    check.report(at, 'exactly_one', '须且只能有 on 或 form 之一', 'needs exactly one of on and form');
    return;
  }
  const target = act.on === undefined ? formOf(check, `${at}.form`, act.form ?? '') : targetOf(check, `${at}.on`, act.on);
  if (!target) return;
  if (act.on === undefined) checkVia(check, `${at}.via`, target, act.via);
  check.known(
    `${at}.action`,
    act.action,
    target.transitions.map((transition) => transition.action),
    'action',
  );
  for (const state of act.states ?? []) check.known(`${at}.states`, state, statesOf(target), 'state');
  checkAssignments(check, `${at}.data`, act.data ?? {}, target);
}

function checkNotify(check: Checker, at: string, notify: Extract<Effect, { notify: unknown }>['notify']): void {
  for (const role of notify.roles ?? []) check.known(`${at}.roles`, role, check.context.roles, 'role');
  for (const name of notify.employees ?? []) fieldOf(check, `${at}.employees`, name, (field) => field.target === 'employee');
  if ((notify.roles ?? []).length + (notify.employees ?? []).length === 0)
    check.report(at, 'missing_key', '须指明角色或员工', 'needs roles or employees');
}

/** Related records of a named rule or effect. */
export function checkLoad(check: Checker, at: string, load: Record<string, RelatedQuery> | undefined): void {
  for (const [name, query] of Object.entries(load ?? {})) {
    const here = `${at}.${name}`;
    const target = formOf(check, `${here}.form`, query.form);
    if (!target) continue;
    if (query.via !== undefined) checkVia(check, `${here}.via`, target, query.via);
    for (const state of query.states ?? []) check.known(`${here}.states`, state, statesOf(target), 'state');
    for (const [field, source] of Object.entries(query.match ?? {})) {
      if (
        check.known(
          `${here}.match.${field}`,
          field,
          target.fields.map((candidate) => candidate.name),
          'field',
        )
      )
        check.expression(`${here}.match.${field}`, source);
    }
  }
}

function checkVia(check: Checker, at: string, target: FormDefinition, via: string | undefined): void {
  const field = target.fields.find((candidate) => candidate.name === via);
  if (via === undefined) check.report(at, 'missing_key', '须指明指向本表单的关联字段', 'must name the relation that points here');
  else if (
    check.known(
      at,
      via,
      target.fields.map((candidate) => candidate.name),
      'field',
    ) &&
    field?.target !== check.def.key
  ) {
    check.report(at, 'wrong_target', `“${via}”不指向本表单`, `"${via}" does not point to this form`);
  }
}

/** A form that is named where it must be there already. */
function formOf(check: Checker, at: string, key: string): FormDefinition | undefined {
  const known = [check.def.key, ...check.context.forms.map((form) => form.key)];
  return check.known(at, key, known, 'form') ? check.form(key) : undefined;
}

function fieldOf(check: Checker, at: string, name: string, fits: (field: FieldDefinition) => boolean): FieldDefinition | undefined {
  if (
    !check.known(
      at,
      name,
      check.def.fields.map((field) => field.name),
      'field',
    )
  )
    return undefined;
  const field = check.field(name);
  if (field && fits(field)) return field;
  check.report(at, 'wrong_field', `字段“${name}”不适用于此处`, `the field "${name}" cannot stand here`);
  return undefined;
}

/** The form that a relation of this one points to. */
function targetOf(check: Checker, at: string, name: string): FormDefinition | undefined {
  const field = fieldOf(check, at, name, (candidate) => candidate.type === 'relation');
  return field ? formOf(check, at, field.target ?? '') : undefined;
}

function statesOf(def: FormDefinition): string[] {
  return def.states.map((state) => state.value);
}
