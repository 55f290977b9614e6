import { query, type Target } from './raw';
import { dayOf, msOf } from './stored';

type Row = Record<string, unknown>;

/** One bill line as it stood at the end of a day, worked out by hand: nothing here is shared with the server's SQL. */
export interface LineThen {
  bill: string;
  issueDay: string;
  dueDay: string;
  /** First and last day of what it is for. */
  from: string;
  to: string;
  building: string;
  feeItem: string;
  counts: boolean;
  net: number;
  paid: number;
}

interface Line {
  id: number;
  bill: number;
  position: number;
  feeItem: number;
  unit: number | null;
  amount: number;
  from: string;
  to: string;
}
interface Money {
  bill: number;
  feeItem: number;
  amount: number;
  /** ms; null while finance has not verified it. */
  verified: number | null;
  reversed: number | null;
}

/** Everything that figures about fees rest on, read past the server. */
export class FeeOracle {
  private constructor(
    private readonly bills: Map<number, Row>,
    private readonly lines: Line[],
    private readonly waivers: { bill: number; feeItem: number; day: string; amount: number }[],
    private readonly money: Money[],
    private readonly items: Map<number, Row>,
    private readonly units: Map<number, Row>,
    private readonly buildings: Map<number, string>,
    private readonly mainUnits: Map<number, number>,
  ) {}

  static async read(target: Target): Promise<FeeOracle> {
    const rows = (sql: string): Promise<Row[]> => query(target, sql);
    const byId = (list: Row[]): Map<number, Row> => new Map(list.map((row) => [Number(row.id), row]));
    const entered = new Map<string, number>();
    for (const row of await rows(
      "select document_id, state, min(at) as at from td_state_times where form = 'payment' group by document_id, state",
    ))
      entered.set(`${String(row.document_id)} ${String(row.state)}`, Number(row.at));
    const links = await rows('select bill_id, min(unit_id) as unit_id from bills_units_lnk group by bill_id');
    return new FeeOracle(
      byId(await rows("select * from bills where state not in ('draft', 'void') and archived_at is null")),
      (await rows('select * from bill_lines_rows')).map((row) => ({
        id: Number(row.id),
        bill: Number(row.parent_id),
        position: Number(row.position),
        feeItem: Number(row.fee_item_id),
        unit: row.unit_id === null ? null : Number(row.unit_id),
        amount: Number(row.amount),
        from: dayOf(row.period_from),
        to: dayOf(row.period_to),
      })),
      (await rows('select * from bill_adjustments_rows')).map((row) => ({
        bill: Number(row.parent_id),
        feeItem: Number(row.fee_item_id),
        day: dayOf(row.date),
        amount: Number(row.amount),
      })),
      (
        await rows(`select a.bill_id, a.fee_item_id, a.amount, p.document_id, p.state, p.verified_at, p.reversed_at
          from payment_allocations_rows a join payments p on p.id = a.parent_id where a.bill_id is not null and p.archived_at is null`)
      ).map((row) => ({
        bill: Number(row.bill_id),
        feeItem: Number(row.fee_item_id),
        amount: Number(row.amount),
        verified: msOf(row.verified_at) ?? entered.get(`${String(row.document_id)} verified`) ?? null,
        reversed: row.state === 'reversed' ? (msOf(row.reversed_at) ?? entered.get(`${String(row.document_id)} reversed`) ?? null) : null,
      })),
      byId(await rows('select * from fee_items')),
      byId(await rows('select * from units')),
      new Map((await rows('select id, document_id from buildings')).map((row) => [Number(row.id), String(row.document_id)])),
      new Map(links.map((row) => [Number(row.bill_id), Number(row.unit_id)])),
    );
  }

  /** All lines issued by the end of the day, with what was waived and paid by then. */
  linesAt(day: string, moment = endOf(day)): LineThen[] {
    const result: LineThen[] = [];
    const groups = new Map<string, Line[]>();
    for (const line of this.lines) {
      const bill = this.bills.get(line.bill);
      if (!bill || dayOf(bill.issue_date) > day) continue;
      const key = `${line.bill} ${line.feeItem}`;
      groups.set(key, [...(groups.get(key) ?? []), line]);
    }
    for (const lines of groups.values()) {
      const [{ bill, feeItem }] = lines as [Line];
      let waived = sum(
        this.waivers.filter((one) => one.bill === bill && one.feeItem === feeItem && one.day <= day).map((one) => one.amount),
      );
      let paid = sum(
        this.money.filter((one) => one.bill === bill && one.feeItem === feeItem && countsAt(one, moment)).map((one) => one.amount),
      );
      for (const line of lines.sort((a, b) => a.position - b.position || a.id - b.id)) {
        const less = Math.min(line.amount, waived);
        waived -= less;
        const net = line.amount - less;
        const got = Math.min(net, paid);
        paid -= got;
        result.push(this.asOf(line, net, got));
      }
    }
    return result;
  }

  private asOf(line: Line, net: number, paid: number): LineThen {
    const bill = this.bills.get(line.bill) as Row;
    const unit = this.units.get(line.unit ?? this.mainUnits.get(line.bill) ?? 0);
    const item = this.items.get(line.feeItem) as Row;
    return {
      bill: String(bill.document_id),
      issueDay: dayOf(bill.issue_date),
      dueDay: dayOf(bill.due_date),
      from: line.from,
      to: line.to,
      building: (unit && this.buildings.get(Number(unit.building_id))) ?? '',
      feeItem: String(item.document_id),
      counts: item.counts_in_collection_rate === true || item.counts_in_collection_rate === 1,
      net,
      paid,
    };
  }
}

/** A line, or what of it is for one month. */
export type LineOfMonth = LineThen & { month: string };

/**
 * Lines by month, day after day: what is due for the days up to the end of a month is rounded down to the fen, and what was paid is shared out
 * as what is due is.
 */
export function spread(lines: LineThen[]): LineOfMonth[] {
  return lines.flatMap((line) => {
    const days: string[] = [];
    for (let day = line.from; day <= line.to; day = new Date(Date.parse(day) + 86_400_000).toISOString().slice(0, 10)) days.push(day);
    const months = [...new Set(days.map((day) => day.slice(0, 7)))];
    let [due, paid] = [0n, 0n];
    return months.map((month): LineOfMonth => {
      const untilThen = BigInt(days.filter((day) => day.slice(0, 7) <= month).length);
      const dueThen = (BigInt(line.net) * untilThen) / BigInt(days.length);
      const paidThen = line.net === 0 ? 0n : (BigInt(line.paid) * dueThen) / BigInt(line.net);
      const part = { ...line, month, net: Number(dueThen - due), paid: Number(paidThen - paid) };
      [due, paid] = [dueThen, paidThen];
      return part;
    });
  });
}

export const sum = (values: number[]): number => values.reduce((total, value) => total + value, 0);
const countsAt = ({ verified, reversed }: Money, moment: number): boolean =>
  verified !== null && verified <= moment && (reversed === null || reversed > moment);
export const endOf = (day: string): number => Date.parse(`${day}T00:00:00+08:00`) + 86_400_000 - 1;
