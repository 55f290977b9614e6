import { Pool, types, type PoolConfig } from 'pg';
import type { ReadHandle } from './read-handle';

/** Strapi's connection settings for PostgreSQL. */
export interface PostgresConnection {
  host: string;
  port: number;
  database: string;
  user: string;
  password: string;
  schema: string;
  ssl: boolean | { rejectUnauthorized: boolean };
  statement_timeout: number;
}

const READERS = 8;

/** A pool of read-only connections. Type parsers are the pool's own: Strapi's pool keeps pg's. */
export function openPostgres(connection: Partial<PostgresConnection>): ReadHandle {
  const { schema = 'public', ...rest } = connection;
  const pool = new Pool({
    ...(rest as PoolConfig),
    // knex hides the password of the settings it was given: no spread takes it along.
    password: connection.password,
    max: READERS,
    options: `-c search_path=${schema.replace(/[^A-Za-z0-9_]/g, '')} -c default_transaction_read_only=on`,
    types: {
      getTypeParser: ((oid: number, format?: 'text' | 'binary') =>
        PARSERS[oid] ?? types.getTypeParser(oid, format)) as typeof types.getTypeParser,
    },
  });
  // A connection that breaks while idle is replaced by the pool; without a listener it would end the process.
  pool.on('error', () => undefined);
  const numbered = new Map<string, string>();
  const text = (sql: string): string => {
    let known = numbered.get(sql);
    if (known === undefined) {
      known = numberParameters(sql);
      if (numbered.size >= 2000) numbered.clear();
      numbered.set(sql, known);
    }
    return known;
  };
  const all: ReadHandle['all'] = async (sql, params) => (await pool.query<Record<string, unknown>>(text(sql), params)).rows;
  return {
    dialect: 'postgres',
    all,
    long: all,
    rows: async (sql, params) => (await pool.query<unknown[]>({ text: text(sql), values: params, rowMode: 'array' })).rows,
    snapshot: () => null,
    close: () => pool.end(),
  };
}

const INT8 = 20;
const DATE = 1082;
const TIMESTAMP = 1114;
const TIMESTAMPTZ = 1184;
const NUMERIC = 1700;

const PARSERS: Record<number, (value: string) => unknown> = {
  [INT8]: safeNumber,
  [NUMERIC]: (value) => Number(value),
  [DATE]: (value) => value,
  [TIMESTAMP]: localToIso,
  [TIMESTAMPTZ]: (value) => new Date(value.replace(' ', 'T').replace(/([+-]\d\d)$/, '$1:00')).toISOString(),
};

/** Fen and counts stay below 2^53; what is beyond is told as text rather than read wrong. */
function safeNumber(value: string): number | string {
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : value;
}

/** Strapi keeps datetimes as `timestamp without time zone` in the zone of the process (Asia/Shanghai). */
function localToIso(value: string): string {
  const [day = '', clock = '00:00:00'] = value.split(' ');
  return new Date(`${day}T${clock.slice(0, 12)}`).toISOString();
}

/** `?` to `$1`, `$2` …; those inside quotes stay. */
export function numberParameters(sql: string): string {
  let n = 0;
  return sql.replace(/'(?:[^']|'')*'|"(?:[^"]|"")*"|\?/g, (part) => (part === '?' ? `$${(n += 1)}` : part));
}
