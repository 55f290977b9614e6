import { loadWhere, type LoadedRecord } from '../../documents/load';
import type { Tx } from '../../documents/tx';
import { readSeed } from '../data';
import { addDays, instant, later } from '../moments';
import { formOf, write, type Row } from '../writer';
import { inBuilding } from './customers';
import * as permits from './decoration-permit';
import * as steps from './decoration-steps';
import * as works from './decoration-works';
import type { Names } from './names';
import { bookingOf, type PaymentPlan } from './payment-plans';
import { need, type Tenant, type World } from './world';

interface ProjectFact {
  stage: string;
  /** Days from today to the planned start of the works. */
  start: number;
  days: number;
  workers: number;
  scope: string;
  hidden?: boolean;
  fire?: boolean;
  /** Days from today until the contractor wants to close what is hidden. */
  closing?: number;
}

/** The last day of the project's calendar (see decoration-steps) that a stage before the permit has reached, and its clock time. */
const REACHED: Record<string, [number, string]> = {
  draft: [0, '10:10'],
  submitted: [0, '10:40'],
  reviewing: [0, '14:20'],
  rectifying: [1, '16:00'],
  gm_review: [1, '16:00'],
  approved: [2, '11:00'],
  fee_pending: [2, '14:00'],
  preparing: [3, '14:10'],
  permit_ready: [3, '16:10'],
};
const PERMIT_DAY = 4;

/** Fit-outs in all stages, each lived through with its whole chain of papers; what was paid comes back as payments. */
export async function addDecorations(world: World, names: Names): Promise<PaymentPlan[]> {
  const facts = readSeed<ProjectFact[]>(world.engine.root, 'demo/decorations.yaml');
  // Who came last decorates.
  const tenants = inBuilding(world)
    .filter((tenant) => tenant.kind === 'tenant' && tenant.lease)
    .sort((a, b) => String(b.ref.moveInDate).localeCompare(String(a.ref.moveInDate)));
  const contractors = world.contractors.filter((contractor) => contractor.state === 'active');
  const payments: PaymentPlan[] = [];
  for (const [index, fact] of facts.entries()) {
    const tenant = tenants[index % tenants.length] as Tenant;
    const contractor = contractors[index % contractors.length] as LoadedRecord;
    await write(world.engine, async (tx) => {
      const project = await begin(tx, world, names, fact, tenant, contractor, index + 1);
      payments.push(...(await liveThrough(tx, project, fact)));
    });
  }
  world.say(`${facts.length} fit-outs`);
  return payments;
}

async function begin(
  tx: Tx,
  world: World,
  names: Names,
  fact: ProjectFact,
  tenant: Tenant,
  contractor: LoadedRecord,
  serial: number,
): Promise<steps.Project> {
  const first = firstDay(world, fact, serial);
  const plannedStart = addDays(world.today, fact.start);
  const project = {
    world,
    names,
    tenant,
    contractor,
    scope: fact.scope,
    workers: fact.workers,
    hidden: fact.hidden === true,
    fire: fact.fire === true,
    plannedStart,
    plannedEnd: addDays(plannedStart, fact.days),
    siteManager: String(contractor.siteManager),
    siteManagerPhone: String(contractor.phone),
    at: (day: number, time: string): string => instant(addDays(first, day), time),
    serial,
  };
  return { ...project, application: await steps.apply(tx, project) };
}

/** The day on which the application came in, so that its last step lies in the past: today where the hour has passed already. */
function firstDay(world: World, { stage, start }: ProjectFact, serial: number): string {
  const [day, time] = REACHED[stage] ?? [PERMIT_DAY, '10:00'];
  if (!REACHED[stage]) return addDays(world.today, start - 1 - PERMIT_DAY);
  const isPast = instant(world.today, time) < later(world.now, -20);
  // One of those that wait for the general manager has waited too long.
  const late = stage === 'gm_review' && serial % 2 === 0 ? 4 : 0;
  return addDays(world.today, -day - (isPast ? 0 : 1) - late);
}

async function liveThrough(tx: Tx, project: steps.Project, fact: ProjectFact): Promise<PaymentPlan[]> {
  const { stage } = fact;
  if (stage === 'draft') return [];
  await steps.submit(tx, project);
  if (stage === 'submitted') return [];
  await steps.forward(tx, project);
  if (stage === 'reviewing') return [];
  await steps.review(tx, project, stage === 'rectifying' ? 'revise' : 'approve');
  if (stage === 'rectifying' || stage === 'gm_review') return [];
  await steps.approve(tx, project);
  if (stage === 'approved') return [];
  await steps.notifyFee(tx, project);
  if (stage === 'fee_pending') return [];
  const notice = await steps.receiveFee(tx, project);
  const payments = await paymentsOf(tx, project, notice);
  const passes = await permits.prepare(tx, project);
  if (stage === 'preparing') return payments;
  await permits.equip(tx, project, passes);
  await permits.draftPermit(tx, project);
  if (stage === 'permit_ready') return payments;
  await permits.issuePermit(tx, project);
  await inspections(tx, project, fact);
  if (['completing', 'accepted', 'settled'].includes(stage)) await completion(tx, project, stage);
  return payments;
}

/** Hidden works: what is over has passed; of those under way each stands at another step. */
async function inspections(tx: Tx, project: steps.Project, { stage, closing }: ProjectFact): Promise<void> {
  const { world } = project;
  if (closing === undefined) {
    const request = await works.requestHidden(tx, project, project.at(10, '09:30'), project.at(14, '18:00'));
    await works.scheduleHidden(tx, project, request, project.at(10, '15:00'));
    return works.judgeHidden(tx, project, request, project.at(11, '14:00'), true);
  }
  const closeAt = instant(addDays(world.today, closing), '18:00');
  const request = await works.requestHidden(tx, project, later(world.now, -60 * 20), closeAt);
  if (stage === 'permitted') return;
  await works.scheduleHidden(tx, project, request, later(world.now, -60 * 16));
  if (stage === 'hidden_failed') await works.judgeHidden(tx, project, request, later(world.now, -60 * 5), false);
}

async function completion(tx: Tx, project: steps.Project, stage: string): Promise<void> {
  const { world } = project;
  const ended =
    stage === 'completing' ? later(world.now, -60 * 28) : instant(addDays(project.plannedEnd, stage === 'accepted' ? 9 : 3), '10:00');
  const report = await works.startAcceptance(tx, project, ended);
  if (stage === 'completing') return;
  await works.passAcceptance(tx, project, report, later(ended, 60 * 6));
  await works.backInUse(tx, project, later(ended, 60 * 7));
  if (stage === 'settled') await works.settleProject(tx, project, report, (minutes) => later(ended, 60 * 24 + minutes));
}

/** 3.1.2 F: deposits and fees are receipted apart; the deposits were opened when finance received the notice. */
async function paymentsOf(tx: Tx, project: steps.Project, notice: LoadedRecord): Promise<PaymentPlan[]> {
  const { world, tenant, contractor } = project;
  const column = tx.engine.registry.table('deposit').columns.relatedNo?.column ?? 'related_no';
  const deposits = await loadWhere(tx, formOf(world.engine, 'deposit'), { [column]: notice.number });
  const receivedAt = project.at(3, '10:32');
  const verifiedAt = later(receivedAt, 60 * 25);
  const state = verifiedAt < world.now ? 'verified' : 'recorded';
  const book = (allocations: PaymentPlan['allocations']): PaymentPlan => ({
    ...bookingOf(world, tenant.ref, String(contractor.nameZh), receivedAt, allocations, state, state === 'verified' ? verifiedAt : null),
    extra: 0,
  });
  const held = deposits.map((deposit) => ({
    deposit,
    feeItem: need(world.feeItems, deposit.depositType === 'worker_pass' ? 'PASS_DEP' : 'DECO_DEP'),
    amount: Number(deposit.amount),
  }));
  const fees = (notice.lines as Row[])
    .filter((line) => line.refundable !== true)
    .map((line) => ({ feeItem: line.feeItem as LoadedRecord, amount: Number(line.amount) }));
  return [held, fees].filter((parts) => parts.length > 0).map(book);
}
