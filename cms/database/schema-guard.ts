import type { Knex } from 'knex';
import type { Core } from '@strapi/strapi';

/** Column families that hold each other's values; a change between families would be a retype. */
const FAMILY: Record<string, string> = {
  string: 'text',
  text: 'text',
  integer: 'whole',
  bigInteger: 'whole',
  increments: 'whole',
  double: 'float',
  float: 'float',
  decimal: 'decimal',
  date: 'date',
  datetime: 'datetime',
  timestamp: 'datetime',
  time: 'text',
  boolean: 'boolean',
  jsonb: 'json',
  json: 'json',
};

interface StoredSchema {
  tables: { name: string; columns: { name: string; type: string }[] }[];
}

/**
 * Refuses to start when the new definitions would retype a column of a form's table: on PostgreSQL the sync would stop the server half
 * way, on SQLite mixed values would stay silently. Removal needs no guard: with `forceMigration: false` nothing is dropped.
 */
export async function refuseDestructiveChange(
  knex: Knex,
  schema: () => Knex.SchemaBuilder,
  next: StoredSchema,
  schemaName?: string,
): Promise<void> {
  if (!(await schema().hasTable('strapi_database_schema'))) return;
  const row = (await tableOf(knex, schemaName).orderBy('id', 'desc').first('schema')) as { schema: string | StoredSchema } | undefined;
  if (!row) return;
  const before = typeof row.schema === 'string' ? (JSON.parse(row.schema) as StoredSchema) : row.schema;
  const types = new Map(before.tables.flatMap((table) => table.columns.map((column) => [`${table.name}.${column.name}`, column.type])));
  // A field that was taken out once is no longer in the stored schema, but its column and values are still there.
  for (const [name, type] of await columnsOf(knex, schemaName)) if (!types.has(name)) types.set(name, type);
  const retyped = next.tables.flatMap((table) =>
    table.columns.flatMap((column) => {
      const old = types.get(`${table.name}.${column.name}`);
      return old && family(old) !== family(column.type) ? [`${table.name}.${column.name}: ${old} -> ${column.type}`] : [];
    }),
  );
  if (retyped.length > 0) {
    throw new Error(
      `These columns would change their type, which could destroy values. Archive the field and add a new one instead:\n  ${retyped.join('\n  ')}\n` +
        `这些列的类型将被改变，可能破坏数据。请归档原字段并新增字段。`,
    );
  }
}

/** Columns as they stand in the database: `table.column` -> type in the words of a definition, as far as it is known. */
async function columnsOf(knex: Knex, schemaName: string | undefined): Promise<Map<string, string>> {
  const isPostgres = (knex.client as { dialect: string }).dialect === 'postgresql';
  const sql = isPostgres
    ? 'select table_name as "table", column_name as "column", data_type as type from information_schema.columns where table_schema = ?'
    : 'select m.name as "table", c.name as "column", c.type as type from sqlite_master m join pragma_table_info(m.name) c where m.type = \'table\'';
  const found: unknown = await knex.raw(sql, isPostgres ? [schemaName ?? 'public'] : []);
  const rows = (isPostgres ? (found as { rows: unknown[] }).rows : found) as { table: string; column: string; type: string }[];
  const known = rows.flatMap((row): [string, string][] => {
    const type = NATIVE[row.type.toLowerCase().replace(/\(.*\)/, '')];
    return type ? [[`${row.table}.${row.column}`, type]] : [];
  });
  return new Map(known);
}

/** Types of both databases that our own columns have. */
const NATIVE: Record<string, string> = {
  varchar: 'string',
  'character varying': 'string',
  text: 'text',
  bigint: 'bigInteger',
  integer: 'integer',
  float: 'float',
  real: 'float',
  'double precision': 'double',
  date: 'date',
  datetime: 'datetime',
  'timestamp without time zone': 'datetime',
  boolean: 'boolean',
  jsonb: 'jsonb',
  json: 'json',
};

function tableOf(knex: Knex, schemaName: string | undefined): Knex.QueryBuilder {
  const query = knex('strapi_database_schema');
  return schemaName ? query.withSchema(schemaName) : query;
}

function family(type: string): string {
  return FAMILY[type] ?? type;
}

/** The schema that Strapi's sync would bring about, from its loaded models. */
export function nextSchema(strapi: Core.Strapi): StoredSchema {
  const provider = strapi.db.schema as unknown as { schema: StoredSchema };
  return provider.schema;
}
