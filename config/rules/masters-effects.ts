import type { EffectStep, NamedEffect } from './effects';
import { idOf, idsOf, rowsOf, type RuleRecord } from './rule';

/**
 * After a lease begins or ends: the customer's units are those of all his running leases (customer.units is never typed).
 * Load `leases`: leases of the customer; the state of this one is taken from the record, as it was just changed.
 */
export const customerUnitsFollowLeases: NamedEffect = (record, context) => {
  const customer = idOf(record.customer);
  if (!customer) return [];
  const others = (context.related.leases ?? []).filter((lease) => idOf(lease) !== idOf(record));
  const running = [...others, record].filter((lease) => lease.state === 'active' || lease.state === 'expiring');
  const units = [...new Set(running.flatMap((lease) => idsOf(lease.units)))];
  return [{ update: { form: 'customer', documentId: customer, values: { units, ...moveInDate(record) } } }];
};

/** The first lease that begins gives the move-in date; later ones leave it. */
function moveInDate(record: RuleRecord): { moveInDate?: unknown } {
  const known = (record.customer as RuleRecord).moveInDate;
  return record.state === 'active' && !known ? { moveInDate: record.startDate } : {};
}

/**
 * 3.1.1, 2.4-11: a unit that another lease still holds is not freed when this one ends. Load `leases`: signed and running ones.
 */
export const freeUnitsOfLease: NamedEffect = (record, context): EffectStep[] => {
  const others = (context.related.leases ?? []).filter(
    (lease) => idOf(lease) !== idOf(record) && ['signed', 'active', 'expiring'].includes(String(lease.state)),
  );
  return idsOf(record.units).map((unit): EffectStep => {
    const next = others.find((lease) => idsOf(lease.units).includes(unit));
    const values = next
      ? {
          occupancyStatus: next.state === 'signed' ? 'reserved' : 'occupied',
          currentLease: idOf(next),
          currentCustomer: next.state === 'signed' ? null : idOf(next.customer),
        }
      : { occupancyStatus: 'vacant', currentLease: null, currentCustomer: null, vacantSince: context.today };
    return { update: { form: 'unit', documentId: unit, values } };
  });
};

/** 3.1.1 A: a signed lease reserves its vacant units; one that is still occupied follows when its lease ends. */
export const reserveUnitsOfLease: NamedEffect = (record) => {
  const units = Array.isArray(record.units) ? (record.units as RuleRecord[]) : [];
  return units
    .filter((unit) => unit.occupancyStatus === 'vacant' || unit.occupancyStatus === null)
    .flatMap((unit) => {
      const documentId = idOf(unit);
      return documentId
        ? [{ update: { form: 'unit', documentId, values: { occupancyStatus: 'reserved', currentLease: idOf(record) } } }]
        : [];
    });
};

/** The old and the new end of a renewed lease stay on it. */
export const keepRenewal: NamedEffect = (record, context) => {
  const documentId = idOf(record);
  const amendments = [
    ...rowsOf(record, 'amendments'),
    { at: context.now, oldEndDate: context.old?.endDate ?? null, newEndDate: record.endDate },
  ];
  return documentId ? [{ update: { form: 'lease', documentId, values: { amendments } } }] : [];
};

export const masterEffects = {
  'reserve-units-of-lease': reserveUnitsOfLease,
  'keep-renewal': keepRenewal,
  'customer-units-follow-leases': customerUnitsFollowLeases,
  'free-units-of-lease': freeUnitsOfLease,
} satisfies Record<string, NamedEffect>;
