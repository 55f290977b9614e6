import type { Engine } from '../../engine';
import type { SeedOptions } from '../base/seed-base';
import { countOf } from '../writer';
import { addExceptions, deliver, planBills } from './bill-plans';
import { addBills } from './bills';
import { addCustomers } from './customers';
import { addDecorations } from './decorations';
import { addDeposits } from './deposits';
import { addFiles } from './files';
import { addFollowUps } from './follow-ups';
import { addKeys, addOldLoans } from './keys';
import { addLeases } from './leases';
import { addLoansToday } from './loans-today';
import { addContractors, addMaterials } from './masters';
import { addNotices } from './notices';
import { addPayments } from './payments';
import { planPayments } from './payment-plans';
import { readRepairFacts } from './repair-facts';
import { planRepairs } from './repair-plans';
import { addRepairs, serviceBills } from './repairs';
import { addRepairsToday } from './repairs-today';
import { addRosters } from './rosters';
import { addStaff } from './staff';
import { addSurveys } from './surveys';
import { addTiles } from './tiles';
import { planTenants } from './tenant-plans';
import { addUnits } from './units';
import { readWorld, type World } from './world';

export interface DemoOptions extends SeedOptions {
  /** How much work there has been; 1 is the demo, 10 a benchmark. People, units and customers stay as many. */
  scale?: number;
}

/**
 * A year of believable work around today, on top of the base. Written once: where there are customers already, nothing is done.
 * The same at every start of the same day, from a fixed chance.
 */
export async function seedDemo(engine: Engine, options: DemoOptions = {}): Promise<void> {
  const say = options.say ?? (() => undefined);
  if ((await countOf(engine, 'customer')) > 0) return;
  const began = Date.now();
  const files = await addFiles(engine);
  const world = await readWorld(engine, say, options.scale ?? 1, files);
  const names = await addStaff(world);
  await addUnits(world);
  await addMaterials(world);
  await addContractors(world, names);
  const plans = planTenants(world);
  await addCustomers(world, plans, names);
  await addLeases(world, plans);
  await addWork(world, names);
  say(`The demo is ready after ${((Date.now() - began) / 1000).toFixed(1)} s`);
}

/** What has been done in the house; money last, because everything that costs something comes together there. */
async function addWork(world: World, names: Awaited<ReturnType<typeof addStaff>>): Promise<void> {
  const facts = readRepairFacts(world);
  const done = await addRepairs(world, facts, planRepairs(world, facts));
  const ofDeposits = await addDeposits(world);
  const ofDecorations = await addDecorations(world, names);
  const bills = [...planBills(world), ...serviceBills(world, done)].sort((a, b) => a.issue.localeCompare(b.issue));
  addExceptions(world, bills);
  bills.sort((a, b) => a.issue.localeCompare(b.issue)).forEach((bill) => deliver(world, bill));
  const payments = planPayments(world, bills);
  await addBills(world, bills);
  await addPayments(world, [...payments, ...ofDeposits, ...ofDecorations]);
  await addRepairsToday(world, facts);
  await addFollowUps(world, facts, done);
  const keys = await addKeys(world);
  await addOldLoans(world, keys);
  await addLoansToday(world, keys);
  await addNotices(world);
  await addRosters(world);
  await addSurveys(world);
  await addTiles(world);
}
