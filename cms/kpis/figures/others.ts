import { formTable } from '../tables';
import { sql } from '../sql';
import { isWorkingDay, plusDays, refreshCalendar, workingDays } from '../calendar';
import { ask, first, imported, int, kept, rate, yuan, type FileInput, type Row } from './figures-input';

/** Answers of an imported survey, by question and over all. */
export async function surveyFigures(input: FileInput): Promise<Row> {
  const survey = formTable(input.engine, 'satisfaction-survey', 's');
  const from = sql`${imported(input, 'survey')} JOIN ${survey.from} ON ${survey.documentId} = k.document_id`;
  const answers = sql`(SELECT ${input.db.cell('j', 'question')} AS question, ${input.db.whole(input.db.cell('j', 'score'))} AS score FROM ${from} CROSS JOIN ${input.db.each(survey.at('answers'), 'j')}) a`;
  const head = await first(
    input,
    sql`SELECT COUNT(*) AS n, SUM(CASE WHEN ${kept(input, 'D')} = '1' THEN 1 ELSE 0 END) AS happy FROM ${from}`,
  );
  // Equal rows share the fingerprint before the '#' of their keys.
  const keys = await ask(input, sql`SELECT k.record_key AS key FROM ${from}`);
  const result: Row = {
    rows: int(head.n),
    happy_D1: int(head.happy),
    duplicate_rows: keys.length - new Set(keys.map((row) => String(row.key).split('#')[0])).size,
  };
  const rows = await ask(
    input,
    sql`SELECT question, score, COUNT(*) AS n FROM ${answers} GROUP BY question, score ORDER BY question, score`,
  );
  for (const question of [...new Set(rows.map((row) => String(row.question)))].sort()) {
    const counts = Object.fromEntries(
      [1, 2, 3, 4, 5].map((score) => [String(score), int(rows.find((row) => row.question === question && int(row.score) === score)?.n)]),
    );
    const one = summary(counts);
    result[question] = { mean: one.mean, counts, satisfied_share_4_5: one.satisfied, dissatisfied_share_1_2: one.dissatisfied };
  }
  const all: Record<string, number> = {};
  for (const row of rows) all[String(row.score)] = (all[String(row.score)] ?? 0) + int(row.n);
  const total = summary(all);
  return { ...result, all_answers: { n: total.n, mean: total.mean, satisfied_share_4_5: total.satisfied } };
}

function summary(counts: Record<string, number>): {
  n: number;
  mean: number | null;
  satisfied: number | null;
  dissatisfied: number | null;
} {
  const of = (score: number): number => counts[String(score)] ?? 0;
  const n = [1, 2, 3, 4, 5].reduce((sum, score) => sum + of(score), 0);
  const points = [1, 2, 3, 4, 5].reduce((sum, score) => sum + score * of(score), 0);
  return { n, mean: rate(points, n, 4), satisfied: rate(of(4) + of(5), n, 4), dissatisfied: rate(of(1) + of(2), n, 4) };
}

/** Imported leases: rent, tenants as spelt, and what runs or ends as of each day (both ends inclusive). */
export async function leaseFigures(input: FileInput): Promise<Row> {
  const { engine, db } = input;
  const lease = formTable(engine, 'lease', 'e');
  const customer = formTable(engine, 'customer', 'c');
  const rent = db.lite
    ? sql`(SELECT SUM(${db.cell('j', 'unitPrice')}) FROM ${db.each(lease.at('feePlan'), 'j')})`
    : sql`(SELECT SUM(CAST(${db.cell('j', 'unitPrice')} AS BIGINT)) FROM ${db.each(lease.at('feePlan'), 'j')})`;
  const base = sql`(SELECT ${rent} AS rent, ${db.date(lease.at('startDate'))} AS started, ${db.date(lease.at('endDate'))} AS ended, ${customer.at('nameZh')} AS tenant,
      ${kept(input, 'Property Name')} AS property, ${kept(input, 'Lease Years')} AS years
    FROM ${imported(input, 'lease')} JOIN ${lease.from} ON ${lease.documentId} = k.document_id LEFT JOIN ${customer.from} ON ${customer.id} = ${lease.at('customer')}) q`;
  const rows = await ask(input, sql`SELECT * FROM ${base}`);
  const tenants = await ask(input, sql`SELECT tenant, SUM(rent) AS rent FROM ${base} GROUP BY tenant ORDER BY 2 DESC, 1`);
  const letters = (text: unknown): string =>
    String(text)
      .toLowerCase()
      .replace(/[^\p{L}\p{N}]/gu, '');
  const result: Row = {
    rows: rows.length,
    total_current_rent: yuan(rows.reduce((sum, row) => sum + int(row.rent), 0)),
    distinct_properties: new Set(rows.map((row) => row.property)).size,
    distinct_tenants_trimmed: tenants.length,
    distinct_tenants_letters_digits_lowercase: new Set(tenants.map((row) => letters(row.tenant))).size,
    lease_years_not_equal_to_dates: rows.filter((row) => yearsOf(String(row.started), String(row.ended)) !== Number(row.years)).length,
  };
  for (const day of input.spec.asOf ?? []) {
    const active = sql`started <= ${day} AND ended >= ${day}`;
    const sums = await first(
      input,
      sql`SELECT SUM(CASE WHEN ${active} THEN 1 ELSE 0 END) AS active, SUM(CASE WHEN ${active} THEN rent ELSE 0 END) AS active_rent, SUM(CASE WHEN ended < ${day} THEN 1 ELSE 0 END) AS expired,
        SUM(CASE WHEN ${active} AND ended <= ${plusDays(day, 365)} THEN 1 ELSE 0 END) AS expiring, SUM(CASE WHEN ${active} AND ended <= ${plusDays(day, 365)} THEN rent ELSE 0 END) AS expiring_rent FROM ${base}`,
    );
    result[day] = {
      active: int(sums.active),
      active_rent: yuan(sums.active_rent),
      expired: int(sums.expired),
      expiring_within_365_days: int(sums.expiring),
      expiring_rent: yuan(sums.expiring_rent),
    };
  }
  return { ...result, rent_by_tenant_trimmed: Object.fromEntries(tenants.map((row) => [String(row.tenant), yuan(row.rent)])) };
}

/** Whole years of a term whose last day is the day before the anniversary. */
function yearsOf(started: string, ended: string): number {
  const next = plusDays(ended, 1);
  return Number(next.slice(0, 4)) - Number(started.slice(0, 4)) - (next.slice(5) < started.slice(5) ? 1 : 0);
}

/** Imported holiday files: what they list, and the working days of their year by the whole calendar. */
export async function holidayFigures(input: FileInput): Promise<Row> {
  const day = formTable(input.engine, 'holiday-calendar', 'h');
  const rows = await ask(
    input,
    sql`SELECT ${input.db.date(day.at('date'))} AS day, ${day.at('dayType')} AS type FROM ${imported(input, 'day')} JOIN ${day.from} ON ${day.documentId} = k.document_id ORDER BY 1`,
  );
  const counts = new Map<string, number>();
  for (const row of rows) counts.set(String(row.day).slice(0, 4), (counts.get(String(row.day).slice(0, 4)) ?? 0) + 1);
  const year = /(19|20)\d{2}/.exec(input.file)?.[0] ?? [...counts].sort((a, b) => b[1] - a[1])[0]?.[0] ?? '';
  await refreshCalendar(input.engine, Number.MAX_SAFE_INTEGER);
  const days = workingDays(input.engine);
  const byMonth: Record<string, number> = {};
  for (let date = `${year}-01-01`; date.startsWith(year) && year !== ''; date = plusDays(date, 1)) {
    const month = date.slice(5, 7);
    byMonth[month] = (byMonth[month] ?? 0) + (isWorkingDay(days, date) ? 1 : 0);
  }
  const swaps = rows.filter((row) => row.type === 'workday_swap').map((row) => String(row.day));
  return {
    listed_days: rows.length,
    off_days: rows.length - swaps.length,
    make_up_working_days: swaps.length,
    make_up_dates: swaps,
    listed_days_of_another_year: rows.map((row) => String(row.day)).filter((date) => !date.startsWith(year)),
    working_days_in_year: Object.values(byMonth).reduce((sum, count) => sum + count, 0),
    working_days_by_month: byMonth,
  };
}
