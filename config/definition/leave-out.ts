import { ExpressionError } from './expression/error';
import { references } from './expression/references';
import type { Effect, FieldDefinition, FormDefinition, ListDefinition, TransitionDefinition, Words } from './types';

/** A relation to a form that is not switched on here. */
export interface AbsentRelation extends Words {
  field: string;
  /** Column, when the relation stands in the rows of `field`. */
  column?: string;
  target: string;
}

/** A definition as it can be taken into use now. */
export interface Fitted {
  definition: FormDefinition;
  /** Relations that the definition is without, as their forms are not there. */
  left: AbsentRelation[];
  /** Required relations whose forms have to be switched on first; the definition still has them. */
  needed: AbsentRelation[];
  /** What spoke of a left-out field and went with it: addresses. */
  dropped: string[];
}

/**
 * A shipped definition without its relations to forms that are not there. What is required stays, and is named: such a form cannot be
 * published before the other one. `knows` says which forms there are.
 */
export function leaveOut(source: FormDefinition, knows: (key: string) => boolean): Fitted {
  const left: AbsentRelation[] = [];
  const needed: AbsentRelation[] = [];
  const isAbsent = (field: FieldDefinition): boolean =>
    field.type === 'relation' && field.target !== undefined && field.target !== source.key && !knows(field.target);
  for (const field of source.fields) {
    const about = ({ zh, en, target = '' }: FieldDefinition): Omit<AbsentRelation, 'field'> => ({ zh, en, target });
    if (isAbsent(field)) (field.required ? needed : left).push({ field: field.name, ...about(field) });
    for (const column of (field.columns ?? []).filter(isAbsent))
      (field.required && column.required ? needed : left).push({ field: field.name, column: column.name, ...about(column) });
  }
  if (left.length === 0) return { definition: source, left, needed, dropped: [] };
  return { ...without(source, left), left, needed };
}

/** What is left out, and the addresses that went with it. */
interface Gone {
  fields: Set<string>;
  /** Columns by the field of their rows. */
  columns: Map<string, Set<string>>;
  dropped: string[];
}

function without(source: FormDefinition, left: AbsentRelation[]): Pick<Fitted, 'definition' | 'dropped'> {
  const gone = goneOf(source, left);
  const fields = source.fields.filter((field) => !gone.fields.has(field.name)).map((field) => fieldOf(gone, field, `fields.${field.name}`));
  const title = keep(gone, source.title);
  const sla = sift(
    gone,
    'sla',
    source.sla,
    (one) => ![...one.clock.split('..'), one.limit].some((name) => gone.fields.has(name)) && !speaks(gone, one.when),
  );
  const rules = sift(
    gone,
    'rules',
    source.rules,
    (rule) => !speaks(gone, rule.check) && !(rule.field !== undefined && gone.fields.has(rule.field)),
  );
  const definition: FormDefinition = {
    ...source,
    title: title.length > 0 ? title : [source.numbering ? 'number' : (fields[0]?.name ?? 'state')],
    fields,
    sections: source.sections
      ?.map((section) => clean(gone, `sections.${section.key}`, { ...section, fields: keep(gone, section.fields) }, ['visible']))
      .filter((section) => section.fields.length > 0),
    states: source.states.map((state) => (Array.isArray(state.editable) ? { ...state, editable: keep(gone, state.editable) } : state)),
    transitions: source.transitions.map((transition) => transitionOf(gone, transition, source.access.edit)),
    ...(rules ? { rules } : {}),
    ...(sla ? { sla } : {}),
    papers: source.papers?.map((paper) => (paper.fields ? { ...paper, fields: keep(gone, paper.fields) } : paper)),
    list: listOf(gone, source),
    ...(source.sample ? { sample: Object.fromEntries(Object.entries(source.sample).filter(([name]) => !gone.fields.has(name))) } : {}),
  };
  if (definition.list.columns.length === 0) definition.list.columns = [...definition.title];
  return { definition, dropped: gone.dropped };
}

function goneOf(source: FormDefinition, left: AbsentRelation[]): Gone {
  const fields = new Set(left.filter((one) => one.column === undefined).map((one) => one.field));
  const columns = new Map<string, Set<string>>();
  for (const { field, column } of left) if (column !== undefined) columns.set(field, new Set([...(columns.get(field) ?? []), column]));
  // Rows that would have no column any more.
  for (const field of source.fields)
    if (field.columns?.every((column) => columns.get(field.name)?.has(column.name))) fields.add(field.name);
  return { fields, columns, dropped: [] };
}

const keep = (gone: Gone, list: string[]): string[] => list.filter((name) => !gone.fields.has(name));

/** Does an expression name what is left out? Inside rows a bare name may be a column. */
const speaks = (gone: Gone, expression: unknown, rows?: string): boolean =>
  typeof expression === 'string' &&
  pathsOf(expression).some(
    ([first = '', second = '']) =>
      gone.fields.has(first) || gone.columns.get(first)?.has(second) || (rows !== undefined && gone.columns.get(rows)?.has(first)),
  );

/** Drops the parts that speak of what is left out, and notes where. */
function clean<T extends object>(gone: Gone, at: string, one: T, parts: (keyof T & string)[], rows?: string): T {
  const result = { ...one };
  for (const part of parts) {
    if (!speaks(gone, one[part], rows)) continue;
    delete result[part];
    gone.dropped.push(`${at}.${part}`);
  }
  return result;
}

/** The entries that still make sense; that some do not is noted. */
function sift<T>(gone: Gone, at: string, list: T[] | undefined, stays: (one: T) => boolean): T[] | undefined {
  const kept = list?.filter(stays);
  if (kept && kept.length < (list?.length ?? 0)) gone.dropped.push(at);
  return kept;
}

function fieldOf(gone: Gone, field: FieldDefinition, at: string, rows?: string): FieldDefinition {
  const own = clean(gone, at, field, ['requiredIf', 'visible', 'readonly', 'min', 'max', 'formula', 'default'], rows);
  // Nobody works it out any more: people fill it in.
  if (field.formula !== undefined && own.formula === undefined) delete own.computed;
  if (own.uniqueWithin !== undefined && gone.fields.has(own.uniqueWithin)) {
    delete own.uniqueWithin;
    gone.dropped.push(`${at}.uniqueWithin`);
  }
  const checks = sift(gone, `${at}.checks`, field.checks, (check) => !speaks(gone, check.check, rows));
  const columns = field.columns
    ?.filter((column) => !gone.columns.get(field.name)?.has(column.name))
    .map((column) => fieldOf(gone, column, `${at}.columns.${column.name}`, field.name));
  return { ...own, ...(checks ? { checks } : {}), ...(columns ? { columns } : {}) };
}

function transitionOf(gone: Gone, transition: TransitionDefinition, editors: string[]): TransitionDefinition {
  const at = `transitions.${transition.action}`;
  const { auto, by, fields, require, notBy, set, ...rest } = transition;
  const guard = sift(
    gone,
    `${at}.guard`,
    transition.guard,
    (one) => !speaks(gone, one.check) && !(one.field !== undefined && gone.fields.has(one.field)),
  );
  const effects = sift(gone, `${at}.effects`, transition.effects, (effect) => staysEffect(gone, effect));
  const isAuto = auto !== undefined && !speaks(gone, auto.when);
  if (auto && !isAuto) gone.dropped.push(`${at}.auto`);
  const assigned = Object.entries(set ?? {}).filter(([name, expression]) => !gone.fields.has(name) && !speaks(gone, expression));
  return {
    ...rest,
    // What happened by itself is done by those who fill the form in.
    by: auto && !isAuto && by.every((role) => role === 'system') ? editors : by,
    ...(isAuto ? { auto } : {}),
    ...(fields ? { fields: keep(gone, fields) } : {}),
    ...(require ? { require: keep(gone, require) } : {}),
    ...(notBy ? { notBy: keep(gone, notBy) } : {}),
    ...(set ? { set: Object.fromEntries(assigned) } : {}),
    ...(guard ? { guard } : {}),
    ...(effects ? { effects } : {}),
  };
}

const staysEffect = (gone: Gone, effect: Effect): boolean =>
  !speaks(gone, effect.when) && !('notify' in effect && (effect.notify.employees ?? []).some((name) => gone.fields.has(name)));

function listOf(gone: Gone, { list }: FormDefinition): ListDefinition {
  return {
    ...list,
    columns: keep(gone, list.columns),
    ...(list.filters ? { filters: keep(gone, list.filters) } : {}),
    ...(list.search ? { search: keep(gone, list.search) } : {}),
    ...(list.sort !== undefined && gone.fields.has(list.sort.replace(/^-/, '')) ? { sort: '-createdAt' } : {}),
  };
}

function pathsOf(source: string): string[][] {
  try {
    return references(source.startsWith('=') ? source.slice(1) : source);
  } catch (error) {
    // A text that is no expression, such as the default of a text field.
    if (error instanceof ExpressionError) return [];
    throw error;
  }
}
