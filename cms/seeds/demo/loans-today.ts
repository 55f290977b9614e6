import { SYSTEM } from '../../access/actor';
import type { LoadedRecord } from '../../documents/load';
import type { Tx } from '../../documents/tx';
import { dayOf, later } from '../moments';
import { act, create, write } from '../writer';
import { on, who, type Person, type World } from './world';

type LoanStage = 'requested' | 'approved' | 'out' | 'overdue';

/** Keys that are out now, late, or asked for: key code, who takes it, minutes since the request, hours until it is due. */
const CASES: { code: string; post: string; nth: number; ago: number; hours: number; stage: LoanStage; purpose: string }[] = [
  { code: 'GG-02', post: 'ENGT', nth: 0, ago: 95, hours: 4, stage: 'out', purpose: 'repair' },
  { code: 'GG-03', post: 'CLL', nth: 0, ago: 70, hours: 4, stage: 'out', purpose: 'cleaning' },
  { code: 'JF-01', post: 'ENGT', nth: 1, ago: 60, hours: 3, stage: 'out', purpose: 'repair' },
  { code: 'GG-05', post: 'ENGT', nth: 2, ago: 1500, hours: 4, stage: 'overdue', purpose: 'repair' },
  { code: 'GG-06', post: 'ESA', nth: 1, ago: 620, hours: 4, stage: 'overdue', purpose: 'patrol' },
  { code: 'XF-01', post: 'ENGT', nth: 3, ago: 50, hours: 4, stage: 'approved', purpose: 'patrol' },
  { code: 'JF-03', post: 'ENGT', nth: 4, ago: 35, hours: 4, stage: 'requested', purpose: 'repair' },
  { code: 'WM-01', post: 'ENGT', nth: 5, ago: 25, hours: 4, stage: 'requested', purpose: 'repair' },
  { code: 'GY-01', post: 'SECG', nth: 0, ago: 15, hours: 2, stage: 'requested', purpose: 'patrol' },
];

/** The loans of today, asked for at the desk, approved, lent and (two of them) not brought back in time. */
export async function addLoansToday(world: World, keys: LoadedRecord[]): Promise<void> {
  const byCode = new Map(keys.map((key) => [String(key.code), key]));
  for (const entry of CASES) {
    const key = byCode.get(entry.code);
    const borrower = on(world, entry.post)[entry.nth];
    if (!key || !borrower) throw new Error(`keys.yaml: the key ${entry.code} or somebody to take it is not there`);
    await write(world.engine, (tx) => lend(tx, world, key, borrower, entry));
  }
  world.say(`${CASES.length} key loans of today`);
}

async function lend(
  tx: Tx,
  world: World,
  key: LoadedRecord,
  borrower: Person,
  { ago, hours, stage, purpose }: (typeof CASES)[number],
): Promise<void> {
  const desk = who(world, 'receptionist').actor;
  const at = (minutes: number): string => later(world.now, minutes - ago);
  const dueAt = at(hours * 60);
  const loan = await create(
    tx,
    'key-loan',
    { keys: [key], borrowerKind: 'staff', borrower: borrower.ref, phone: borrower.phone, purpose, dueAt },
    { at: at(0), by: desk },
  );
  if (stage === 'requested') return;
  // Guarded keys, and those that stay out past midnight, are approved first.
  if (key.approvalLevel !== 'none' || dayOf(dueAt) !== dayOf(at(4)))
    await act(tx, 'key-loan', loan, 'approve', { at: at(3), by: who(world, 'customer-service-supervisor').actor });
  if (stage === 'approved') return;
  await act(tx, 'key-loan', loan, 'lend', { at: at(4), by: desk, data: { borrowerSign: world.files.signature } });
  if (stage === 'overdue') await act(tx, 'key-loan', loan, 'flagOverdue', { at: at(hours * 60 + 2), by: SYSTEM });
}
