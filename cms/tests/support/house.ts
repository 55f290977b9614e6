import type { Answer, Api } from './api';
import type { TestServer } from './server';

export type Row = Record<string, unknown>;
/** A record as the API answers it. */
export interface Rec extends Row {
  documentId: string;
  rev: number;
  state: string;
  number: string;
}
/** `{data, meta}` of one record. */
export interface One {
  data: Rec;
  meta: Row & {
    actions: { action: string; possible: boolean; reasons: { code: string; message: string }[] }[];
    undo: { token: string } | null;
  };
}
export interface Many {
  data: Rec[];
  meta: Row & { pagination: { total: number; pageCount: number } };
}
/** `{error: …}` of a refusal. */
export interface Refusal {
  error: {
    status: number;
    name: string;
    code: string;
    message: string;
    details: { violations: { path: (string | number)[]; code: string; message: string }[] };
  };
}

/** The body of an answer that must have this status; otherwise the test fails with what the server said. */
export function need<T>(answer: Answer<T>, status = 200): T {
  if (answer.status !== status) throw new Error(`Expected ${status}, got ${answer.status}: ${JSON.stringify(answer.body).slice(0, 1500)}`);
  return answer.body;
}

export async function create(api: Api, plural: string, data: Row): Promise<Rec> {
  return need(await api.post<One>(`/api/${plural}`, { data }), 201).data;
}

export async function read(api: Api, plural: string, documentId: string): Promise<Rec> {
  return need(await api.get<One>(`/api/${plural}/${documentId}`)).data;
}

/** Performs an action on the record as it is now. */
export async function act(
  api: Api,
  plural: string,
  record: { documentId: string; rev: number },
  action: string,
  input: { data?: Row; comment?: string } = {},
): Promise<Rec> {
  return need(await api.post<One>(`/api/${plural}/${record.documentId}/actions/${action}`, { rev: record.rev, ...input })).data;
}

/** The first record of a list. `query` as it stands in the address. */
export async function first(api: Api, plural: string, query = ''): Promise<Rec> {
  const [found] = need(await api.get<Many>(`/api/${plural}?pagination[pageSize]=1${query === '' ? '' : `&${query}`}`)).data;
  if (!found) throw new Error(`There are no ${plural} for "${query}"`);
  return found;
}

let counted = 0;
/** A word that no other record of this run has. */
export const unique = (word: string): string => `${word}${Date.now().toString(36)}${(counted += 1)}`;

/** The smallest picture there is: one white dot. */
export const PNG = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mP8/x8AAwMCAO+ip1sAAAAASUVORK5CYII=', 'base64');

export async function upload(api: Api, name = 'photo.png', bytes: Buffer = PNG): Promise<{ id: number; url: string; name: string }> {
  const form = new FormData();
  form.append('file', new Blob([new Uint8Array(bytes)]), name);
  return need(await api.post<{ id: number; url: string; name: string }>('/api/files', form), 201);
}

/** A report of a fault in a common area: what reception takes dozens of times a day. */
export async function reportFault(server: TestServer, more: Row = {}, role = 'receptionist'): Promise<Rec> {
  const api = await server.login(role);
  return create(api, 'repair-logs', { ...(await faultValues(server)), ...more });
}

const areas = new WeakMap<TestServer, Promise<Rec>>();
export async function faultValues(server: TestServer): Promise<Row> {
  const area = areas.get(server) ?? first(await server.login('receptionist'), 'public-areas', 'filters[nightWorkOnly][$ne]=true');
  areas.set(server, area);
  return {
    areaKind: 'public',
    publicArea: (await area).documentId,
    reporterName: '李工',
    phone: '16400001234',
    location: '大堂北侧',
    content: '灯不亮',
    availableTime: '随时',
    confirmedWithCustomer: true,
    emergency: false,
  };
}

/** A customer that a colleague has checked: in the file, with its assistant. */
export async function checkedCustomer(server: TestServer, more: Row = {}): Promise<Rec> {
  const [writer, checker] = [await server.login('customer-service-assistant'), await server.login('customer-service-assistant-2')];
  const me = need(await writer.get<{ user: { employee: string } }>('/api/me')).user;
  const copy = await upload(writer, 'id-copy.png');
  const customer = await create(writer, 'customers', {
    customerType: 'tenant',
    legalKind: 'company',
    nameZh: unique('测试公司'),
    assistant: me.employee,
    idCopy: [copy.id],
    ...more,
  });
  return act(checker, 'customers', customer, 'check');
}

/** A bill that finance has checked and issued, of one line in fen. */
export async function issuedBill(server: TestServer, customer: Rec, amount: number): Promise<Rec> {
  const [writer, checker] = [await server.login('finance'), await server.login('finance-2')];
  const unit = await newUnit(server);
  const feeItem = await first(writer, 'fee-items');
  const period = { periodFrom: '2026-10-01', periodTo: '2026-10-31' };
  const bill = await create(writer, 'bills', {
    customer: customer.documentId,
    units: [unit.documentId],
    billType: 'periodic',
    ...period,
    issueDate: today(),
    dueDate: daysFrom(today(), 15),
    lines: [{ feeItem: feeItem.documentId, unit: unit.documentId, ...period, quantity: 1, unitPrice: amount }],
  });
  return act(checker, 'bills', bill, 'issue');
}

/** The fee item of a bill's first line. */
export const itemOf = (bill: Rec): string => ((bill.lines as Row[])[0] as { feeItem: { documentId: string } }).feeItem.documentId;

/** Money for the first line of a bill, as finance has written it down; it counts when a colleague has verified it. */
export async function pay(server: TestServer, customer: { documentId: string }, bill: Rec, amount: number): Promise<Rec> {
  return create(await server.login('finance'), 'payments', {
    customer: customer.documentId,
    method: 'cash',
    amount,
    receiptNo: unique('SJ'),
    invoiceType: 'receipt',
    allocations: [{ bill: bill.documentId, feeItem: itemOf(bill), amount }],
  });
}

export const verify = async (server: TestServer, payment: Rec): Promise<Rec> =>
  act(await server.login('finance-2'), 'payments', payment, 'verify');

export async function newUnit(server: TestServer, more: Row = {}): Promise<Rec> {
  const api = await server.login('customer-service-supervisor');
  const building = await first(api, 'buildings', 'filters[managementScope][$eq]=customer_and_estate');
  return create(api, 'units', {
    building: building.documentId,
    floor: '12',
    unitNo: unique('U'),
    buildingArea: 120,
    use: 'office',
    ...more,
  });
}

/** Today of the house. */
export const today = (): string => new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);
export const daysFrom = (day: string, count: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + count * 86_400_000).toISOString().slice(0, 10);

/** The last second of today in the house: a key that is lent without approval is back by then, also when a test runs a minute before midnight. */
export const endOfToday = (): string => new Date(Date.parse(`${daysFrom(today(), 1)}T00:00:00+08:00`) - 1000).toISOString();

/** The documentId of the person behind a login. */
export async function employeeOf(api: Api): Promise<string> {
  return need(await api.get<{ user: { employee: string } }>('/api/me')).user.employee;
}

/** Waits until something is so; fails with its name when it never is. */
export async function until(what: string, isSo: () => Promise<boolean>, ms = 10_000): Promise<void> {
  const end = Date.now() + ms;
  while (!(await isSo())) {
    if (Date.now() > end) throw new Error(`Waited ${ms} ms in vain: ${what}`);
    await new Promise((done) => setTimeout(done, 100));
  }
}
