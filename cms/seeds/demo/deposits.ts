import type { LoadedRecord } from '../../documents/load';
import { addDays, instant, later } from '../moments';
import { past, writeEach, type Row } from '../writer';
import { ENERGY_DEPOSIT, PM_PRICE } from './leases';
import { bookingOf, type PaymentPlan } from './payment-plans';
import { inBuilding } from './customers';
import { need, who, type Tenant, type World } from './world';

interface DepositPlan {
  tenant: Tenant;
  lease: LoadedRecord;
  start: string;
  depositType: string;
  code: string;
  amount: number;
}

/** Deposits of the running leases (3.1.1 E1); what was paid within the year comes back as payments, for deposits apart from fees. */
export async function addDeposits(world: World): Promise<PaymentPlan[]> {
  const plans = inBuilding(world)
    .flatMap((tenant) => (tenant.lease ? planOf(tenant, tenant.lease) : []))
    .sort((a, b) => a.start.localeCompare(b.start));
  const received = new Map<Tenant, { deposit: LoadedRecord; plan: DepositPlan }[]>();
  const by = who(world, 'finance-2').actor;
  await writeEach(world.engine, plans, async (tx, plan, index) => {
    const at = instant(addDays(plan.start, -5), '11:00');
    const values: Row = {
      customer: plan.tenant.ref,
      depositType: plan.depositType,
      relatedNo: plan.lease.number,
      receiptNo: `YJ${plan.start.slice(2, 4)}${String(1000 + index)}`,
      amount: plan.amount,
      deducted: 0,
      refunded: 0,
      refundableWhen: '退租并结清费用后',
    };
    const deposit = await past(tx, 'deposit', values, { state: 'held', at, by });
    received.set(plan.tenant, [...(received.get(plan.tenant) ?? []), { deposit, plan }]);
  });
  world.say(`${plans.length} deposits`);
  const yearAgo = addDays(world.today, -365);
  return [...received].flatMap(([tenant, parts]) => {
    const start = parts[0]?.plan.start ?? '';
    if (start < yearAgo) return [];
    const receivedAt = instant(addDays(start, -5), '10:30');
    const allocations = parts.map(({ deposit, plan }) => ({ deposit, feeItem: need(world.feeItems, plan.code), amount: plan.amount }));
    return [
      {
        ...bookingOf(world, tenant.ref, String(tenant.ref.nameZh), receivedAt, allocations, 'verified', later(receivedAt, 60 * 26)),
        extra: 0,
      },
    ];
  });
}

function planOf(tenant: Tenant, lease: LoadedRecord): DepositPlan[] {
  const area = Number(lease.leasedArea);
  const common = { tenant, lease, start: String(lease.startDate) };
  return [
    { ...common, depositType: 'rent', code: 'RENT_DEP', amount: Number(lease.rentDeposit) },
    { ...common, depositType: 'property_fee', code: 'PM_DEP', amount: Math.round(area * PM_PRICE * 3) },
    { ...common, depositType: 'energy', code: 'ENERGY_DEP', amount: Math.round(area * ENERGY_DEPOSIT) },
  ];
}
