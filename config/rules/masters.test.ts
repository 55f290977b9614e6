import { customerUnitsFollowLeases, freeUnitsOfLease, keepRenewal, reserveUnitsOfLease } from './masters-effects';
import {
  apportionShareWithinWhole,
  buildingHasNoOccupiedUnit,
  contactsRemain,
  headcountKept,
  leaseFeesComplete,
  leaseUnitsFree,
  unitHasNoOpenBill,
} from './masters';
import { noneRelated } from './related';
import { ruleContext } from './test-context';

const lease = (id: string, unit: string, startDate: string, endDate: string, state = 'active'): Record<string, unknown> => ({
  documentId: id,
  number: id,
  state,
  startDate,
  endDate,
  units: [{ documentId: unit, occupancyStatus: 'vacant' }],
  customer: { documentId: 'c1' },
});

describe('buildings', () => {
  const site = { documentId: 's1' };
  const other = { documentId: 'b2', site, apportionShare: 60 };
  test('shares up to 100 % with 0.01 tolerance, per site', () => {
    const save = (apportionShare: number, others = [other]): number =>
      apportionShareWithinWhole({ documentId: 'b1', site, apportionShare }, ruleContext({ related: { others } })).length;
    expect(save(40)).toBe(0);
    expect(save(40.01)).toBe(0);
    expect(save(40.02)).toBe(1);
    expect(save(100, [{ ...other, site: { documentId: 's2' } }])).toBe(0);
    // The stored row of the building itself does not count twice.
    expect(save(40, [other, { documentId: 'b1', site, apportionShare: 40 }])).toBe(0);
  });
  test('a let unit keeps its building', () => {
    const archive = (occupancyStatus: string): number =>
      buildingHasNoOccupiedUnit({}, ruleContext({ related: { units: [{ occupancyStatus }] } })).length;
    expect(archive('vacant')).toBe(0);
    expect(archive('own_use')).toBe(0);
    expect(archive('reserved')).toBe(1);
  });
});

describe('contacts', () => {
  const contact = (documentId: string, ...roleTypes: string[]): Record<string, unknown> => ({ documentId, roleTypes });
  test('the last primary and the last emergency contact stay', () => {
    const context = ruleContext({ related: { others: [contact('a', 'primary', 'emergency'), contact('b', 'emergency')] } });
    expect(contactsRemain(contact('a', 'primary', 'emergency'), context)).toHaveLength(1);
    expect(contactsRemain(contact('b', 'emergency'), context)).toEqual([]);
    expect(contactsRemain(contact('c', 'finance'), ruleContext())).toEqual([]);
  });
  test('a former customer needs none', () => {
    expect(contactsRemain({ ...contact('a', 'primary'), customer: { state: 'former' } }, ruleContext())).toEqual([]);
  });
});

describe('leases', () => {
  const running = lease('HT-1', 'u1', '2026-01-01', '2026-12-31');
  test.each([
    ['2027-01-01', '2027-12-31', 0],
    ['2026-12-31', '2027-12-31', 1],
    ['2025-01-01', '2025-12-31', 0],
    ['2025-06-01', '2026-01-01', 1],
    ['2026-03-01', '2026-04-01', 1],
  ])('%s to %s overlaps %i', (start, end, count) => {
    expect(leaseUnitsFree(lease('HT-2', 'u1', start, end), ruleContext({ related: { leases: [running] } }))).toHaveLength(count);
  });
  test('another unit, or the lease itself, is no clash', () => {
    expect(leaseUnitsFree(lease('HT-2', 'u2', '2026-03-01', '2026-04-01'), ruleContext({ related: { leases: [running] } }))).toEqual([]);
    expect(leaseUnitsFree(running, ruleContext({ related: { leases: [running] } }))).toEqual([]);
  });
  test('missing fees are each named', () => {
    const params = {
      items: [
        { code: 'PM', zh: '物业费', en: 'property fee' },
        { code: 'PM_DEP', zh: '保证金', en: 'deposit' },
      ],
    };
    const found = leaseFeesComplete({ feePlan: [{ feeItem: { code: 'PM' } }] }, ruleContext({ params }));
    expect(found.map((violation) => violation.params)).toEqual([{ code: 'PM_DEP' }]);
    expect(leaseFeesComplete({}, ruleContext({ params }))).toHaveLength(2);
  });
  test('signing reserves vacant units only', () => {
    const record = {
      ...lease('HT-2', 'u1', '', ''),
      units: [
        { documentId: 'u1', occupancyStatus: 'vacant' },
        { documentId: 'u2', occupancyStatus: 'occupied' },
      ],
    };
    expect(reserveUnitsOfLease(record, ruleContext())).toEqual([
      { update: { form: 'unit', documentId: 'u1', values: { occupancyStatus: 'reserved', currentLease: 'HT-2' } } },
    ]);
  });
  test('the customer has the units of all running leases', () => {
    const ended = { ...running, state: 'terminated' };
    const second = lease('HT-2', 'u2', '2026-01-01', '2026-12-31');
    const [step] = customerUnitsFollowLeases(ended, ruleContext({ related: { leases: [running, second] } }));
    expect(step).toEqual({ update: { form: 'customer', documentId: 'c1', values: { units: ['u2'] } } });
  });
  test('an ended lease frees its unit, unless the next one is signed', () => {
    const ended = { ...running, state: 'terminated' };
    const free = freeUnitsOfLease(ended, ruleContext({ today: '2026-12-31' }));
    expect(free).toMatchObject([{ update: { documentId: 'u1', values: { occupancyStatus: 'vacant', vacantSince: '2026-12-31' } } }]);
    const next = freeUnitsOfLease(ended, ruleContext({ related: { leases: [lease('HT-2', 'u1', '2027-01-01', '2027-12-31', 'signed')] } }));
    expect(next).toMatchObject([{ update: { values: { occupancyStatus: 'reserved', currentLease: 'HT-2', currentCustomer: null } } }]);
  });
  test('a renewal keeps the old end', () => {
    const [step] = keepRenewal({ ...running, endDate: '2027-12-31' }, ruleContext({ old: running, now: '2026-11-01T00:00:00.000Z' }));
    expect(step).toMatchObject({ update: { values: { amendments: [{ oldEndDate: '2026-12-31', newEndDate: '2027-12-31' }] } } });
  });
});

test('headcount is kept, equal is allowed', () => {
  const two = ruleContext({ related: { employees: [{}, {}] } });
  expect(headcountKept({ headcount: 2 }, two)).toEqual([]);
  expect(headcountKept({ headcount: 1 }, two)).toHaveLength(1);
});

test('a unit with an open bill is not merged', () => {
  const context = ruleContext({ related: { bills: [{ number: 'B1', units: [{ documentId: 'u1' }] }] } });
  expect(unitHasNoOpenBill({ documentId: 'u1' }, context)).toHaveLength(1);
  expect(unitHasNoOpenBill({ documentId: 'u2' }, context)).toEqual([]);
});

test('none-related says what stands in the way and forgets the record itself', () => {
  const params = { zh: '仍有员工', en: 'Employees remain', field: 'code' };
  expect(noneRelated({ documentId: 'd1' }, ruleContext({ params, related: { x: [{ documentId: 'd1' }] } }))).toEqual([]);
  expect(noneRelated({ documentId: 'd1' }, ruleContext({ params, related: { x: [{ documentId: 'e1' }] } }))).toMatchObject([
    { path: ['code'], message: { en: 'Employees remain' } },
  ]);
});
