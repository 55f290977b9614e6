import { idOf, idsOf, numberOf, rowsOf, textOf, violation, type Rule, type RuleRecord } from './rule';

/** Tolerance of a sum of percentages, in percent (building#1). */
const TOLERANCE = 0.01;

/**
 * 2.1 (building#1): the shares of the buildings in one cost pool make 100 %. Buildings are entered one by one, so a save refuses what
 * exceeds the whole; that they reach it is checked where costs are shared. Load `others`: active buildings of the site.
 */
export const apportionShareWithinWhole: Rule = (record, context) => {
  const site = idOf(record.site);
  const others = (context.related.others ?? []).filter((other) => idOf(other) !== idOf(record) && (!site || idOf(other.site) === site));
  const total = others.reduce((sum, other) => sum + numberOf(other.apportionShare), numberOf(record.apportionShare));
  if (total <= 100 + TOLERANCE) return [];
  const shown = Math.round(total * 100) / 100;
  return [
    violation(['apportionShare'], 'share_above_whole', {
      zh: `各楼分摊比例合计 ${shown}%,超过 100%`,
      en: `The shares of all buildings come to ${shown} %, above 100 %`,
    }),
  ];
};

/** 2.4-11: a building with a let unit is not switched off. Load `units`: the building's units. */
export const buildingHasNoOccupiedUnit: Rule = (_record, context) => {
  const taken = (context.related.units ?? []).filter((unit) => !['vacant', 'own_use', ''].includes(textOf(unit.occupancyStatus)));
  if (taken.length === 0) return [];
  return [violation([], 'in_use', { zh: '该楼仍有在用单元', en: 'Units of this building are still in use' }, { count: taken.length })];
};

/**
 * 3.1.6 F (contact#1): a customer in the building keeps one primary and one emergency contact. Only the last one of a kind is held.
 * Load `others`: active contacts of the same customer.
 */
export const contactsRemain: Rule = (record, context) => {
  if ((record.customer as RuleRecord | null | undefined)?.state === 'former') return [];
  const others = (context.related.others ?? []).filter((other) => idOf(other) !== idOf(record));
  const kinds = [
    { kind: 'primary', zh: '日常联系人', en: 'primary contact' },
    { kind: 'emergency', zh: '紧急联系人', en: 'emergency contact' },
  ];
  return kinds
    .filter(({ kind }) => has(record, kind) && !others.some((other) => has(other, kind)))
    .map(({ zh, en }) =>
      violation(['roleTypes'], 'last_contact', { zh: `客户须至少保留一名${zh}`, en: `The customer keeps at least one ${en}` }),
    );
};

function has(contact: RuleRecord, kind: string): boolean {
  return Array.isArray(contact.roleTypes) && contact.roleTypes.includes(kind);
}

/** Practice (lease#1): two signed or running leases never overlap on a unit. Load `leases`: signed, active and expiring ones. */
export const leaseUnitsFree: Rule = (record, context) => {
  const others = (context.related.leases ?? []).filter((other) => idOf(other) !== idOf(record) && overlaps(other, record));
  const taken = new Map(others.flatMap((other) => idsOf(other.units).map((unit) => [unit, other] as const)));
  return idsOf(record.units).flatMap((unit, index) => {
    const other = taken.get(unit);
    if (!other) return [];
    const words = {
      zh: `该单元租期与合同 ${textOf(other.number)} 重叠`,
      en: `The unit is let for part of this time by ${textOf(other.number)}`,
    };
    return [violation(['units', index], 'lease_overlap', words, { lease: other.number })];
  });
};

/** Both ends belong to the lease: one that ends on the 30th and one that begins on the 30th overlap. */
function overlaps(a: RuleRecord, b: RuleRecord): boolean {
  return textOf(a.startDate) <= textOf(b.endDate) && textOf(b.startDate) <= textOf(a.endDate);
}

/** 3.1.1 E1 (lease#2): the fees of a move-in stand in the fee terms. `params.codes`: the fee items that must be there. */
export const leaseFeesComplete: Rule = (record, context) => {
  const codes = rowsOf(record, 'feePlan').map((row) => textOf((row.feeItem as RuleRecord | null | undefined)?.code));
  const needed = (context.params.items ?? []) as { code: string; zh: string; en: string }[];
  return needed
    .filter((item) => !codes.includes(item.code))
    .map((item) =>
      violation(['feePlan'], 'fee_missing', { zh: `费用约定缺少:${item.zh}`, en: `The fee terms lack: ${item.en}` }, { code: item.code }),
    );
};

/** 1.1 (post#1): more people than the approved headcount only with the general manager's approval. Load `employees`: those at work. */
export const headcountKept: Rule = (record, context) => {
  const count = (context.related.employees ?? []).length;
  if (count <= numberOf(record.headcount)) return [];
  return [
    violation(
      ['headcount'],
      'above_headcount',
      { zh: `在岗 ${count} 人,超过编制`, en: `${count} people hold this post, more than approved` },
      { count },
    ),
  ];
};

/**
 * Practice (unit: merge, split): nothing is owed on the unit any more. Load `bills`: open bills of its current customer.
 */
export const unitHasNoOpenBill: Rule = (record, context) => {
  const unit = idOf(record);
  const open = (context.related.bills ?? []).filter((bill) => unit !== null && idsOf(bill.units).includes(unit));
  if (open.length === 0) return [];
  return [
    violation(
      [],
      'open_bill',
      { zh: '该单元仍有未结账单', en: 'The unit still has open bills' },
      { numbers: open.map((bill) => bill.number) },
    ),
  ];
};

export const masterRules = {
  'apportion-share-within-whole': apportionShareWithinWhole,
  'building-has-no-occupied-unit': buildingHasNoOccupiedUnit,
  'contacts-remain': contactsRemain,
  'lease-units-free': leaseUnitsFree,
  'lease-fees-complete': leaseFeesComplete,
  'headcount-kept': headcountKept,
  'unit-has-no-open-bill': unitHasNoOpenBill,
} satisfies Record<string, Rule>;
