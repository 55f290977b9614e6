import type { LoadedRecord } from '../../documents/load';
import { addDays, clockOf, dayOf, instant, isWorkingDay, later, workingDay } from '../moments';
import type { Row } from '../writer';
import { inBuilding, speaker } from './customers';
import type { FaultFact, RepairFacts } from './repair-facts';
import { need, on, times, who, type Person, type Tenant, type World } from './world';

/** A report with its order, as it went; times are ISO, null = has not happened. */
export interface RepairPlan {
  reportedAt: string;
  fault: FaultFact;
  tenant: Tenant | null;
  unit: LoadedRecord | null;
  area: LoadedRecord | null;
  reporter: { name: string; phone: string };
  channel: string;
  taker: Person;
  assistant: Person;
  technicians: Person[];
  availableTime: string;
  specialRequest: string | null;
  charge: boolean;
  orderedAt: string;
  notifiedAt: string;
  pickedUpAt: string;
  arrivedAt: string;
  completedAt: string | null;
  wait: FaultFact['wait'] | 'night_only' | null;
  appointmentAt: string | null;
  materials: { item: LoadedRecord; quantity: number }[];
  labour: number;
  end: 'closed' | 'void' | 'cancelled' | 'merged' | 'pending';
  /** First copy back, and the revisit; null when that is still to come. */
  copyAt: string | null;
  revisitAt: string | null;
}

/** Days of history that are imported; the last two are lived through (see repairs-today). */
export const HISTORY_DAYS = 182;
export const TODAY_DAYS = 2;

/** All reports of the half-year in the order in which they came. */
export function planRepairs(world: World, facts: RepairFacts): RepairPlan[] {
  const days = Array.from({ length: HISTORY_DAYS - TODAY_DAYS + 1 }, (_, index) => addDays(world.today, index - HISTORY_DAYS));
  const weights = days.map(
    (day) => (isWorkingDay(day, world.engine.settings.calendar()) ? 1 : 0.28) * (['06', '07', '08'].includes(day.slice(5, 7)) ? 1.2 : 1),
  );
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const wanted = times(world, 1200) - 24;
  const plans = days.flatMap((day, index) => {
    const mean = (wanted * (weights[index] ?? 0)) / total;
    const count = Math.floor(mean + world.random.next());
    return Array.from({ length: count }, () => planOf(world, facts, reportTime(world, day)));
  });
  return plans.sort((a, b) => a.reportedAt.localeCompare(b.reportedAt));
}

/** Most people report in the morning and after lunch; some at night. */
function reportTime(world: World, day: string): string {
  const { random } = world;
  const hour = random.chance(0.05)
    ? random.whole(0, 23)
    : random.weighted([
        { h: 8, weight: 6 },
        { h: 9, weight: 18 },
        { h: 10, weight: 17 },
        { h: 11, weight: 10 },
        { h: 13, weight: 10 },
        { h: 14, weight: 15 },
        { h: 15, weight: 11 },
        { h: 16, weight: 7 },
        { h: 17, weight: 4 },
        { h: 19, weight: 2 },
      ]).h;
  return instant(
    day,
    `${String(hour).padStart(2, '0')}:${String(random.whole(0, 59)).padStart(2, '0')}:${String(random.whole(0, 59)).padStart(2, '0')}`,
  );
}

/** One report: where, who, what, and how quickly everybody was. */
export function planOf(world: World, facts: RepairFacts, reportedAt: string): RepairPlan {
  const { random } = world;
  const inUnit = random.chance(0.66);
  const fault = random.weighted(inUnit ? facts.unit : facts.public);
  const place = inUnit ? unitPlace(world) : publicPlace(world, fault);
  const orderedAt = later(reportedAt, random.chance(0.93) ? random.between(0.6, 4.6) : random.between(5.5, 14));
  const notifiedAt = later(orderedAt, random.between(0.2, 1.5));
  const pickedUpAt = later(notifiedAt, random.chance(0.953) ? random.between(0.7, 4.9) : random.between(5.4, 22));
  const arrivedAt = later(pickedUpAt, fault.priority ? random.between(3, 11) : random.between(6, 27));
  const night = fault.night === true;
  const wait = night ? 'night_only' : fault.wait && random.chance(0.3) ? fault.wait : null;
  const charge = fault.charge === true && random.chance(0.6);
  return closing(world, {
    reportedAt,
    fault,
    ...place,
    taker: random.chance(0.35) ? random.pick(on(world, 'REC')) : place.assistant,
    technicians: random.some(on(world, 'ENGT'), random.chance(0.25) ? 2 : 1),
    availableTime: random.pick(facts.availableTime),
    specialRequest: inUnit && random.chance(0.3) ? random.pick(facts.specialRequest) : null,
    charge: charge && inUnit,
    orderedAt,
    notifiedAt,
    pickedUpAt,
    arrivedAt,
    completedAt: completion(world, arrivedAt, wait),
    wait,
    appointmentAt: night ? instant(addDays(dayOf(reportedAt), 1), '01:00') : null,
    materials: materialsFor(world, fault),
    labour: charge ? random.pick([3000, 5000, 8000, 10_000]) : 0,
    end: random.chance(0.012) ? 'cancelled' : random.chance(0.008) ? 'merged' : random.chance(0.006) ? 'void' : 'closed',
    copyAt: null,
    revisitAt: null,
  });
}

/** What follows the repair, as far as it has come by now. */
function closing(world: World, plan: RepairPlan): RepairPlan {
  const doneAt = plan.completedAt;
  if (!doneAt || later(doneAt, 60) > world.now) return { ...plan, completedAt: null, end: plan.end === 'closed' ? 'pending' : plan.end };
  const copyAt = copyReturned(world, doneAt);
  const revisitAt = revisitTime(world, doneAt);
  return { ...plan, copyAt: copyAt < world.now ? copyAt : null, revisitAt: revisitAt < world.now ? revisitAt : null };
}

/** Nearly always within 24 hours of the repair. */
function revisitTime(world: World, doneAt: string): string {
  const { random } = world;
  const day = workingDay(addDays(dayOf(doneAt), random.chance(0.5) ? 0 : 1), world.engine.settings.calendar());
  const at = later(instant(day, '16:30'), random.between(-60, 60));
  return at > later(doneAt, 30) ? at : later(doneAt, random.between(40, 600));
}

function unitPlace(world: World): Pick<RepairPlan, 'tenant' | 'unit' | 'area' | 'reporter' | 'channel' | 'assistant'> {
  const { random } = world;
  const tenant = random.pick(inBuilding(world));
  const channel = random.weighted([
    { c: 'phone', weight: 62 },
    { c: 'front_desk', weight: 14 },
    { c: 'online', weight: 15 },
    { c: 'oral', weight: 6 },
    { c: 'email', weight: 3 },
  ]).c;
  return {
    tenant,
    unit: random.pick(tenant.units),
    area: null,
    reporter: random.chance(0.6) ? speaker(tenant) : random.pick(tenant.contacts),
    channel,
    assistant: tenant.assistant.post === 'CSA' ? tenant.assistant : who(world, 'customer-service-assistant'),
  };
}

/** Common areas are reported by our own people on their rounds. */
function publicPlace(world: World, fault: FaultFact): Pick<RepairPlan, 'tenant' | 'unit' | 'area' | 'reporter' | 'channel' | 'assistant'> {
  const { random } = world;
  const assistant = random.pick(on(world, 'ESA'));
  const finder = random.weighted([
    { person: assistant, weight: 6 },
    { person: random.pick(on(world, 'CLN')), weight: 3 },
    { person: random.pick(on(world, 'SECG')), weight: 3 },
  ]).person;
  return {
    tenant: null,
    unit: null,
    area: need(world.areas, random.pick(fault.areas ?? ['GQ-104'])),
    reporter: finder,
    channel: random.chance(0.75) ? 'patrol' : 'phone',
    assistant,
  };
}

function completion(world: World, arrivedAt: string, wait: RepairPlan['wait']): string {
  const { random } = world;
  if (wait === null) return later(arrivedAt, random.chance(0.94) ? random.between(8, 85) : random.between(120, 420));
  const calendar = world.engine.settings.calendar();
  if (wait === 'night_only') return instant(addDays(dayOf(arrivedAt), 1), `0${random.whole(1, 4)}:${random.whole(10, 59)}`);
  return instant(workingDay(addDays(dayOf(arrivedAt), random.whole(1, 4)), calendar), `${random.whole(10, 16)}:${random.whole(10, 59)}`);
}

function materialsFor(world: World, fault: FaultFact): RepairPlan['materials'] {
  const fitting = world.materials.filter((material) => material.trade === fault.trade);
  if (fitting.length === 0 || !world.random.chance(0.45)) return [];
  return world.random
    .some(fitting, world.random.chance(0.25) ? 2 : 1)
    .map(({ ref }) => ({ item: ref, quantity: world.random.whole(1, 3) }));
}

/** When the first copy came back: the same day by 17:00, or (done later) the next morning. */
function copyReturned(world: World, doneAt: string): string {
  const sameDay = instant(dayOf(doneAt), '17:00');
  if (clockOf(doneAt) < '16:20')
    return world.random.chance(0.93) ? later(sameDay, -world.random.between(2, 35)) : later(sameDay, world.random.between(10, 90));
  return instant(workingDay(addDays(dayOf(doneAt), 1), world.engine.settings.calendar()), '10:20');
}

export const materialRows = (plan: RepairPlan): Row[] =>
  plan.materials.map(({ item, quantity }) => ({ item, quantity, unitPrice: item.salePrice }));
