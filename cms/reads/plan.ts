import type { Actor } from '../access/actor';
import { fieldRight, rightsToFields } from '../access/rights';
import { isRowsTable, isToMany } from '../../config/projections/strapi-schema';
import type { FieldDefinition, FormDefinition } from '../../config/definition/types';
import type { ReadEngine } from './briefs';
import { quote } from './fragment';
import { badQuery } from './problem';

/** A field of the answer and where its value comes from. */
export interface PlanField {
  field: FieldDefinition;
  masked: boolean;
  /** Index in the row that was read; -1 = comes from another table. */
  index: number;
  /** json-rows: the columns that the caller sees. */
  columns: PlanColumn[];
}
export interface PlanColumn {
  column: FieldDefinition;
  masked: boolean;
}

/** What is read for one form, one set of roles and one choice of fields: worked out once. */
export interface Plan {
  def: FormDefinition;
  select: string;
  fields: PlanField[];
  /** Sorted out by how they are read. */
  toOne: PlanField[];
  toMany: PlanField[];
  media: PlanField[];
  tableRows: PlanField[];
  jsonRows: PlanField[];
  createdAt: number;
  updatedAt: number;
  masked: string[];
}

const plans = new WeakMap<FormDefinition, Map<string, { epoch: number; rights: unknown; plan: Plan }>>();

/** Columns and readers of a form for this caller. `fields` = null: everything the caller sees. */
export function planFor(engine: ReadEngine, def: FormDefinition, actor: Actor, fields: string[] | null): Plan {
  const epoch = engine.registry.epoch();
  // Rights are one object per definition and set of roles: when it is another one, so is the plan.
  const isPerson = actor.kind === 'user' || actor.kind === 'admin';
  const rights: unknown = isPerson ? rightsToFields(actor, def) : null;
  const key = `${isPerson ? actor.roles.join(' ') : '*'}|${fields?.join(',') ?? '*'}|${engine.read.dialect}`;
  let byKey = plans.get(def);
  if (!byKey) plans.set(def, (byKey = new Map()));
  const known = byKey.get(key);
  if (known && known.epoch === epoch && known.rights === rights) return known.plan;
  const plan = makePlan(engine, def, actor, fields);
  if (byKey.size >= 200) byKey.clear();
  byKey.set(key, { epoch, rights, plan });
  return plan;
}

function makePlan(engine: ReadEngine, def: FormDefinition, actor: Actor, asked: string[] | null): Plan {
  const table = engine.registry.table(def.key);
  const columns = [`t.id`, `t.${quote(table.columns.documentId?.column ?? 'document_id')}`];
  const add = (name: string): number => {
    const column = Object.hasOwn(table.columns, name) ? table.columns[name]?.column : undefined;
    return column === undefined ? -1 : columns.push(`t.${quote(column)}`) - 1;
  };
  const wanted = asked ? checkAsked(def, actor, asked) : null;
  const fields: PlanField[] = [];
  for (const field of def.fields) {
    const right = fieldRight(actor, def, field);
    if (!right.visible || (wanted && !wanted.has(field.name))) continue;
    const isElsewhere = isToMany(field) || field.type === 'media' || isRowsTable(field);
    const index = isElsewhere ? -1 : add(field.name);
    // A relation to a form that comes later is not stored yet: it is empty.
    const seen = (field.columns ?? [])
      .map((column) => ({ column, right: fieldRight(actor, def, column, field) }))
      .filter((entry) => entry.right.visible);
    fields.push({
      field,
      masked: right.masked,
      index,
      columns: seen.map((entry) => ({ column: entry.column, masked: entry.right.masked })),
    });
  }
  const open = fields.filter((entry) => !entry.masked);
  const wants = (name: string): boolean => !wanted || wanted.has(name);
  const createdAt = wants('createdAt') ? add('createdAt') : -1;
  const updatedAt = wants('updatedAt') ? add('updatedAt') : -1;
  return {
    def,
    select: `SELECT ${columns.join(', ')} FROM ${quote(table.table)} t`,
    fields,
    toOne: open.filter(({ field, index }) => field.type === 'relation' && index >= 0),
    toMany: open.filter(({ field }) => isToMany(field) && Object.hasOwn(table.joins, field.name)),
    media: fields.filter(({ field }) => field.type === 'media'),
    tableRows: open.filter(({ field }) => isRowsTable(field)),
    jsonRows: open.filter(({ field }) => field.type === 'json-rows' && !isRowsTable(field)),
    createdAt,
    updatedAt,
    masked: maskedOf(fields),
  };
}

function maskedOf(fields: PlanField[]): string[] {
  return fields.flatMap((entry) => [
    ...(entry.masked ? [entry.field.name] : []),
    ...entry.columns.filter((column) => column.masked).map((column) => `${entry.field.name}.${column.column.name}`),
  ]);
}

/** Fields that a query names. A hidden one is told like one that is not there; a masked one comes masked, as it does unasked. */
function checkAsked(def: FormDefinition, actor: Actor, asked: string[]): Set<string> {
  for (const name of asked) {
    if (['id', 'documentId', 'createdAt', 'updatedAt'].includes(name)) continue;
    const field = def.fields.find((candidate) => candidate.name === name);
    const right = field ? fieldRight(actor, def, field) : undefined;
    if (!right?.visible) throw badQuery(['fields', name], 'unknown_field');
  }
  return new Set(asked);
}

/** Names of the fields (and `rows.column`) that the caller sees masked. */
export function maskedFields(engine: ReadEngine, def: FormDefinition, actor: Actor): string[] {
  return planFor(engine, def, actor, null).masked;
}
