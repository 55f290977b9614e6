import { addDays, dayOf, instant, later, workingDay } from '../moments';
import { past, writeEach, type Row } from '../writer';
import { speaker } from './customers';
import type { RepairFacts } from './repair-facts';
import type { DoneRepair } from './repairs';
import { on, times, type World } from './world';

/** Follow-ups of repairs that were urgent or paid for; the newest are still to be done, some of them late. */
export async function addFollowUps(world: World, facts: RepairFacts, done: DoneRepair[]): Promise<void> {
  const worth = done.filter(({ plan }) => plan.tenant && (plan.charge || plan.fault.priority || world.random.chance(0.14)));
  const chosen = worth.slice(-times(world, 150));
  const waiting = 9;
  await writeEach(world.engine, chosen, async (tx, repair, index) => {
    const isWaiting = index >= chosen.length - waiting;
    // Those that wait were due from two days ago until tomorrow.
    const plannedAt = isWaiting ? later(world.now, -60 * 46 + (index - (chosen.length - waiting)) * 60 * 8) : later(repair.doneAt, 60 * 24);
    const registeredAt = isWaiting ? later(plannedAt, -60 * 24) : later(repair.doneAt, 30);
    const by = world.random.pick(on(world, 'CSA'));
    const result = resultOf(world, facts, plannedAt);
    const state = isWaiting ? 'due' : result.result === 'unreachable' ? 'unreachable' : 'done';
    await past(
      tx,
      'follow-up',
      { ...sourceOf(repair), plannedAt, method: 'phone', attempts: 0, ...(isWaiting ? {} : result) },
      {
        state,
        at: registeredAt > world.now ? later(world.now, -30) : registeredAt,
        by: by.actor,
        entered: { due: registeredAt, ...(isWaiting ? {} : { [state]: result.doneAt }) },
      },
    );
  });
  world.say(`${chosen.length} follow-ups`);
}

function sourceOf({ plan, order }: DoneRepair): Row {
  const { tenant } = plan;
  return {
    customer: tenant?.ref ?? null,
    sourceType: plan.charge ? 'paid_service' : 'repair',
    sourceNo: order.number,
    handler: plan.technicians[0]?.ref ?? null,
    contactName: tenant ? speaker(tenant).name : null,
  };
}

function resultOf(world: World, facts: RepairFacts, plannedAt: string): Row & { doneAt: string; result: string } {
  const { random } = world;
  const day = workingDay(dayOf(plannedAt), world.engine.settings.calendar());
  const planned = later(instant(day, '10:30'), random.whole(0, 360));
  const doneAt = planned < world.now ? planned : later(world.now, -60);
  if (random.chance(0.03)) return { doneAt, result: 'unreachable', attempts: 3, firstAttemptOn: addDays(day, -1) };
  const satisfaction = random.weighted([
    { n: 5, weight: 58 },
    { n: 4, weight: 33 },
    { n: 3, weight: 6 },
    { n: 2, weight: 3 },
  ]).n;
  const result = satisfaction >= 4 ? 'solved' : satisfaction === 3 ? 'partly' : 'unsolved';
  const comments = satisfaction >= 4 ? facts.comments.good : satisfaction === 3 ? facts.comments.middle : facts.comments.bad;
  return {
    doneAt,
    result,
    satisfaction,
    method: random.chance(0.85) ? 'phone' : 'visit',
    comment: random.chance(0.4) ? random.pick(comments) : null,
  };
}
