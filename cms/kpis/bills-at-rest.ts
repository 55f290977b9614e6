import { SYSTEM } from '../access/actor';
import { inOwnSchema, markBills, NEVER, replaceBills, takeMarks, type Cell, type Rest } from '../database/bill-sums';
import { from, type Tx } from '../documents/tx';
import type { Engine } from '../engine';
import { exclusively } from '../jobs/exclusive';
import type { MeasureInput } from './measure';
import { billLinesAt, lastEventsOf } from './measures/bill-lines';
import { after, byMonth } from './measures/bill-months';
import { dialect, raw, sql, within, type Sql } from './sql';
import { formTable } from './tables';

/**
 * A bill is at rest from the end of the day of its last event on: its issue, a waiver, a payment verified or reversed. What it adds to a figure as
 * of a later day is the same every day, until something happens to it; so it is kept in sums by day (`database/bill-sums.ts`), and a figure costs
 * what has changed since, not what a house has ever billed. The sums are made by the very SQL that defines the figures. Every write of a bill
 * marks it in its own transaction; until the job has taken up the mark, figures take the bill out of the sums and look at it as it is.
 */

/** A moment and a day after all that is known. */
const LAST_MS = Date.parse('9999-12-30T00:00:00Z');
const LAST_DAY = '9999-12-30';
/** Bills that are marked in one transaction when there are many. */
const STEP = 20_000;

type Row = Record<string, unknown>;

/** How often all bills are compared with their sums: at the start of a process, and then once a day. */
const COMPARE_MS = 24 * 3_600_000;

/** Whether all bills are summed up or marked, found out when a process begins; by database handle. */
const looks = new WeakMap<object, Promise<boolean>>();
/** When they were last compared. */
const compared = new WeakMap<object, number>();

/** True when every bill is either in the sums or marked; false while another instance is still marking those that came before the sums. */
export async function hasSums(engine: Engine): Promise<boolean> {
  const look = looks.get(engine.read) ?? markUnknown(engine);
  looks.set(engine.read, look);
  const isDone = await look.catch((error: unknown) => {
    looks.delete(engine.read);
    throw error;
  });
  if (!isDone) looks.delete(engine.read);
  return isDone;
}

/** The job: takes up what was marked, for some seconds at most, a short transaction at a time. */
export async function sumUpBills(engine: Engine): Promise<void> {
  await hasSums(engine);
  if (Date.now() - (compared.get(engine.read) ?? 0) > COMPARE_MS) await markUnknown(engine);
  const until = Date.now() + 5_000;
  while (Date.now() < until && (await engine.read.all('SELECT 1 AS one FROM td_bill_marks LIMIT 1', [])).length > 0) {
    if ((await exclusively(engine, 'billSums', sumUpSome)) === null) return;
    // Between two of them those who are saving have their turn.
    await new Promise((done) => setTimeout(done, 5));
  }
}

/**
 * Marks bills that were never summed up, or at another revision: those from before there were sums, and those that were written without a mark,
 * past the product or by a server of an earlier release beside this one. In steps, because it may be all.
 */
async function markUnknown(engine: Engine): Promise<boolean> {
  const table = engine.registry.get('bill') && engine.registry.table('bill').table;
  if (!table) return true;
  const [last] = await engine.read.long(
    `SELECT MAX(b.id) AS id FROM "${table}" b WHERE NOT EXISTS (SELECT 1 FROM td_bill_rest r WHERE r.bill_id = b.id AND r.bill_rev = COALESCE(b.rev, 0))`,
    [],
  );
  for (let first = 0; first < Number(last?.id ?? 0); first += STEP) {
    const got = await exclusively(engine, 'billSums', async (tx) => {
      const known = from(tx, 'td_bill_rest').whereRaw('bill_id = b.id and bill_rev = coalesce(b.rev, 0)');
      const some = from(tx, `${table} as b`)
        .where('b.id', '>', first)
        .andWhere('b.id', '<=', first + STEP);
      await markBills(tx, some.whereNotExists(known).select('b.id'));
      return true;
    });
    if (got === null) return false;
  }
  compared.set(engine.read, Date.now());
  return true;
}

async function sumUpSome(tx: Tx): Promise<true> {
  await inOwnSchema(tx);
  const bills = await takeMarks(tx);
  if (bills.length > 0) await replaceBills(tx, bills, ...(await standingOf(tx, bills)));
  return true;
}

/** Since when each of these bills is at rest, and what it adds since. One that is not there any more is not among them. */
async function standingOf(tx: Tx, bills: number[]): Promise<[Rest[], Cell[]]> {
  const input = inputOf(tx);
  const { db } = input;
  const only = (id: Sql): Sql => within(id, bills);
  const bill = formTable(tx.engine, 'bill', 'b');
  const heads = await ask(
    tx,
    sql`SELECT ${bill.id} AS id, COALESCE(${bill.at('rev')}, 0) AS rev, COALESCE(${bill.at('site')}, 0) AS site, ${db.date(bill.at('issueDate'))} AS issued, ${db.date(bill.at('dueDate'))} AS due
      FROM ${bill.from} WHERE ${only(bill.id)}`,
  );
  const standing = billLinesAt(input, LAST_MS, LAST_DAY, only);
  const lines = await ask(
    tx,
    sql`SELECT x.bill_id, x.net, x.paid, x.counts, x.g_building AS building, x.g_feeItem AS item, x.period_from, x.period_end FROM (${standing}) x`,
  );
  const months = {
    first: least(lines.map((line) => textOf(line.period_from))).slice(0, 7),
    last: greatest(lines.map((line) => textOf(line.period_end))).slice(0, 7),
  };
  const parts = await ask(
    tx,
    sql`SELECT y.bill_id, y.month, y.net, y.paid, y.g_building AS building, y.g_feeItem AS item FROM (${byMonth(db, standing, months)}) y WHERE y.counts = 1`,
  );
  const linesOf = byBill(lines);
  const partsOf = byBill(parts);
  const events = new Map((await ask(tx, lastEventsOf(input, only))).map((row) => [Number(row.bill_id), textOf(row.day)]));
  const rests: Rest[] = [];
  const cells: Cell[] = [];
  for (const head of heads) {
    const id = Number(head.id);
    const own = linesOf.get(id) ?? [];
    const ownCells = cellsOf(id, own, partsOf.get(id) ?? []);
    // A credit can be set off against other lines in more ways than one, and months with others between them are no row: such a bill is looked
    // at each time.
    const isPlain = ownCells !== null && own.every((line) => Number(line.net) >= 0);
    const [issueDay, last] = [textOf(head.issued), events.get(id) ?? ''];
    rests.push({
      bill: id,
      siteId: Number(head.site),
      issueDay,
      dueDay: textOf(head.due),
      rev: Number(head.rev),
      firstMonth: least(own.map((line) => textOf(line.period_from))).slice(0, 7),
      lastMonth: greatest(own.map((line) => textOf(line.period_end))).slice(0, 7),
      restDay: isPlain ? (last > issueDay ? last : issueDay) : NEVER,
    });
    if (isPlain) cells.push(...ownCells);
  }
  return [rests, cells];
}

/** What a bill adds, by month; null when the months of a cell are not one row. `parts`: its lines that count, by month. */
function cellsOf(bill: number, lines: Row[], parts: Row[]): Cell[] | null {
  interface Sum {
    owed: number;
    months: Map<string, { net: number; paid: number }>;
  }
  const sums = new Map<string, Sum & Pick<Cell, 'kind' | 'groupKey'>>();
  const sumsOf = (row: Row): Sum[] =>
    WAYS.map(([kind, keyOf]) => {
      const groupKey = keyOf(row);
      const found = sums.get(`${kind} ${groupKey}`) ?? { kind, groupKey, owed: 0, months: new Map() };
      sums.set(`${kind} ${groupKey}`, found);
      return found;
    });
  for (const line of lines) for (const sum of sumsOf(line)) sum.owed += Number(line.net) - Number(line.paid);
  for (const part of parts) {
    for (const { months } of sumsOf(part)) {
      const present = months.get(textOf(part.month)) ?? { net: 0, paid: 0 };
      months.set(textOf(part.month), { net: present.net + Number(part.net), paid: present.paid + Number(part.paid) });
    }
  }
  const cells: Cell[] = [];
  for (const { kind, groupKey, owed, months } of sums.values()) {
    const row = [...months].sort(([a], [b]) => (a < b ? -1 : 1));
    if (row.some(([month], index) => index > 0 && month !== after(row[index - 1]?.[0] ?? ''))) return null;
    if (row.length === 0) cells.push({ bill, kind, groupKey, month: '', net: 0, paid: 0, counts: false, isLinked: false, owed });
    row.forEach(([month, { net, paid }], index) =>
      cells.push({ bill, kind, groupKey, month, net, paid, counts: true, isLinked: index > 0, owed: index === 0 ? owed : 0 }),
    );
  }
  return cells;
}

const WAYS: [Cell['kind'], (row: Row) => string][] = [
  ['all', () => ''],
  ['building', (row) => textOf(row.building)],
  ['feeItem', (row) => textOf(row.item)],
];

function byBill(rows: Row[]): Map<number, Row[]> {
  const found = new Map<number, Row[]>();
  for (const row of rows) found.set(Number(row.bill_id), [...(found.get(Number(row.bill_id)) ?? []), row]);
  return found;
}

const least = (texts: string[]): string => texts.reduce((a, b) => (b < a ? b : a), texts[0] ?? '');
const greatest = (texts: string[]): string => texts.reduce((a, b) => (b > a ? b : a), '');

/** The figures' SQL over all rows of the house, inside the transaction. */
function inputOf({ engine, now }: Tx): MeasureInput {
  return {
    engine,
    actor: SYSTEM,
    db: dialect(engine),
    period: { from: LAST_DAY, to: LAST_DAY, asOf: LAST_DAY },
    asOfMs: LAST_MS,
    now: now.getTime(),
    restBy: null,
    visible: () => raw('1 = 1'),
  };
}

async function ask(tx: Tx, { text, params }: Sql): Promise<Row[]> {
  const answer: unknown = await tx.trx.raw(text, params as never);
  return (Array.isArray(answer) ? answer : (answer as { rows: Row[] }).rows) as Row[];
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');
