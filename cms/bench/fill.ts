import { newDocumentId } from '../documents/store';
import { openFile, type Sqlite } from './sqlite';

type Row = Record<string, unknown>;

const DAY = 86_400_000;
const YEARS = 3;
const TRADES = ['electrical', 'weak', 'hvac', 'plumbing', 'civil', 'door_lock', 'lighting', 'lift', 'other'];
const FAULTS = ['灯不亮', '空调不冷', '水龙头漏水', '门锁打不开', '网络不通', '插座没电', '地毯翘边', '风口有异响'];
const PLACES = ['前台左侧', '会议室', '茶水间', '总经理室', '走廊东头'];

/**
 * Fills the repair log to `rows` records while no server runs: three years of reports that differ in customer, unit, fault, time and
 * result, most of them closed, made from the one that went through the pipeline. No audit rows: no measured read looks at them.
 */
export function fillRepairLog(file: string, rows: number, now: number): void {
  const db = openFile(file, false);
  try {
    const template = db.prepare('SELECT * FROM repair_logs ORDER BY id LIMIT 1').get();
    if (!template) throw new Error('There is no report to copy');
    const ids = (table: string): number[] =>
      db
        .prepare(`SELECT id FROM ${table} ORDER BY id`)
        .all()
        .map((row) => Number(row.id));
    const places = { customers: ids('customers'), units: ids('units') };
    const missing = rows - Number(db.prepare('SELECT COUNT(*) AS n FROM repair_logs').get()?.n);
    db.pragma('synchronous = OFF');
    db.transaction(() => insertAll(db, template, places, { missing, now }))();
    // What was written is on the disk before anything is measured.
    db.pragma('wal_checkpoint(TRUNCATE)');
  } finally {
    db.close();
  }
}

function insertAll(
  db: Sqlite,
  template: Row,
  places: { customers: number[]; units: number[] },
  { missing, now }: { missing: number; now: number },
): void {
  const names = Object.keys(template).filter((name) => name !== 'id');
  const insert = db.prepare(
    `INSERT INTO repair_logs (${names.map((name) => `"${name}"`).join(', ')}) VALUES (${names.map(() => '?').join(', ')})`,
  );
  const times = db.prepare('INSERT INTO td_state_times (site_id, form, document_id, state, at) VALUES (?, ?, ?, ?, ?)');
  const perDay = new Map<string, number>();
  for (let n = 0; n < missing; n += 1) {
    // Until yesterday: today's numbers belong to the reports that are created while we measure.
    const reported = now - DAY - Math.round(((missing - n) / missing) * YEARS * 365 * DAY);
    const record: Row = { ...template, ...reportOf(n, reported, perDay), ...outcomeOf(n, missing, reported, now) };
    record.customer_id = places.customers[n % places.customers.length];
    record.unit_id = places.units[(n * 7) % places.units.length];
    insert.run(...names.map((name) => record[name] ?? null));
    times.run(record.site_id, 'repair-log', record.document_id, 'received', reported);
    if (record.state !== 'received') times.run(record.site_id, 'repair-log', record.document_id, record.state, record.updated_at);
  }
}

function reportOf(n: number, reported: number, perDay: Map<string, number>): Row {
  const day = new Date(reported + 8 * 3_600_000).toISOString().slice(0, 10).replaceAll('-', '');
  const sequence = (perDay.get(day) ?? 0) + 1;
  perDay.set(day, sequence);
  return {
    document_id: newDocumentId(),
    number: `BX-${day}-${String(sequence).padStart(3, '0')}`,
    reported_at: reported,
    registered_at: reported,
    created_at: reported,
    published_at: reported,
    channel: n % 5 === 0 ? 'email' : 'phone',
    trade: TRADES[n % TRADES.length],
    content: `${FAULTS[n % FAULTS.length]}(${n})`,
    location: PLACES[n % PLACES.length],
    emergency: n % 50 === 0 ? 1 : 0,
  };
}

/** Old reports are closed, the newest two in a hundred are still open. */
function outcomeOf(n: number, total: number, reported: number, now: number): Row {
  const done = reported + 3 * 3_600_000;
  const revisit = done + 5 * 3_600_000;
  if (n >= total * 0.98) {
    const state = ['received', 'ordered', 'repaired'][n % 3];
    // Their clocks end tomorrow: no job shall begin to tell of thousands of late ones while we measure.
    return { state, repaired_at: state === 'repaired' ? done : null, sla_due_at: now + DAY, updated_at: done };
  }
  if (n % 33 === 0) return { state: 'cancelled', cancel_reason: '客户自行解决', sla_due_at: null, updated_at: done };
  return {
    state: 'revisited',
    repaired_at: done,
    revisit_at: revisit,
    revisit_method: 'phone',
    revisit_result: 'normal',
    satisfaction: n % 20 === 0 ? 3 : 4 + (n % 2),
    sla_due_at: null,
    rev: 4,
    updated_at: revisit,
  };
}
