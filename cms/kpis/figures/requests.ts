import { formTable } from '../tables';
import { raw, sql, type Sql } from '../sql';
import { ask, first, imported, int, kept, rate, round, table, type FileInput, type Row } from './figures-input';

const HOUR = 3_600_000;

/** Closure times of imported requests: counts, time to close, open as of a day. Hours are local closing minus local reporting time. */
export async function requestFigures(input: FileInput): Promise<Row> {
  const whole = await figuresOver(input, baseOf(input), input.spec.by ?? []);
  const { part, note } = input.spec;
  if (!part) return note === undefined ? whole : { ...whole, note };
  return {
    ...whole,
    [part.name]: await figuresOver(
      input,
      sql`(SELECT * FROM ${baseOf(input)} WHERE ${raw(column(input, part.column))} = ${part.is}) b`,
      part.by,
    ),
  };
}

/** One row a request: source words, reported and closed (ms). */
function baseOf(input: FileInput): Sql {
  const order = formTable(input.engine, 'work-order', 'o');
  const { spec, db } = input;
  const by = (spec.by ?? []).map((name, index) => sql`, ${kept(input, name)} AS ${raw(`by${index}`)}`);
  const issued = order.at('issuedAt');
  return sql`(SELECT ${kept(input, spec.type ?? '')} AS type, ${kept(input, spec.status ?? '')} AS status, ${kept(input, spec.key ?? '')} AS ref,
      ${db.ms(issued)} AS created, ${db.ms(order.at('completedAt'))} AS closed, substr(${db.day(issued)}, 1, 7) AS created_month,
      substr(${db.day(order.at('completedAt'))}, 1, 7) AS closed_month, ${db.clock(issued)} AS clock, ${db.stamp(issued)} AS stamp
      ${{ text: by.map((one) => one.text).join(' '), params: by.flatMap((one) => one.params) }}
    FROM ${imported(input, 'order')} JOIN ${order.from} ON ${order.documentId} = k.document_id) b`;
}

const column = (input: FileInput, name: string): string => `by${(input.spec.by ?? []).indexOf(name)}`;

async function figuresOver(input: FileInput, base: Sql, by: string[]): Promise<Row> {
  const group = (name: string, where = '1 = 1', tail = 'ORDER BY 1'): Promise<Row[]> =>
    ask(input, sql`SELECT ${raw(name)} AS key, COUNT(*) AS n FROM ${base} WHERE ${raw(where)} GROUP BY ${raw(name)} ${raw(tail)}`);
  const types = await group('type', '1 = 1', 'ORDER BY 2 DESC, 1');
  const head = await first(
    input,
    sql`SELECT COUNT(*) AS n, SUM(CASE WHEN closed IS NULL THEN 1 ELSE 0 END) AS unclosed, SUM(CASE WHEN closed < created THEN 1 ELSE 0 END) AS reversed,
      SUM(CASE WHEN status = ${input.spec.closedStatus ?? ''} AND closed IS NULL THEN 1 ELSE 0 END) AS closed_without,
      SUM(CASE WHEN status <> ${input.spec.closedStatus ?? ''} AND closed IS NOT NULL THEN 1 ELSE 0 END) AS open_with,
      SUM(CASE WHEN stamp LIKE ${'% 00:00:00'} THEN 1 ELSE 0 END) AS midnight FROM ${base}`,
  );
  const before = await ask(input, sql`SELECT ref FROM ${base} WHERE closed < created ORDER BY ref`);
  const result: Row = {
    rows: int(head.n),
    count_by_created_month: table(await group('created_month')),
    count_by_closed_month: table(await group('closed_month', 'closed IS NOT NULL')),
    count_by_type_top25: table(types.slice(0, 25)),
    distinct_types_exact: types.length,
    distinct_types_casefold_trim: new Set(types.map((row) => String(row.key).trim().toLowerCase())).size,
    count_by_status: table(await group('status', '1 = 1', 'ORDER BY 2 DESC, 1')),
  };
  for (const name of by) result[`count_by_${name}`] = table(await group(column(input, name), '1 = 1', 'ORDER BY 2 DESC, 1'));
  Object.assign(result, {
    without_closed_date: int(head.unclosed),
    closed_before_created: { count: int(head.reversed), keys: before.map((row) => String(row.ref)) },
    status_conflict: { status_closed_but_no_closed_date: int(head.closed_without), status_not_closed_but_closed_date: int(head.open_with) },
    time_to_close: await timeToClose(input, base, int(head.n)),
  });
  const perType: Row = {};
  for (const type of types.slice(0, 8)) {
    const times = await timeToClose(input, sql`(SELECT * FROM ${base} WHERE type = ${String(type.key)}) b`, int(type.n));
    perType[String(type.key)] = { rows: int(type.n), ...times };
  }
  result.time_to_close_by_type_top8 = perType;
  const open: Row = {};
  for (const day of input.spec.asOf ?? []) {
    const moment = Date.parse(`${day}T23:59:59+08:00`);
    const row = await first(
      input,
      sql`SELECT COUNT(*) AS n FROM ${base} WHERE created <= ${moment} AND (closed IS NULL OR closed > ${moment})`,
    );
    open[`${day} 23:59:59`] = int(row.n);
  }
  return { ...result, open_as_of: open, created_without_time_of_day_midnight: int(head.midnight) };
}

/** Median, 90th percentile in both customs, mean, and shares within a day and two; rows closed before they were opened are left out. */
async function timeToClose(input: FileInput, base: Sql, all: number): Promise<Row> {
  const valid = sql`(SELECT closed - created AS ms FROM ${base} WHERE closed >= created) v`;
  const sums = await first(
    input,
    sql`SELECT COUNT(*) AS n, SUM(ms) AS total,
      ${within(24)}, ${within(48)} FROM ${valid}`,
  );
  const n = int(sums.n);
  if (n === 0) return { n_closed_valid: 0 };
  const at = async (index: number): Promise<number> =>
    int((await first(input, sql`SELECT ms FROM ${valid} ORDER BY ms LIMIT 1 OFFSET ${index}`)).ms) / HOUR;
  const middle = n % 2 === 1 ? await at((n - 1) / 2) : ((await at(n / 2 - 1)) + (await at(n / 2))) / 2;
  const position = (n - 1) * 0.9;
  const low = await at(Math.floor(position));
  const high = await at(Math.min(n - 1, Math.floor(position) + 1));
  const span = (hours: number): Row => {
    const le = int(sums[`le${hours}`]);
    const lt = int(sums[`lt${hours}`]);
    return {
      [`count_le_${hours}`]: le,
      [`count_lt_${hours}`]: lt,
      [`exactly_${hours}`]: le - lt,
      share_of_closed_le: rate(le, n, 4),
      share_of_all_rows_le: rate(le, all, 4),
    };
  };
  return {
    n_closed_valid: n,
    median_hours: round(middle, 4),
    p90_hours_interpolated: round(low + (high - low) * (position - Math.floor(position)), 4),
    p90_hours_nearest_rank: round(await at(Math.ceil(0.9 * n) - 1), 4),
    mean_hours: round(int(sums.total) / n / HOUR, 4),
    within_24h: span(24),
    within_48h: span(48),
  };
}

const within = (hours: number): Sql =>
  raw(
    `SUM(CASE WHEN ms <= ${hours * HOUR} THEN 1 ELSE 0 END) AS le${hours}, SUM(CASE WHEN ms < ${hours * HOUR} THEN 1 ELSE 0 END) AS lt${hours}`,
  );
