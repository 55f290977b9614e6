import type { LoadedRecord } from '../../documents/load';
import type { Tx } from '../../documents/tx';
import { addDays, instant, later } from '../moments';
import { act, create, write, type Row } from '../writer';
import type { RepairFacts } from './repair-facts';
import { planOf, type RepairPlan } from './repair-plans';
import { who, type World } from './world';

type Stage =
  | 'received'
  | 'issued'
  | 'notified'
  | 'picked_up'
  | 'in_progress'
  | 'pending'
  | 'done'
  | 'accepted'
  | 'confirmed'
  | 'priced'
  | 'closed'
  | 'cancelled';

interface Case {
  /** Yesterday at this time, … */
  at?: string;
  /** … or so many minutes ago: with five minutes to pick an order up, what is open now is a matter of minutes. */
  ago?: number;
  stage: Stage;
  charge?: boolean;
  revisited?: boolean;
  wait?: string;
}

/** The reports of yesterday and today, and how far each has come. */
const CASES: Case[] = [
  { at: '08:35', stage: 'closed', revisited: true },
  { at: '09:02', stage: 'closed', revisited: true },
  { at: '09:20', stage: 'closed' },
  { at: '09:44', stage: 'priced', charge: true },
  { at: '10:05', stage: 'closed', revisited: true },
  { at: '10:31', stage: 'confirmed', charge: true },
  { at: '10:58', stage: 'closed' },
  { at: '11:15', stage: 'pending', wait: 'parts' },
  { at: '13:20', stage: 'confirmed' },
  { at: '13:52', stage: 'accepted' },
  { at: '14:18', stage: 'pending', wait: 'time' },
  { at: '14:47', stage: 'confirmed' },
  { at: '15:12', stage: 'accepted' },
  { at: '15:40', stage: 'done' },
  { at: '16:05', stage: 'in_progress' },
  { at: '16:40', stage: 'done' },
  { ago: 300, stage: 'accepted' },
  { ago: 240, stage: 'in_progress' },
  { ago: 180, stage: 'picked_up' },
  { ago: 120, stage: 'in_progress' },
  { ago: 75, stage: 'picked_up' },
  { ago: 42, stage: 'notified' },
  { ago: 30, stage: 'cancelled' },
  { ago: 18, stage: 'notified' },
  { ago: 9, stage: 'received' },
  { ago: 7, stage: 'issued' },
  { ago: 5, stage: 'notified' },
  { ago: 2, stage: 'received' },
];

/** Lives through the last two days action by action, so that every state is there and every rule has been kept. */
export async function addRepairsToday(world: World, facts: RepairFacts): Promise<void> {
  for (const entry of CASES) {
    const reportedAt = entry.at ? instant(addDays(world.today, -1), entry.at) : later(world.now, -(entry.ago ?? 0));
    const plan = planFor(world, facts, reportedAt, entry.charge === true);
    await write(world.engine, (tx) => liveThrough(tx, world, plan, entry));
  }
  world.say(`${CASES.length} repair reports of the last two days`);
}

/** An order that is paid for is in a customer's unit; night work is left to history. */
function planFor(world: World, facts: RepairFacts, reportedAt: string, charge: boolean): RepairPlan {
  for (let tries = 0; tries < 500; tries += 1) {
    const plan = planOf(world, facts, reportedAt);
    if (!plan.fault.night && (!charge || plan.tenant)) return plan;
  }
  throw new Error('repairs.yaml has no fault by day in a unit');
}

async function liveThrough(tx: Tx, world: World, plan: RepairPlan, { stage, charge, revisited, wait }: Case): Promise<void> {
  const assistant = plan.assistant.actor;
  const technician = plan.technicians[0] ?? who(world, 'engineering-2');
  const start = plan.reportedAt;
  const at = (minutes: number): string => later(start, minutes);
  const log = await create(tx, 'repair-log', reportOf(plan), { at: start, by: plan.taker.actor });
  if (stage === 'received') return;
  const opened = await act(tx, 'repair-log', log, 'open_order', { at: at(1.5), by: assistant, data: { trade: plan.fault.trade } });
  const order = opened.workOrder as LoadedRecord;
  if (stage === 'cancelled')
    return void (await act(tx, 'repair-log', log, 'cancel', {
      at: at(20),
      by: who(world, 'customer-service-assistant').actor,
      data: { cancelReason: '客户自行解决' },
    }));
  const step = (action: string, minutes: number, by = technician.actor, data: Row = {}): Promise<LoadedRecord> =>
    act(tx, 'work-order', order, action, { at: at(minutes), by, data });
  const steps: [Stage, () => Promise<unknown>][] = [
    ['notified', () => step('notify', 2.2, assistant, { notifyMethod: 'system' })],
    [
      'picked_up',
      () =>
        step('pick_up', 5.5, technician.actor, {
          technicians: plan.technicians.map((person) => person.ref),
          escortKind: plan.tenant ? 'customer' : 'none',
        }),
    ],
    ['in_progress', () => step('arrive', 19)],
  ];
  if (stage === 'pending')
    steps.push([
      'pending',
      () =>
        step('hold', 40, technician.actor, {
          unfinishedReason: wait,
          customerInformedAt: at(45),
          customerAgreed: true,
          expectedAt: later(world.now, 60 * 26),
        }),
    ]);
  else steps.push(...finishing(world, plan, step, charge === true));
  if (stage === 'issued') return;
  for (const [reached, work] of steps) {
    await work();
    if (reached === stage) break;
  }
  if (revisited)
    await act(tx, 'repair-log', log, 'revisit', {
      at: at(150),
      by: who(world, 'customer-service-assistant-2').actor,
      data: { revisitMethod: 'phone', revisitResult: 'normal', satisfaction: world.random.pick([5, 5, 4]) },
    });
}

/** From the finished work to the order that is written off. */
function finishing(
  world: World,
  plan: RepairPlan,
  step: (action: string, minutes: number, by?: RepairPlan['taker']['actor'], data?: Row) => Promise<LoadedRecord>,
  charge: boolean,
): [Stage, () => Promise<unknown>][] {
  const assistant = plan.assistant.actor;
  const office = who(world, 'customer-service-assistant').actor;
  const work = {
    actionTaken: plan.fault.action,
    cause: plan.fault.cause,
    materials: plan.materials.map(({ item, quantity }) => ({ item, quantity })),
    labourAmount: charge ? 6000 : 0,
    chargeable: charge ? 'chargeable' : 'free',
  };
  return [
    ['done', () => step('finish', 70, undefined, work)],
    ['accepted', () => step('accept', 78, office, { customerSign: world.files.signature, customerSignedBy: plan.reporter.name })],
    ['confirmed', () => step('confirm', 92, assistant)],
    ...(charge
      ? [
          ['priced', () => step('price', 60 * 4, who(world, 'customer-service-manager').actor, { chargeable: 'chargeable' })] as [
            Stage,
            () => Promise<unknown>,
          ],
        ]
      : []),
    ['closed', () => step('close', 60 * 5.5, office, { firstCopyReturnedAt: later(plan.reportedAt, 60 * 5) })],
  ];
}

function reportOf(plan: RepairPlan): Row {
  return {
    reportedAt: plan.reportedAt,
    channel: plan.channel,
    areaKind: plan.unit ? 'unit' : 'public',
    customer: plan.tenant?.ref ?? null,
    unit: plan.unit,
    publicArea: plan.area,
    reporterName: plan.reporter.name,
    phone: plan.reporter.phone,
    location: plan.fault.location,
    content: plan.fault.content,
    availableTime: plan.availableTime,
    specialRequest: plan.specialRequest,
    confirmedWithCustomer: true,
    emergency: plan.fault.priority === 'emergency',
    trade: plan.fault.trade,
  };
}
