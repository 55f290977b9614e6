import { addDays, dayOf, later, workingDay } from '../moments';
import { fill, past, writeEach, type Past, type Row } from '../writer';
import { inOrder } from './bills';
import { billOf, lineOf, type BillPlan } from './bill-plans';
import type { RepairFacts } from './repair-facts';
import { materialRows, type RepairPlan } from './repair-plans';
import type { World } from './world';
import type { LoadedRecord } from '../../documents/load';

/** An order of the past, for what follows from it: bills and follow-ups. */
export interface DoneRepair {
  plan: RepairPlan;
  order: LoadedRecord;
  doneAt: string;
}

/** Writes the reports of the half-year with their orders, in the order in which they came: orders are numbered from 100001 without a gap. */
export async function addRepairs(world: World, facts: RepairFacts, plans: RepairPlan[]): Promise<DoneRepair[]> {
  const done: DoneRepair[] = [];
  // The three newest that waited for parts or contractors are waiting still.
  const waiting = plans.filter((plan) => plan.wait === 'parts' || plan.wait === 'outsourced').slice(-3);
  waiting.forEach((plan) => (plan.end = 'pending'));
  // Two revisits were forgotten: their 24 hours are over.
  const old = plans.filter((plan) => plan.end === 'closed' && plan.completedAt !== null && plan.completedAt < later(world.now, -60 * 30));
  old
    .slice(-7)
    .filter((_, index) => index % 4 === 0)
    .forEach((plan) => (plan.revisitAt = null));
  const logs = new Map<RepairPlan, LoadedRecord>();
  await writeEach(world.engine, plans, async (tx, plan) => {
    const score = world.random.weighted([
      { n: 5, weight: 60 },
      { n: 4, weight: 33 },
      { n: 3, weight: 4 },
      { n: 2, weight: 2 },
      { n: 1, weight: 1 },
    ]).n;
    const log = await past(tx, 'repair-log', logValues(world, facts, plan, score), logPast(plan));
    if (plan.end !== 'merged' && !(plan.end === 'cancelled' && world.random.chance(0.5))) logs.set(plan, log);
  });
  // One report is read back faster than another: orders have their own order.
  const orders = [...logs].sort(([a], [b]) => a.orderedAt.localeCompare(b.orderedAt));
  await writeEach(world.engine, orders, async (tx, [plan, log]) => {
    const order = await past(tx, 'work-order', orderValues(world, plan, log), orderPast(world, plan));
    await fill(tx, 'repair-log', log, { workOrder: order }, { at: plan.orderedAt, by: plan.assistant.actor }, {});
    if (plan.end === 'closed' && plan.completedAt) done.push({ plan, order, doneAt: plan.completedAt });
  });
  world.say(`${plans.length} repair reports with ${done.length} finished orders`);
  return done;
}

function logValues(world: World, facts: RepairFacts, plan: RepairPlan, score: number): Row {
  const isDone = plan.end === 'closed' && plan.completedAt !== null;
  const revisitAt = isDone ? plan.revisitAt : null;
  const unreached = world.random.chance(0.03);
  const comments = score >= 4 ? facts.comments.good : score === 3 ? facts.comments.middle : facts.comments.bad;
  return {
    reportedAt: plan.reportedAt,
    channel: plan.channel,
    areaKind: plan.unit ? 'unit' : 'public',
    customer: plan.tenant?.ref ?? null,
    unit: plan.unit,
    publicArea: plan.area,
    reporterName: plan.reporter.name,
    reporterDepartment: plan.tenant ? world.random.pick(['行政部', '综合部', '人事行政部', null]) : '物业管理中心',
    phone: plan.reporter.phone,
    location: plan.fault.location,
    content: plan.fault.content,
    availableTime: plan.availableTime,
    specialRequest: plan.specialRequest,
    confirmedWithCustomer: true,
    emergency: plan.fault.priority === 'emergency',
    trade: plan.fault.trade,
    taker: plan.taker.ref,
    ...(plan.end === 'cancelled' ? { cancelReason: world.random.pick(facts.cancelled) } : {}),
    ...(plan.end === 'merged' ? { cancelReason: '与上一单同一地点同一故障' } : {}),
    ...(isDone ? { repairedAt: later(plan.completedAt ?? '', 12) } : {}),
    ...(revisitAt
      ? {
          revisitAt,
          revisitedBy: plan.assistant.ref,
          revisitMethod: world.random.chance(0.8) ? 'phone' : 'on_site',
          revisitResult: unreached ? 'unreachable' : 'normal',
          ...(unreached ? {} : { satisfaction: score, customerComment: world.random.chance(0.35) ? world.random.pick(comments) : null }),
        }
      : {}),
  };
}

function logPast(plan: RepairPlan): Past {
  const entered: Record<string, string> = { received: plan.reportedAt };
  const base = { at: plan.reportedAt, by: plan.taker.actor };
  if (plan.end === 'merged') return { ...base, state: 'merged', entered: { ...entered, merged: later(plan.reportedAt, 4) } };
  if (plan.end === 'cancelled') return { ...base, state: 'cancelled', entered: { ...entered, cancelled: later(plan.orderedAt, 30) } };
  entered.ordered = plan.orderedAt;
  if (plan.end === 'void') return { ...base, state: 'cancelled', entered: { ...entered, cancelled: later(plan.pickedUpAt, 20) } };
  if (plan.end === 'pending' || !plan.completedAt) return { ...base, state: 'ordered', entered };
  entered.repaired = later(plan.completedAt, 12);
  if (!plan.revisitAt) return { ...base, state: 'repaired', entered };
  return { ...base, state: 'revisited', entered: inOrder({ ...entered, revisited: plan.revisitAt }) };
}

function orderValues(world: World, plan: RepairPlan, log: LoadedRecord): Row {
  const isVoid = plan.end === 'void' || plan.end === 'cancelled';
  const doneAt = isVoid || plan.end === 'pending' ? null : plan.completedAt;
  const priority = plan.fault.priority ?? 'normal';
  return {
    repairLog: log,
    areaKind: plan.unit ? 'unit' : 'public',
    customer: plan.tenant?.ref ?? null,
    unit: plan.unit,
    publicArea: plan.area,
    contactName: plan.reporter.name,
    contactPhone: plan.reporter.phone,
    location: plan.fault.location,
    content: plan.fault.content,
    specialRequest: plan.specialRequest,
    trade: plan.fault.trade,
    priority,
    appointmentAt: plan.appointmentAt,
    chargeable: plan.charge ? 'chargeable' : plan.fault.wait === 'parts' && world.random.chance(0.2) ? 'warranty' : 'free',
    issuedBy: plan.assistant.ref,
    issuedAt: plan.orderedAt,
    notifiedAt: plan.notifiedAt,
    notifyMethod: world.random.pick(['phone', 'radio', 'system', 'system']),
    reworkCount: 0,
    writtenAfterwards: priority === 'emergency' && world.random.chance(0.4),
    ...(isVoid ? { voidReason: '客户取消，未施工' } : workValues(world, plan, doneAt)),
  };
}

function workValues(world: World, plan: RepairPlan, doneAt: string | null): Row {
  const quoted = plan.materials.reduce((sum, { item, quantity }) => sum + Number(item.salePrice) * quantity, 0) + plan.labour;
  const picked = {
    pickedUpAt: plan.pickedUpAt,
    pickedUpBy: plan.technicians[0]?.ref ?? null,
    technicians: plan.technicians.map((person) => person.ref),
    escortKind: plan.tenant ? 'customer' : 'none',
    arrivedAt: plan.arrivedAt,
    ...(plan.wait
      ? {
          unfinishedReason: plan.wait,
          customerInformedAt: later(plan.arrivedAt, 25),
          customerAgreed: true,
          expectedAt: doneAt ?? later(world.now, 60 * 30),
        }
      : {}),
    ...(plan.charge ? { quotedAmount: quoted, priceAccepted: world.files.signature } : {}),
  };
  if (!doneAt) return picked;
  return {
    ...picked,
    actionTaken: plan.fault.action,
    cause: plan.fault.cause,
    completedAt: doneAt,
    // Free work names its materials too, but they cost the customer nothing: only chargeable orders carry prices onward.
    materials: plan.charge || plan.materials.length > 0 ? materialRows(plan) : [],
    labourAmount: plan.labour,
    customerSign: world.files.signature,
    customerSignedBy: plan.reporter.name,
    confirmedBy: plan.assistant.ref,
    confirmedAt: later(doneAt, 12),
    firstCopyReturnedAt: plan.copyAt,
  };
}

function orderPast(world: World, plan: RepairPlan): Past {
  const entered: Record<string, string> = { issued: plan.orderedAt, notified: plan.notifiedAt };
  const base = { at: plan.orderedAt, by: plan.assistant.actor };
  if (plan.end === 'void' || plan.end === 'cancelled')
    return { ...base, state: 'void', entered: { ...entered, void: later(plan.pickedUpAt, 20) } };
  Object.assign(entered, { picked_up: plan.pickedUpAt, in_progress: plan.arrivedAt });
  if (plan.wait) entered.pending = later(plan.arrivedAt, 20);
  const doneAt = plan.completedAt;
  if (plan.end === 'pending' || !doneAt) return { ...base, state: 'pending', entered };
  Object.assign(entered, { done: doneAt, accepted: later(doneAt, 4), confirmed: later(doneAt, 12) });
  if (plan.charge) entered.priced = later(doneAt, 60 * 3);
  // Not written off before its first copy is back and, where it is paid for, priced.
  const closedAt = plan.copyAt ? later(plan.copyAt, plan.charge ? 60 * 5 : 20) : null;
  if (!closedAt || closedAt > world.now) return { ...base, state: plan.charge ? 'priced' : 'confirmed', entered: inOrder(entered) };
  return { ...base, state: 'closed', entered: inOrder({ ...entered, closed: closedAt }) };
}

/** What customers pay for repairs: one bill an order, issued the next working day. */
export function serviceBills(world: World, done: DoneRepair[]): BillPlan[] {
  return done
    .filter(({ plan, order }) => plan.charge && plan.tenant && Number(order.totalAmount) > 0)
    .flatMap(({ plan, order, doneAt }) => {
      const { tenant } = plan;
      const day = workingDay(addDays(dayOf(doneAt), 1), world.engine.settings.calendar());
      if (!tenant || day > world.today) return [];
      const line = { ...lineOf(world, 'SERVICE', plan.unit, 1, Number(order.totalAmount)), sourceNo: String(order.number) };
      const bill = billOf(tenant, 'one_off', dayOf(doneAt), dayOf(doneAt), day, [line]);
      return [{ ...bill, units: plan.unit ? [plan.unit] : bill.units, workOrder: order }];
    });
}
