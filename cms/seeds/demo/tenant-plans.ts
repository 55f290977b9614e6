import { readSeed } from '../data';
import { addDays, addMonths, monthStart } from '../moments';
import type { LoadedRecord } from '../../documents/load';
import type { Row } from '../writer';
import { unitsOf } from './units';
import type { World } from './world';

export interface CompanyFact {
  nameZh: string;
  nameEn: string;
  short: string;
  industry: string;
  kind: 'key' | 'estate' | 'merchant' | 'occupier' | 'tenant' | 'former' | 'draft';
  share?: number;
  building?: string;
}

/** Who rents what, from when to when; decided before anything is written, so that customers, leases and units agree. */
export interface TenantPlan {
  fact: CompanyFact;
  units: LoadedRecord[];
  start: string;
  end: string;
  leaseState: 'active' | 'expiring' | 'terminated' | null;
  rentPerSqm: number;
}

/** How long before its end a lease counts as expiring (setting leaseExpiryNoticeDays). */
const NOTICE_DAYS = 90;

/** Plans in the order in which the customers came. */
export function planTenants(world: World): TenantPlan[] {
  const facts = readSeed<CompanyFact[]>(world.engine.root, 'demo/companies.yaml').filter((fact) => fact.kind !== 'draft');
  const offices = unitsOf(world, '1', 'office');
  const shops = unitsOf(world, '1', 'retail');
  // The first office is the management's own, the last two are let from next month on, some in between are empty.
  const free = offices.slice(1, -4);
  const tenants = facts.filter((fact) => fact.kind === 'tenant' || fact.kind === 'occupier').length;
  let left = tenants;
  const take = (): LoadedRecord[] => {
    const most = Math.max(1, Math.floor((free.length - 6) / left));
    left -= 1;
    if (free.length > left + 8 && world.random.chance(0.12)) free.shift();
    const wanted = world.random.weighted([
      { n: 1, weight: 40 },
      { n: 2, weight: 40 },
      { n: 3, weight: 12 },
      { n: 4, weight: 8 },
    ]).n;
    return free.splice(0, Math.min(wanted, most + 1, free.length - left));
  };
  const plans = facts.map((fact, index) => ({
    fact,
    units: unitsFor(world, fact, shops, take),
    ...termOf(world, fact, index),
    rentPerSqm: world.random.whole(150, 260) * 100,
  }));
  return plans.sort((a, b) => a.start.localeCompare(b.start));
}

function unitsFor(world: World, fact: CompanyFact, shops: LoadedRecord[], take: () => LoadedRecord[]): LoadedRecord[] {
  if (fact.kind === 'estate') return unitsOf(world, fact.building ?? '');
  if (fact.kind === 'merchant') return shops.splice(0, 1);
  // The owner of half the building lets it; what former customers had is let again or empty.
  return fact.kind === 'key' || fact.kind === 'former' ? [] : take();
}

function termOf(world: World, fact: CompanyFact, index: number): Pick<TenantPlan, 'start' | 'end' | 'leaseState'> {
  const { random, today } = world;
  if (fact.kind === 'key' || fact.kind === 'estate') return { start: addDays(today, -1460), end: '', leaseState: null };
  if (fact.kind === 'former') {
    const end = addDays(today, -random.whole(40, 150));
    return { start: addMonths(end, -36), end, leaseState: 'terminated' };
  }
  if (fact.kind === 'occupier') return { start: addDays(today, -1300 + index), end: '', leaseState: null };
  // Every eleventh lease ends soon; every fifth customer came within the year.
  if (index % 11 === 4) {
    const end = addDays(today, random.whole(6, NOTICE_DAYS - 4));
    return { start: addDays(addMonths(end, -36), 1), end, leaseState: 'expiring' };
  }
  const months = index % 5 === 2 ? random.whole(1, 11) : random.whole(12, 40);
  const start = addDays(monthStart(today, -months), random.pick([0, 0, 14]));
  let term = random.pick([36, 36, 48, 60]);
  while (addMonths(start, term) <= addDays(today, NOTICE_DAYS + 10)) term += 12;
  return { start, end: addDays(addMonths(start, term), -1), leaseState: 'active' };
}

/** Area of several units, to the hundredth. */
export const areaOf = (units: Row[]): number => Math.round(units.reduce((sum, unit) => sum + Number(unit.buildingArea), 0) * 100) / 100;
