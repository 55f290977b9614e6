import { daysFrom, employeeOf, endOfToday, first, today, unique, until, upload, type Rec, type Row } from './house';
import { formOf } from './rights';
import type { Recipes, Walker } from './walker';

const id = async (record: Promise<Rec>): Promise<string> => (await record).documentId;
const related = (record: Rec, field: string): { documentId: string } => record[field] as { documentId: string };

/** A unit that nobody has let yet, in the building whose customers are managed here. */
const freeUnit = async (walk: Walker): Promise<Rec> =>
  walk.make('unit', { building: await id(managedBuilding(walk)), unitNo: unique('W') });
const managedBuilding = async (walk: Walker): Promise<Rec> =>
  first(await walk.server.login('customer-service-manager'), 'buildings', 'filters[managementScope][$eq]=customer_and_estate');
const customerOf = (walk: Walker): Promise<Rec> => walk.ref('customer');
const personOf = async (walk: Walker, account: string): Promise<string> => employeeOf(await walk.server.login(account));

/** One application serves several papers of the same kind. */
const kept = new Map<string, Promise<Rec>>();
function shared(walk: Walker, name: string, make: (walk: Walker) => Promise<Rec>): Promise<Rec> {
  const known = kept.get(name) ?? make(walk);
  kept.set(name, known);
  return known;
}

/** An application with everything that the permit asks for: passes, meter, agreement, letter. */
async function readyForPermit(walk: Walker): Promise<Rec> {
  const application = await walk.reach('decoration-application', 'fee_paid');
  await papersFor(walk, application);
  return application;
}

async function papersFor(walk: Walker, application: Rec): Promise<void> {
  const more = { application: application.documentId };
  await walk.perform('decoration-agreement', await walk.make('decoration-agreement', more), 'sign');
  await walk.perform('decoration-safety-responsibility', await walk.make('decoration-safety-responsibility', more), 'sign');
  await walk.make('temporary-meter', more);
  await walk.perform('worker-pass-application', await walk.make('worker-pass-application', more), 'issue');
}

/** A site where work is going on: its permit is issued. */
async function underWork(walk: Walker): Promise<Rec> {
  const application = await readyForPermit(walk);
  const permit = await walk.make('decoration-permit', { application: application.documentId });
  await walk.perform('decoration-permit', permit, 'issue');
  return walk.read('decoration-application', application);
}

/** The works of an application pass: the hidden ones first, then all. */
async function acceptWorks(walk: Walker, application: Rec): Promise<void> {
  await withHiddenWorks(walk, application);
  const report = await walk.make('completion-acceptance', { application: application.documentId });
  await walk.perform('completion-acceptance', await walk.perform('completion-acceptance', report, 'start'), 'pass');
}

const openWorks = async (walk: Walker): Promise<Rec> => withHiddenWorks(walk, await underWork(walk));

/** The works behind walls and ceilings have passed. */
async function withHiddenWorks(walk: Walker, application: Rec): Promise<Rec> {
  const request = await walk.make('hidden-works-acceptance', { application: application.documentId });
  await walk.perform('hidden-works-acceptance', await walk.perform('hidden-works-acceptance', request, 'schedule'), 'pass');
  return application;
}

/** The engineers' opinion on the open review of an application. */
async function fillReview(walk: Walker, application: Rec, conclusion: 'approve' | 'revise'): Promise<void> {
  const review = await walk.read('decoration-review', related(await walk.read('decoration-application', application), 'currentReview'));
  const opinions = [{ discipline: 'power', opinion: '按负荷核定', result: conclusion, closed: conclusion === 'approve' }];
  await walk.edit('decoration-review', review, { conclusion, powerCheckKw: 30, opinions, reviewedAt: today() });
}

/** The fee notice of an application, with finance's receipt number on every line. */
async function receiptLines(walk: Walker, notice: Rec): Promise<Row> {
  const lines = (await walk.read('decoration-fee-notice', notice)).lines as Row[];
  return {
    lines: lines.map((line) => ({
      id: line.id,
      feeItem: related(line as Rec, 'feeItem').documentId,
      basis: line.basis,
      quantity: line.quantity,
      unitPrice: line.unitPrice,
      receiptNo: unique('SJ'),
    })),
  };
}
const noticeOf = async (walk: Walker, application: Rec): Promise<Rec> =>
  first(
    await walk.server.login('property-general-manager'),
    'decoration-fee-notices',
    `filters[application][documentId][$eq]=${application.documentId}`,
  );

/** A work order as it comes about: reported, then opened. */
async function orderFromReport(walk: Walker, more: Row = {}): Promise<Rec> {
  const log = await walk.perform('repair-log', await walk.make('repair-log', more), 'open_order');
  return walk.read('work-order', related(log, 'workOrder'));
}

async function payBill(walk: Walker, bill: Rec, share: number): Promise<Rec> {
  const line = (bill.lines as Row[])[0] as Row & { feeItem: { documentId: string } };
  const amount = Math.round(Number(bill.balance) * share);
  const payment = await walk.make('payment', {
    customer: related(bill, 'customer').documentId,
    amount,
    allocations: [{ bill: bill.documentId, feeItem: line.feeItem.documentId, amount }],
  });
  return walk.perform('payment', payment, 'verify');
}

async function checkedCustomer(walk: Walker): Promise<Rec> {
  return walk.perform('customer', await walk.make('customer'), 'check');
}

const feeItemOf = (bill: Rec): string => ((bill.lines as Row[])[0] as Row & { feeItem: { documentId: string } }).feeItem.documentId;

async function billValues(walk: Walker): Promise<Row> {
  const [customer, unit, feeItem] = [await id(customerOf(walk)), await id(freeUnit(walk)), await id(walk.ref('fee-item'))];
  const period = { periodFrom: today(), periodTo: daysFrom(today(), 29) };
  return { customer, units: [unit], ...period, lines: [{ feeItem, unit, ...period, quantity: 1, unitPrice: 90_000 }] };
}

/** An application that is paid for, with its safety letter signed: the passes may be issued. */
async function withLetter(walk: Walker): Promise<Rec> {
  const application = await walk.reach('decoration-application', 'fee_paid');
  await walk.perform(
    'decoration-safety-responsibility',
    await walk.make('decoration-safety-responsibility', { application: application.documentId }),
    'sign',
  );
  return application;
}

/** A row as it is sent back: what the product works out, and names of related records, stay away. */
const cells = (row: Row): Row =>
  Object.fromEntries(
    Object.entries(row).map(([name, value]) => [
      name,
      isRecord(value)
        ? value.documentId
        : Array.isArray(value)
          ? value.map((entry) => (isFile(entry) ? entry.id : entry))
          : isFile(value)
            ? value.id
            : value,
    ]),
  );
const isRecord = (value: unknown): value is { documentId: string } => typeof value === 'object' && value !== null && 'documentId' in value;
const isFile = (value: unknown): value is { id: number } => typeof value === 'object' && value !== null && 'mime' in value;

async function passedWorks(walk: Walker, record: Rec): Promise<Row[]> {
  const photo = await upload(await walk.server.login('engineering'), 'works.png');
  return (record.works as Row[]).map((work) => ({ ...cells(work), result: 'pass', photo: [photo.id] }));
}

/** What stands on the report before the works are accepted on the application: results, seal and signatures. */
async function acceptanceSigned(walk: Walker): Promise<Row> {
  const sign = (await upload(await walk.server.login('engineering'), 'sign.png')).id;
  return { items: [{ discipline: 'power', result: 'pass' }], engineeringSeal: sign, customerSign: sign, contractorSign: sign };
}

/** A month's roster of customer service with one duty manager a day. */
async function rosterLines(walk: Walker, month: string): Promise<Row[]> {
  const [shift, post] = [await id(walk.ref('shift')), await id(walk.ref('post'))];
  const people = await Promise.all(['customer-service-manager', 'customer-service-supervisor'].map((account) => personOf(walk, account)));
  const days = new Date(Date.UTC(Number(month.slice(0, 4)), Number(month.slice(5, 7)), 0)).getUTCDate();
  return Array.from({ length: days }, (_, index) => ({
    employee: people[Math.floor(index / 4) % 2],
    date: `${month}-${String(index + 1).padStart(2, '0')}`,
    shift,
    post,
    dutyManager: true,
  }));
}

/** Bills that the clock will find overdue; it looks every half minute, so they are made together, at the beginning. */
const overdue: Rec[] = [];
async function overdueBill(walk: Walker): Promise<Rec> {
  const bill = overdue.pop();
  if (!bill) throw new Error('More overdue bills are asked for than were made');
  await until(`bill ${bill.number} is overdue`, async () => (await walk.read('bill', bill)).state === 'overdue', 90_000);
  return walk.read('bill', bill);
}

/** Begins what only time brings about, so that it is there when it is asked for. */
export async function prepare(walk: Walker): Promise<void> {
  const late = { issueDate: daysFrom(today(), -40), dueDate: daysFrom(today(), -20) };
  for (let index = 0; index < 5; index += 1) overdue.push(await walk.perform('bill', await walk.make('bill', late), 'issue'));
}

/** Somebody who belongs to no single site, and so sees a tower that was just opened. */
export const AT_LARGE = unique('at-large-');

export const recipes: Recipes = {
  accounts: { 'site.administrator': [AT_LARGE], 'site.property-general-manager': [AT_LARGE], 'site.customer-service-manager': [AT_LARGE] },
  by: { 'shift-roster': 'customer-service-supervisor', bill: 'customer-service-assistant', 'material-item': 'finance' },
  refs: {
    customer: checkedCustomer,
    contractor: (walk) => walk.make('contractor'),
    unit: freeUnit,
    building: managedBuilding,
    employee: async (walk) =>
      first(await walk.server.login('property-general-manager'), 'employees', 'filters[account][$eq]=customer-service-manager'),
    department: async (walk) => first(await walk.server.login('property-general-manager'), 'departments', 'filters[code][$eq]=CS'),
    'service-hours': async (walk) =>
      first(await walk.server.login('property-general-manager'), formOf('service-hours').plural, 'filters[purpose][$eq]=decoration_work'),
    'decoration-application': (walk) => walk.reach('decoration-application', 'approved'),
    key: (walk) => walk.make('key'),
    bill: (walk) => walk.reach('bill', 'issued'),
  },
  values: {
    'holiday-calendar': async () => ({ date: daysFrom('2031-01-01', Math.floor(Math.random() * 3000)) }),
    unit: async (walk) => ({ building: await id(managedBuilding(walk)), unitNo: unique('W') }),
    lease: async (walk) => ({ customer: await id(customerOf(walk)), units: [await id(freeUnit(walk))] }),
    'material-item': async () => ({ costPrice: 1_800 }),
    'decoration-application': async (walk) => ({ units: [await id(freeUnit(walk))] }),
    'decoration-review': async (walk) => ({ application: await id(walk.reach('decoration-application', 'submitted')) }),
    // What is accepted or returned concerns every paper of its application: then it is one of its own.
    'decoration-permit': async (walk, ahead) => ({
      application: await id(ahead.includes('return') ? readyForPermit(walk) : shared(walk, 'ready', readyForPermit)),
    }),
    'worker-pass-application': async (walk) => ({ application: await id(shared(walk, 'letter', withLetter)) }),
    'completion-acceptance': async (walk, ahead) => ({
      application: await id(ahead.includes('pass') ? openWorks(walk) : shared(walk, 'works', openWorks)),
    }),
    'repair-log': async (walk) => ({ customer: await id(customerOf(walk)), unit: await id(walk.ref('unit')) }),
    bill: billValues,
    'key-loan': async (walk) => ({
      keys: [await id(walk.make('key'))],
      borrower: await personOf(walk, 'engineering-2'),
      dueAt: endOfToday(),
    }),
    'satisfaction-survey': async (walk) => ({ customer: await id(customerOf(walk)), campaign: undefined }),
    'shift-roster': async (walk) => ({
      department: await id(walk.ref('department')),
      month: '2027-03',
      lines: await rosterLines(walk, '2027-03'),
    }),
  },
  made: {
    'work-order': orderFromReport,
    'decoration-fee-notice': async (walk) => noticeOf(walk, await walk.reach('decoration-application', 'approved')),
  },
  before: {
    'decoration-application.pass_review': (walk, record) => fillReview(walk, record, 'approve'),
    'decoration-application.request_changes': (walk, record) => fillReview(walk, record, 'revise'),
    // Finance may confirm on the application as soon as every line of the notice has its receipt.
    'decoration-application.notify_fee': async (walk, record) => {
      const notice = await noticeOf(walk, record);
      await walk.edit('decoration-fee-notice', notice, await receiptLines(walk, notice));
    },
    'decoration-application.permit': async (walk, record) => {
      await papersFor(walk, record);
      await walk.make('decoration-permit', { application: record.documentId });
    },
    'decoration-permit.return': async (walk, permit) =>
      acceptWorks(walk, await walk.read('decoration-application', related(permit, 'application'))),
    'decoration-application.accept': async (walk, record) => {
      await withHiddenWorks(walk, record);
      const report = await walk.make('completion-acceptance', { application: record.documentId });
      await walk.edit('completion-acceptance', await walk.perform('completion-acceptance', report, 'start'), await acceptanceSigned(walk));
    },
  },
  data: {
    'decoration-fee-notice.receive': receiptLines,
    'hidden-works-acceptance.pass': async (walk, record) => ({ works: await passedWorks(walk, record) }),
    'worker-pass-application.close': async (_walk, record) => ({
      workers: (record.workers as Row[]).map((worker) => ({ ...cells(worker), returnedAt: new Date().toISOString() })),
    }),
    'unit.merge': async (walk) => ({ successors: [await id(freeUnit(walk))] }),
    'unit.split': async (walk) => ({ successors: [await id(freeUnit(walk)), await id(freeUnit(walk))] }),
    'bill.waive': async (_walk, bill) => ({ adjustments: [{ date: today(), feeItem: feeItemOf(bill), amount: 100, reason: '停水补偿' }] }),
    'bill.void': async (walk, bill) => (bill.state === 'draft' ? {} : { voidApprovedBy: await personOf(walk, 'customer-service-manager') }),
    'payment.reverse': async (walk) => ({ reversalApprovedBy: await personOf(walk, 'customer-service-manager') }),
    'deposit.forfeit': async (_walk, deposit) => ({ deductions: [{ date: today(), amount: deposit.amount, documentNo: '扣款单-1' }] }),
    'key.seal': async (walk) => ({ secondPerson: await personOf(walk, 'receptionist') }),
    'key.unseal': async (walk) => ({ secondPerson: await personOf(walk, 'receptionist') }),
  },
  caused: {
    'repair-log.repaired': async (walk, log) => {
      let order = await walk.read('work-order', related(log, 'workOrder'));
      for (const action of ['notify', 'pick_up', 'arrive', 'finish', 'accept', 'confirm'])
        order = await walk.perform('work-order', order, action);
    },
    'bill.pay_part': async (walk, bill) => void (await payBill(walk, bill, 0.5)),
    'bill.pay_all': async (walk, bill) => void (await payBill(walk, bill, 1)),
    'key.lend': async (walk, key) => void (await walk.perform('key-loan', await walk.make('key-loan', { keys: [key.documentId] }), 'lend')),
  },
  states: {
    'bill.overdue': overdueBill,
    'satisfaction-survey.not_returned': async (walk) => {
      const campaign = await walk.reach('survey-campaign', 'running');
      const sheet = await first(
        await walk.server.login('property-general-manager'),
        'satisfaction-surveys',
        `filters[campaign][documentId][$eq]=${campaign.documentId}`,
      );
      await walk.perform('survey-campaign', campaign, 'close');
      return walk.read('satisfaction-survey', sheet);
    },
  },
};
