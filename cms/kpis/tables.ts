import type { Engine } from '../engine';
import type { TableInfo } from '../definitions/registry';
import { raw, sql, type Sql } from './sql';

/** A table of the database under an alias: columns by the names of the definition. */
export interface Source {
  from: Sql;
  alias: string;
  /** Column of a field; throws when the definition has none, so that a renamed field is told and not read as null. */
  at(field: string): Sql;
  has(field: string): boolean;
  id: Sql;
  documentId: Sql;
}

const quote = (name: string): string => `"${name.replaceAll('"', '""')}"`;

function sourceOf(info: TableInfo, alias: string): Source {
  return {
    from: raw(`${quote(info.table)} ${alias}`),
    alias,
    at(field) {
      const column = info.columns[field]?.column;
      if (!column) throw new Error(`${info.uid}.${field}: a figure reads this field, the definition does not store it`);
      return raw(`${alias}.${quote(column)}`);
    },
    has: (field) => info.columns[field] !== undefined,
    id: raw(`${alias}.id`),
    documentId: raw(`${alias}.document_id`),
  };
}

/** The table of a form. */
export const formTable = (engine: Pick<Engine, 'registry'>, form: string, alias: string): Source =>
  sourceOf(engine.registry.table(form), alias);

/** The table of a json-rows field with `storage: table`; `parent` and `position` are its own columns. */
export const rowsTable = (engine: Pick<Engine, 'registry'>, form: string, field: string, alias: string): Source =>
  sourceOf(engine.registry.rowsTable(form, field), alias);

/** Does the form keep this json-rows field in a table of its own? */
export function hasRows(engine: Pick<Engine, 'registry'>, form: string, field: string): boolean {
  return engine.registry.get(form)?.fields.some((candidate) => candidate.name === field && candidate.storage === 'table') ?? false;
}

/** Link table of a to-many relation: `source` is the id of the record, `target` of what it points to. */
export function linkTable(
  engine: Pick<Engine, 'registry'>,
  form: string,
  field: string,
  alias: string,
): { from: Sql; source: Sql; target: Sql } {
  const link = engine.registry.table(form).joins[field];
  if (!link) throw new Error(`${form}.${field}: a figure reads this relation, the definition does not store it`);
  return {
    from: raw(`${quote(link.table)} ${alias}`),
    source: raw(`${alias}.${quote(link.sourceColumn)}`),
    target: raw(`${alias}.${quote(link.targetColumn)}`),
  };
}

/**
 * When the record first entered the state, ms; null when never. Times of state changes come from the log of states. `|| ''` keeps SQLite
 * from the index of states, with which it would walk through every record of the form for each record.
 */
export function enteredAt(form: string, state: string, documentId: Sql): Sql {
  return sql`(SELECT MIN(st.at) FROM td_state_times st WHERE st.form = ${form} AND st.document_id = ${documentId} AND st.state || '' = ${state})`;
}

/** The state of the record at a moment. */
export function stateAt(form: string, source: Source, moment: number, now: number): Sql {
  if (moment >= now) return source.at('state');
  return sql`(SELECT st.state FROM td_state_times st WHERE st.form = ${form} AND st.document_id = ${source.documentId} AND st.at <= ${moment} ORDER BY st.at DESC, st.id DESC LIMIT 1)`;
}
