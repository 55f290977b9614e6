import type { Answer, Api } from './support/api';
import {
  act,
  checkedCustomer,
  create,
  daysFrom,
  endOfToday,
  employeeOf,
  faultValues,
  first,
  issuedBill,
  need,
  newUnit,
  pay,
  read,
  reportFault,
  today,
  unique,
  upload,
  type Many,
  type One,
  type Rec,
  type Refusal,
  type Row,
} from './support/house';
import { query } from './support/raw';
import { startServer, type TestServer } from './support/server';

/** Many at once: what the counter, the revision, the four eyes and the database's own indexes must hold. On both databases. */
let server: TestServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server?.stop());

const together = <T>(count: number, work: (index: number) => Promise<T>): Promise<T[]> =>
  Promise.all(Array.from({ length: count }, (_, index) => work(index)));
const counted = (answers: Answer<unknown>[]): Record<number, number> => {
  const counts: Record<number, number> = {};
  for (const { status } of answers) counts[status] = (counts[status] ?? 0) + 1;
  return counts;
};
const codeOf = (answer: Answer<unknown>): string => (answer.body as Refusal).error.code;
const rowsOf = async (sql: string, params: unknown[]): Promise<Row[]> =>
  query(server.target, server.database === 'postgres' ? sql.replaceAll(/\?/g, () => '$1') : sql, params);
const auditRows = async (documentId: string): Promise<Row[]> =>
  rowsOf('select * from td_audit where document_id = ? order by id', [documentId]);

describe('numbers', () => {
  test('fifty reports taken at the same moment, wrong ones among them, get consecutive numbers without a gap', async () => {
    const api = await server.login('receptionist');
    const good = await faultValues(server);
    const before = (await reportFault(server)).number;
    const answers = await together(75, (index) =>
      api.post<One>('/api/repair-logs', { data: index % 3 === 2 ? { ...good, confirmedWithCustomer: false } : good }),
    );
    expect(counted(answers)).toEqual({ 201: 50, 400: 25 });
    const start = Number(before.slice(-3));
    const given = answers.filter((answer) => answer.status === 201).map((answer) => answer.body.data.number);
    expect(given.map((number) => number.slice(0, -3))).toEqual(given.map(() => before.slice(0, -3)));
    expect(given.map((number) => Number(number.slice(-3))).sort((a, b) => a - b)).toEqual(
      Array.from({ length: 50 }, (_, index) => start + 1 + index),
    );
    expect(Number((await reportFault(server)).number.slice(-3))).toBe(start + 51);
  });

  test('a number that was taken by a save that then failed is given to the next', async () => {
    const api = await server.login('customer-service-assistant');
    // Pairs of equal codes: of each pair the check or the index refuses one, on PostgreSQL after its number was taken.
    const answers = await together(50, (index) =>
      api.post<One>('/api/keys', { data: keyValues(`RACE-${Math.floor(index / 2)}`, { hook: `R-${index}` }) }),
    );
    const made = answers.filter((answer) => answer.status === 201);
    expect(made).toHaveLength(25);
    expect(answers.filter((answer) => answer.status !== 201).every((answer) => answer.status === 409 || answer.status === 400)).toBe(true);
    const numbers = made.map((answer) => Number(answer.body.data.number.replace('YSK-', ''))).sort((a, b) => a - b);
    const start = numbers[0] ?? 0;
    expect(numbers).toEqual(Array.from({ length: 25 }, (_, index) => start + index));
  });
});

describe('edits', () => {
  test('of twenty edits of the same revision one is written, nineteen are told that the record has moved', async () => {
    const api = await server.login('receptionist');
    const record = await reportFault(server);
    const answers = await together(20, (index) =>
      api.put<One>(`/api/repair-logs/${record.documentId}`, { data: { location: `电梯厅 ${index}`, rev: record.rev } }),
    );
    expect(counted(answers)).toEqual({ 200: 1, 409: 19 });
    expect(answers.filter((answer) => answer.status === 409).map(codeOf)).toEqual(Array.from({ length: 19 }, () => 'stale_revision'));
    const winner = answers.find((answer) => answer.status === 200)?.body.data;
    const now = await read(api, 'repair-logs', record.documentId);
    expect(now).toMatchObject({ rev: record.rev + 1, location: winner?.location });
    expect((await auditRows(record.documentId)).map((row) => row.event)).toEqual(['create', 'update']);
  });

  test('an edit and an action of the same revision do not both happen', async () => {
    const api = await server.login('receptionist');
    for (let round = 0; round < 5; round += 1) {
      const record = await reportFault(server);
      const answers = await Promise.all([
        api.put<One>(`/api/repair-logs/${record.documentId}`, { data: { location: '机房', rev: record.rev } }),
        api.post<One>(`/api/repair-logs/${record.documentId}/actions/open_order`, { rev: record.rev }),
      ]);
      expect(counted(answers)).toEqual({ 200: 1, 409: 1 });
    }
  });
});

describe('decisions', () => {
  test('two approvers in the same instant make one decision', async () => {
    const [writer, one, other] = await Promise.all(
      ['customer-service-assistant', 'customer-service-assistant-2', 'customer-service-supervisor'].map((name) => server.login(name)),
    );
    for (let round = 0; round < 5; round += 1) {
      const copy = await upload(writer as Api);
      const customer = await create(writer as Api, 'customers', {
        customerType: 'tenant',
        nameZh: unique('同时核对'),
        assistant: await employeeOf(writer as Api),
        idCopy: [copy.id],
      });
      const answers = await Promise.all(
        [one, other].map((api) => (api as Api).post<One>(`/api/customers/${customer.documentId}/actions/check`, { rev: customer.rev })),
      );
      expect(counted(answers)).toEqual({ 200: 1, 409: 1 });
      expect((await auditRows(customer.documentId)).filter((row) => row.action === 'check')).toHaveLength(1);
    }
  });

  test('an approval and a rejection in the same instant: one of them counts', async () => {
    const [desk, manager, supervisor] = await Promise.all(
      ['receptionist', 'customer-service-manager', 'customer-service-supervisor'].map((name) => server.login(name)),
    );
    for (let round = 0; round < 5; round += 1) {
      const loan = await create(desk as Api, 'key-loans', await loanValues(desk as Api, [await newKey({ needsApproval: 'supervisor' })]));
      const [yes, no] = await Promise.all([
        (manager as Api).post<One>(`/api/key-loans/${loan.documentId}/actions/approve`, { rev: loan.rev }),
        (supervisor as Api).post<One>(`/api/key-loans/${loan.documentId}/actions/reject`, { rev: loan.rev, comment: '不予借用' }),
      ]);
      expect(counted([yes, no])).toEqual({ 200: 1, 409: 1 });
      const now = await read(desk as Api, 'key-loans', loan.documentId);
      expect(now.state).toBe(yes.status === 200 ? 'approved' : 'rejected');
    }
  });

  test('one key goes out once, although two loans of it are handed out together', async () => {
    const desk = await server.login('receptionist');
    const key = await newKey();
    const loans = [
      await create(desk, 'key-loans', await loanValues(desk, [key])),
      await create(desk, 'key-loans', await loanValues(desk, [key])),
    ];
    const sign = await upload(desk, 'sign.png');
    const answers = await Promise.all(
      loans.map((loan) =>
        desk.post<One>(`/api/key-loans/${loan.documentId}/actions/lend`, { rev: loan.rev, data: { borrowerSign: sign.id } }),
      ),
    );
    expect(answers.filter((answer) => answer.status === 200)).toHaveLength(1);
    expect([409, 422]).toContain(answers.find((answer) => answer.status !== 200)?.status);
    const states = await Promise.all(loans.map(async (loan) => (await read(desk, 'key-loans', loan.documentId)).state));
    expect(states.sort()).toEqual(['out', 'requested']);
  });

  test('one unit is let once, although two contracts for it are signed together', async () => {
    const supervisor = await server.login('customer-service-supervisor');
    const customer = await checkedCustomer(server);
    for (let round = 0; round < 3; round += 1) {
      const unit = await newUnit(server);
      const leases = [await newLease(customer, unit), await newLease(customer, unit)];
      const answers = await Promise.all(
        leases.map((lease) => supervisor.post<One>(`/api/leases/${lease.documentId}/actions/sign`, { rev: lease.rev })),
      );
      expect(answers.filter((answer) => answer.status === 200)).toHaveLength(1);
      expect([409, 422]).toContain(answers.find((answer) => answer.status !== 200)?.status);
    }
  });
});

describe('equal values', () => {
  test('of twenty keys entered with one code at the same moment one is stored', async () => {
    const api = await server.login('customer-service-assistant');
    const code = unique('SAME-');
    const answers = await together(20, (index) => api.post('/api/keys', { data: keyValues(code, { hook: unique(`H${index}`) }) }));
    expect(answers.filter((answer) => answer.status === 201)).toHaveLength(1);
    expect(
      answers
        .filter((answer) => answer.status !== 201)
        .map((answer) => answer.status)
        .every((status) => status === 400 || status === 409),
    ).toBe(true);
    expect(await rowsOf('select id from keys where code = ?', [code])).toHaveLength(1);
  });

  test('a refused twin says which value is taken', async () => {
    const api = await server.login('customer-service-assistant');
    const code = unique('TWIN-');
    await create(api, 'keys', keyValues(code));
    const answer = await api.post<Refusal>('/api/keys', { data: keyValues(code) });
    expect(answer.status).toBe(400);
    expect(answer.body.error.details.violations).toEqual([expect.objectContaining({ path: ['code'], code: 'duplicate' })]);
  });
});

describe('idempotency key', () => {
  test('ten equal requests with one key make one record and get the same answer', async () => {
    const api = await server.login('receptionist');
    const headers = { 'Idempotency-Key': unique('key') };
    const location = unique('一次');
    const data = { ...(await faultValues(server)), location };
    const answers = await together(10, () => api.post<One>('/api/repair-logs', { data }, { headers }));
    expect(counted(answers)).toEqual({ 201: 10 });
    expect(new Set(answers.map((answer) => JSON.stringify(answer.body.data))).size).toBe(1);
    expect((await listed(api, location)).map((record) => record.documentId)).toEqual([answers[0]?.body.data.documentId]);
  });

  test('another body under the same key is refused and written nowhere', async () => {
    const api = await server.login('receptionist');
    const headers = { 'Idempotency-Key': unique('key') };
    const good = await faultValues(server);
    need(await api.post<One>('/api/repair-logs', { data: good }, { headers }), 201);
    const location = unique('另一处');
    const answer = await api.post<Refusal>('/api/repair-logs', { data: { ...good, location } }, { headers });
    expect([answer.status, answer.body.error.code]).toEqual([422, 'idempotency_mismatch']);
    expect(await listed(api, location)).toEqual([]);
  });

  test('the same key of another person is another key', async () => {
    const headers = { 'Idempotency-Key': unique('key') };
    const data = await faultValues(server);
    const ids = await Promise.all(
      ['receptionist', 'customer-service-assistant'].map(
        async (name) => need(await (await server.login(name)).post<One>('/api/repair-logs', { data }, { headers }), 201).data.documentId,
      ),
    );
    expect(new Set(ids).size).toBe(2);
  });

  test('a refused request does not use its key up', async () => {
    const api = await server.login('receptionist');
    const headers = { 'Idempotency-Key': unique('key') };
    const good = await faultValues(server);
    expect((await api.post('/api/repair-logs', { data: { ...good, confirmedWithCustomer: false } }, { headers })).status).toBe(400);
    expect((await api.post('/api/repair-logs', { data: good }, { headers })).status).toBe(201);
  });

  test('an action repeated with its key happens once', async () => {
    const api = await server.login('receptionist');
    const record = await reportFault(server);
    const headers = { 'Idempotency-Key': unique('key') };
    const answers = await together(5, () =>
      api.post<One>(`/api/repair-logs/${record.documentId}/actions/open_order`, { rev: record.rev }, { headers }),
    );
    expect(counted(answers)).toEqual({ 200: 5 });
    expect(new Set(answers.map((answer) => (answer.body.data.workOrder as Row).documentId)).size).toBe(1);
    expect((await auditRows(record.documentId)).filter((row) => row.action === 'open_order')).toHaveLength(1);
  });

  test('a comment sent twice with its key stands there once', async () => {
    const api = await server.login('receptionist');
    const record = await reportFault(server);
    const headers = { 'Idempotency-Key': unique('key') };
    const answers = await together(4, () =>
      api.post<{ id: number }>(`/api/repair-logs/${record.documentId}/comments`, { text: '客户来电催促', mentions: [] }, { headers }),
    );
    expect(new Set(answers.map((answer) => need(answer).id)).size).toBe(1);
    expect(need(await api.get<Row[]>(`/api/repair-logs/${record.documentId}/comments`))).toHaveLength(1);
  });
});

describe('money', () => {
  test('a payment verified by two at once is counted once', async () => {
    const finance = await server.login('finance');
    const customer = await checkedCustomer(server);
    const bill = await issuedBill(server, customer, 100_000);
    const payment = await pay(server, customer, bill, 100_000);
    const checker = await server.login('finance-2');
    const answers = await together(4, () => checker.post<One>(`/api/payments/${payment.documentId}/actions/verify`, { rev: payment.rev }));
    expect(counted(answers)).toEqual({ 200: 1, 409: 3 });
    expect(await read(finance, 'bills', bill.documentId)).toMatchObject({ state: 'paid', paidTotal: 100_000, balance: 0 });
  });

  test('two payments verified together that are more than the bill: one is refused', async () => {
    const finance = await server.login('finance');
    const customer = await checkedCustomer(server);
    for (let round = 0; round < 3; round += 1) {
      const bill = await issuedBill(server, customer, 50_000 + round);
      const payments = [await pay(server, customer, bill, 40_000), await pay(server, customer, bill, 40_000)];
      const answers = await verifyTogether(payments);
      expect(answers.filter((answer) => answer.status === 200)).toHaveLength(1);
      expect([409, 422]).toContain(answers.find((answer) => answer.status !== 200)?.status);
      expect(await read(finance, 'bills', bill.documentId)).toMatchObject({ state: 'partial', paidTotal: 40_000, balance: 10_000 + round });
    }
  });

  test('two part payments verified together both count', async () => {
    const finance = await server.login('finance');
    const customer = await checkedCustomer(server);
    for (let round = 0; round < 3; round += 1) {
      const bill = await issuedBill(server, customer, 80_000);
      const payments = [await pay(server, customer, bill, 30_000), await pay(server, customer, bill, 20_000)];
      for (const [index, answer] of (await verifyTogether(payments)).entries()) {
        // Where the database lets only one of two go on, the other is told to try again, and then it counts.
        if (answer.status !== 200) await act(await server.login('finance-2'), 'payments', payments[index] as Rec, 'verify');
      }
      expect(await read(finance, 'bills', bill.documentId)).toMatchObject({ state: 'partial', paidTotal: 50_000, balance: 30_000 });
    }
  });

  test('a waiver and a payment in the same instant lose nothing of each other', async () => {
    const [finance, manager, checker] = await Promise.all(
      ['finance', 'customer-service-manager', 'finance-2'].map((name) => server.login(name)),
    );
    const customer = await checkedCustomer(server);
    for (let round = 0; round < 3; round += 1) {
      const bill = await issuedBill(server, customer, 60_000);
      const line = (bill.lines as Row[])[0] as { feeItem: { documentId: string } };
      const payment = await pay(server, customer, bill, 25_000);
      const waive = async (): Promise<Answer<One>> => {
        const { rev } = await read(manager as Api, 'bills', bill.documentId);
        const adjustments = [{ date: today(), feeItem: line.feeItem.documentId, amount: 5_000, reason: '停水补偿' }];
        return (manager as Api).post<One>(`/api/bills/${bill.documentId}/actions/waive`, {
          rev,
          comment: '停水补偿',
          data: { adjustments },
        });
      };
      const [waived, paid] = await Promise.all([
        waive(),
        (checker as Api).post<One>(`/api/payments/${payment.documentId}/actions/verify`, { rev: payment.rev }),
      ]);
      if (waived.status === 409) need(await waive());
      else need(waived);
      if (paid.status === 409) await act(checker as Api, 'payments', payment, 'verify');
      else need(paid);
      expect(await read(finance as Api, 'bills', bill.documentId)).toMatchObject({
        paidTotal: 25_000,
        adjustedTotal: 5_000,
        balance: 30_000,
        lines: [expect.objectContaining({ paid: 25_000, adjusted: 5_000, balance: 30_000 })],
      });
    }
  });
});

async function verifyTogether(payments: Rec[]): Promise<Answer<One>[]> {
  const checker = await server.login('finance-2');
  return Promise.all(
    payments.map((payment) => checker.post<One>(`/api/payments/${payment.documentId}/actions/verify`, { rev: payment.rev })),
  );
}

const keyValues = (code: string, more: Row = {}): Row => ({
  code,
  name: '测试钥匙',
  keyClass: 'common',
  location: '1号楼',
  cabinet: 'A',
  hook: unique('H'),
  copies: 1,
  maxLoanHours: 4,
  ...more,
});

async function newKey(more: Row = {}): Promise<Rec> {
  return create(await server.login('customer-service-assistant'), 'keys', keyValues(unique('K-'), more));
}

async function loanValues(api: Api, keys: Rec[]): Promise<Row> {
  const borrower = (await first(api, 'employees', 'filters[name][$eq]=马立军')).documentId;
  return {
    keys: keys.map((key) => key.documentId),
    borrowerKind: 'staff',
    borrower,
    phone: '16400005678',
    purpose: 'patrol',
    dueAt: endOfToday(),
  };
}

async function newLease(customer: Rec, unit: Rec): Promise<Rec> {
  const api = await server.login('customer-service-supervisor');
  const fees = need(await api.get<Many>('/api/fee-items?pagination[pageSize]=50')).data;
  const scan = await upload(api, 'scan.png');
  return create(api, 'leases', {
    customer: customer.documentId,
    units: [unit.documentId],
    leasedArea: 120,
    startDate: today(),
    endDate: daysFrom(today(), 730),
    rentDeposit: 0,
    scan: [scan.id],
    feePlan: fees.map((fee) => ({
      feeItem: fee.documentId,
      unitPrice: 100,
      basis: 'fixed',
      cycle: 'monthly',
      startDate: today(),
      payer: 'tenant',
    })),
  });
}

const listed = async (api: Api, location: string): Promise<Rec[]> =>
  need(await api.get<Many>(`/api/repair-logs?filters[location][$eq]=${encodeURIComponent(location)}`)).data;
