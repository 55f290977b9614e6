import type { Engine } from '../engine';

/** A piece of SQL with its parameters, in order. */
export interface Sql {
  text: string;
  params: unknown[];
}

/** Builds SQL from a template: nested pieces are spliced in, everything else becomes a bound parameter. */
export function sql(strings: TemplateStringsArray, ...values: (Sql | string | number | null)[]): Sql {
  let text = strings[0] ?? '';
  const params: unknown[] = [];
  values.forEach((value, index) => {
    if (typeof value === 'object' && value !== null) {
      text += value.text;
      params.push(...value.params);
    } else {
      text += '?';
      params.push(value);
    }
    text += strings[index + 1] ?? '';
  });
  return { text, params };
}

/** Trusted text: names from the registry and constants of this folder, never anything a client sent. */
export const raw = (text: string): Sql => ({ text, params: [] });

export function join(parts: Sql[], glue: string): Sql {
  return { text: parts.map((part) => part.text).join(glue), params: parts.flatMap((part) => part.params) };
}

/** `a in (?, ?)`; an empty list is never true. */
export function within(expression: Sql, values: (string | number)[]): Sql {
  if (values.length === 0) return raw('1 = 0');
  return { text: `${expression.text} IN (${values.map(() => '?').join(', ')})`, params: [...expression.params, ...values] };
}

/** Asia/Shanghai has had one offset since 1991; older times are not told apart by the hour anywhere. */
const ZONE_MS = 8 * 60 * 60 * 1000;
const DAY_MS = 86_400_000;

/** Local midnight of a day in the site's zone, ms. */
export const startOfDay = (day: string): number => Date.parse(`${day}T00:00:00Z`) - ZONE_MS;
const dayAfter = (day: string): string => new Date(Date.parse(`${day}T00:00:00Z`) + DAY_MS).toISOString().slice(0, 10);

/** What differs between the two databases, said once. Datetimes: ms integers on SQLite, local timestamps on PostgreSQL. */
export function dialect(engine: Pick<Engine, 'read'>) {
  const lite = engine.read.dialect === 'sqlite';
  const on = (column: Sql, sqlite: string, postgres: string): Sql => {
    const template = lite ? sqlite : postgres;
    const count = template.split('@').length - 1;
    return { text: template.replaceAll('@', column.text), params: Array.from({ length: count }, () => column.params).flat() };
  };
  return {
    lite,
    /** Datetime column as ms since 1970 UTC. */
    ms: (column: Sql) => on(column, '@', `(CAST(ROUND(EXTRACT(EPOCH FROM @) * 1000) AS BIGINT) - ${ZONE_MS})`),
    /** Local day 'YYYY-MM-DD' of a datetime column. */
    day: (column: Sql) => on(column, `strftime('%Y-%m-%d', @ / 1000 + ${ZONE_MS / 1000}, 'unixepoch')`, `to_char(@, 'YYYY-MM-DD')`),
    /** Local day of milliseconds since 1970 UTC. */
    dayOfMs: (ms: Sql) =>
      on(
        ms,
        `strftime('%Y-%m-%d', @ / 1000 + ${ZONE_MS / 1000}, 'unixepoch')`,
        `to_char(TIMESTAMP '1970-01-01' + ((@) + ${ZONE_MS}) * INTERVAL '1 millisecond', 'YYYY-MM-DD')`,
      ),
    /** The datetime column lies in the local days, both inclusive: bounds that an index can be walked between. */
    inDays: (column: Sql, from: string, to: string): Sql => {
      const [start, end] = [startOfDay(from), startOfDay(to) + DAY_MS];
      if (lite) return sql`(${column} >= ${start} AND ${column} < ${end})`;
      const time = (ms: number): Sql => sql`CAST(${new Date(ms + ZONE_MS).toISOString().slice(0, 19)} AS timestamp)`;
      return sql`(${column} >= ${time(start)} AND ${column} < ${time(end)})`;
    },
    /** The same for a date column. Dates are text on SQLite, whatever may follow the day. */
    inDates: (column: Sql, from: string, to: string): Sql =>
      lite
        ? sql`(${column} >= ${from} AND ${column} < ${dayAfter(to)})`
        : sql`(${column} >= CAST(${from} AS date) AND ${column} <= CAST(${to} AS date))`,
    /** Local 'HH:MM' of a datetime column. */
    clock: (column: Sql) => on(column, `strftime('%H:%M', @ / 1000 + ${ZONE_MS / 1000}, 'unixepoch')`, `to_char(@, 'HH24:MI')`),
    /** Local 'YYYY-MM-DD HH:MM:SS' of a datetime column: compares as text. */
    stamp: (column: Sql) =>
      on(column, `strftime('%Y-%m-%d %H:%M:%S', @ / 1000 + ${ZONE_MS / 1000}, 'unixepoch')`, `to_char(@, 'YYYY-MM-DD HH24:MI:SS')`),
    /** Date column as 'YYYY-MM-DD'. */
    date: (column: Sql) => on(column, 'substr(@, 1, 10)', `to_char(@, 'YYYY-MM-DD')`),
    /** Days from one 'YYYY-MM-DD' text to a fixed day. */
    daysUntil: (column: Sql, day: string): Sql =>
      lite ? sql`CAST(julianday(${day}) - julianday(${column}) AS INTEGER)` : sql`(CAST(${day} AS date) - CAST(${column} AS date))`,
    /** Days from one 'YYYY-MM-DD' text to another. */
    daysBetween: (from: Sql, to: Sql): Sql =>
      lite ? sql`CAST(julianday(${to}) - julianday(${from}) AS INTEGER)` : sql`(CAST(${to} AS date) - CAST(${from} AS date))`,
    /** The day after a 'YYYY-MM-DD' text. */
    dayAfter: (day: Sql): Sql => (lite ? sql`date(${day}, '+1 day')` : sql`to_char(CAST(${day} AS date) + 1, 'YYYY-MM-DD')`),
    /** a × b ÷ c in whole numbers, what is left over dropped. */
    share: (a: Sql, b: Sql, c: Sql): Sql =>
      lite ? sql`((${a}) * (${b}) / (${c}))` : sql`CAST(DIV(CAST(${a} AS NUMERIC) * (${b}), ${c}) AS BIGINT)`,
    least: (a: Sql, b: Sql): Sql => sql`${raw(lite ? 'MIN' : 'LEAST')}(${a}, ${b})`,
    greatest: (a: Sql, b: Sql): Sql => sql`${raw(lite ? 'MAX' : 'GREATEST')}(${a}, ${b})`,
    whole: (expression: Sql): Sql => sql`CAST(${expression} AS ${raw(lite ? 'INTEGER' : 'BIGINT')})`,
    truth: (column: Sql): Sql => (lite ? sql`COALESCE(${column}, 0) = 1` : sql`COALESCE(${column}, false)`),
    /** Pairs of a JSON object given as one parameter: columns key and value. */
    pairs: (object: Record<string, string>): Sql =>
      lite
        ? sql`(SELECT key, value FROM json_each(${JSON.stringify(object)}))`
        : sql`(SELECT key, value FROM json_each_text(CAST(${JSON.stringify(object)} AS json)))`,
    /** Rows of a json-rows column `alias`; read a cell with `cell`. */
    each: (column: Sql, alias: string): Sql =>
      lite
        ? sql`json_each(COALESCE(${column}, '[]')) ${raw(alias)}`
        : sql`jsonb_array_elements(CASE WHEN jsonb_typeof(CAST(${column} AS jsonb)) = 'array' THEN CAST(${column} AS jsonb) ELSE '[]'::jsonb END) ${raw(`${alias}(value)`)}`,
    cell: (alias: string, name: string): Sql => raw(lite ? `json_extract(${alias}.value, '$.${name}')` : `(${alias}.value ->> '${name}')`),
  };
}
export type Dialect = ReturnType<typeof dialect>;
