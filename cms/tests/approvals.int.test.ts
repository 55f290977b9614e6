import type { Api } from './support/api';
import { act, create, employeeOf, need, read, type Rec, type Refusal, type Row } from './support/house';
import { publishPlanForm } from './support/plan-form';
import { query } from './support/raw';
import { startServer, type TestServer } from './support/server';

/** Decisions of several people: handed over, with signers added, sent back, taken back; each by who may, and nobody else. */
let server: TestServer;
let desk: Api;
let engineering: Api;
let second: Api;
let security: Api;
let finance: Api;
let manager: Api;
let director: Api;
beforeAll(async () => {
  server = await startServer();
  [desk, engineering, second, security, finance, manager, director] = (await Promise.all(
    ['receptionist', 'engineering', 'engineering-2', 'security', 'finance', 'customer-service-manager', 'director'].map((role) =>
      server.login(role),
    ),
  )) as [Api, Api, Api, Api, Api, Api, Api];
});
afterAll(() => server?.stop());

interface Offer {
  act: string;
  possible: boolean;
  reasons: { code: string; message: string }[];
  targets?: { to: number | null; name: string | null }[];
}
interface View {
  action: string;
  outcome: string;
  round: number;
  tasks: {
    id: number;
    round: number;
    status: string;
    person: string | null;
    askedBy: string | null;
    decidedBy: string | null;
    mine: boolean;
  }[];
  acts: Offer[];
}

const DECIDING = ['engineering', 'security', 'customer-service-manager'];
const APPROVAL = {
  mode: 'sequential',
  approvers: DECIDING.map((role) => ({ role })),
  onReject: { action: 'refuse', then: 'again' },
} as Row;

/** A form of its own for each setting; `key` also makes its addresses. */
const publishForm = (key: string, approval: Row): Promise<void> =>
  publishPlanForm(manager, {
    key,
    deciding: DECIDING,
    approval,
    agree: { notBy: ['registeredBy'] },
    access: {
      create: ['receptionist', 'engineering'],
      read: { engineering: 'site', security: 'site', finance: 'site', director: 'site', 'mail-clerk': 'none' },
    },
  });

const newPlan = (api = desk, plural = 'outlays'): Promise<Rec> => create(api, plural, { what: '地垫' });
const viewOf = async (api: Api, plan: Rec, plural = 'outlays'): Promise<View> => {
  const { meta } = need(await api.get<{ meta: { approvals: View[] } }>(`/api/${plural}/${plan.documentId}`));
  return meta.approvals[0] as View;
};
const offer = async (api: Api, plan: Rec, name: string, plural = 'outlays'): Promise<Offer | undefined> =>
  (await viewOf(api, plan, plural)).acts.find((one) => one.act === name);
const call = (api: Api, plan: Rec, name: string, body: Row = {}, plural = 'outlays') =>
  api.post<Refusal & { outcome: string }>(`/api/${plural}/${plan.documentId}/approvals/agree/${name}`, body);
const vote = (api: Api, plan: Rec, action = 'agree') =>
  api.post<Refusal & { data: Rec }>(`/api/outlays/${plan.documentId}/actions/${action}`, { rev: plan.rev, comment: '意见' });
const waitsFor = async (api: Api, plan: Rec): Promise<string[] | undefined> =>
  need(await api.get<{ documentId: string; actions: string[] }[]>('/api/inbox')).find((item) => item.documentId === plan.documentId)
    ?.actions;
const codeOf = (answer: { status: number; body: Refusal }) => [
  answer.status,
  answer.body.error.details.violations[0]?.code ?? answer.body.error.code,
];

beforeAll(async () => publishForm('outlay', APPROVAL));

test('who is asked sees what can be done; who is not asked sees the case and no buttons', async () => {
  const plan = await newPlan();
  const first = await viewOf(engineering, plan);
  expect(first.acts.map((one) => [one.act, one.possible])).toEqual([
    ['transfer', true],
    ['add-signer', true],
    ['return', true],
  ]);
  expect(first.tasks.map((task) => [task.status, task.mine])).toEqual([
    ['open', true],
    ['waiting', false],
    ['waiting', false],
  ]);
  expect((await offer(security, plan, 'transfer'))?.reasons.map((reason) => reason.code)).toEqual(['no_task']);
  expect((await viewOf(finance, plan)).acts).toEqual([]);
  expect((await viewOf(desk, plan)).acts.map((one) => one.act)).toEqual(['withdraw']);
});

describe('hands off', () => {
  test.each(['transfer', 'add-signer', 'return', 'withdraw'])(
    '%s by somebody who has no part in it is forbidden and changes nothing',
    async (name) => {
      const plan = await newPlan();
      const to = await employeeOf(finance);
      const before = await query(server.target, `select state, outcome from td_approvals where document_id = '${plan.documentId}'`);
      const answer = await call(finance, plan, name, { to: name === 'return' || name === 'withdraw' ? null : to, comment: '试' });
      expect(answer.status).toBe(403);
      expect(await query(server.target, `select state, outcome from td_approvals where document_id = '${plan.documentId}'`)).toEqual(
        before,
      );
      expect(
        (
          await call(security, plan, name === 'withdraw' ? 'return' : name, {
            to: name === 'return' || name === 'withdraw' ? null : to,
            comment: '试',
          })
        ).status,
      ).toBe(409);
      expect((await server.api().post(`/api/outlays/${plan.documentId}/approvals/agree/${name}`, {})).status).toBe(401);
    },
  );

  test('what is sent must make sense: each problem at its place', async () => {
    const plan = await newPlan();
    expect(codeOf(await call(engineering, plan, 'transfer'))).toEqual([400, 'required']);
    expect(codeOf(await call(engineering, plan, 'transfer', { to: 'nobody' }))).toEqual([400, 'relation_not_found']);
    expect(codeOf(await call(engineering, plan, 'transfer', { to: await employeeOf(engineering) }))).toEqual([400, 'to_oneself']);
    // Who applied cannot be made to decide, nor whose role decides nothing, nor who may not see the paper.
    expect(codeOf(await call(engineering, plan, 'transfer', { to: await employeeOf(desk) }))).toEqual([400, 'is_the_applicant']);
    expect(codeOf(await call(engineering, plan, 'add-signer', { to: await employeeOf(director) }))).toEqual([400, 'takes_no_decisions']);
    expect(codeOf(await call(engineering, plan, 'transfer', { to: await employeeOf(await server.login('mail-clerk')) }))).toEqual([
      400,
      'cannot_see_record',
    ]);
    expect(codeOf(await call(engineering, plan, 'add-signer', { to: await employeeOf(finance), place: 'beside' }))).toEqual([
      400,
      'not_a_member',
    ]);
    expect(codeOf(await call(engineering, plan, 'return', { to: null }))).toEqual([400, 'required']);
    expect(codeOf(await call(engineering, plan, 'return', { to: 'first', comment: '图' }))).toEqual([400, 'unknown_step']);
    expect(codeOf(await call(engineering, plan, 'return', { to: 2, comment: '图' }))).toEqual([409, 'unknown_step']);
    expect((await viewOf(engineering, plan)).tasks.map((task) => task.status)).toEqual(['open', 'waiting', 'waiting']);
  });

  test('the people to choose from are those who can decide, told only to who can name one', async () => {
    const plan = await newPlan();
    const path = `/api/outlays/${plan.documentId}/approvals/agree/people`;
    const people = need(await engineering.get<{ documentId: string; name: string; role: { zh: string } }[]>(path));
    const ids = people.map((person) => person.documentId);
    expect(ids).toEqual(expect.arrayContaining([await employeeOf(second), await employeeOf(finance), await employeeOf(manager)]));
    for (const api of [engineering, desk, director, await server.login('mail-clerk')]) expect(ids).not.toContain(await employeeOf(api));
    expect(people.find((person) => person.name === '')).toBeUndefined();
    expect([(await security.get(path)).status, (await finance.get(path)).status]).toEqual([403, 403]);
  });
});

test('transfer: the other person decides, whatever their role; the history says who handed it to whom', async () => {
  const plan = await newPlan();
  const key = { headers: { 'Idempotency-Key': `transfer-${plan.documentId}` } };
  const body = { to: await employeeOf(finance), comment: '请财务看' };
  const path = `/api/outlays/${plan.documentId}/approvals/agree/transfer`;
  need(await engineering.post(path, body, key));
  // The same call again is the same act, not a second one.
  need(await engineering.post(path, body, key));
  expect([await waitsFor(engineering, plan), await waitsFor(finance, plan)]).toEqual([undefined, ['agree', 'refuse']]);
  expect((await offer(engineering, plan, 'transfer'))?.reasons[0]?.code).toBe('no_task');
  const names = need(await finance.get<{ user: { name: string } }>('/api/me')).user.name;
  expect((await viewOf(desk, plan)).tasks[0]).toMatchObject({ person: names, askedBy: expect.any(String), status: 'open' });
  const history = need(
    await desk.get<{ action: string; approval: Row | null; comment: string }[]>(`/api/outlays/${plan.documentId}/history`),
  );
  expect(history.filter((row) => row.approval)).toEqual([
    expect.objectContaining({
      action: 'agree',
      comment: '请财务看',
      approval: { act: 'transfer', person: { documentId: await employeeOf(finance), label: names } },
    }),
  ]);
  expect((await vote(second, plan)).status).toBe(409);
  need(await vote(finance, plan));
  expect(await waitsFor(security, plan)).toEqual(['agree', 'refuse']);
  const told = await query(
    server.target,
    `select zh from td_notifications where document_id = '${plan.documentId}' and employee = '${await employeeOf(finance)}'`,
  );
  const waiting = await query(server.target, `select payload from td_outbox where kind = 'notify' and payload like '%${plan.documentId}%'`);
  expect(told.length + waiting.length).toBeGreaterThan(0);
});

test('signers before and after, three deep: each gives the word back to who asked', async () => {
  const plan = await newPlan();
  need(await call(engineering, plan, 'add-signer', { to: await employeeOf(finance), place: 'before' }));
  expect((await vote(engineering, plan)).status).toBe(409);
  need(await call(finance, plan, 'add-signer', { to: await employeeOf(second), place: 'before' }));
  need(await call(second, plan, 'add-signer', { to: await employeeOf(manager), place: 'after' }));
  expect((await call(finance, plan, 'add-signer', { to: await employeeOf(second) })).status).toBe(409);
  need(await vote(second, plan));
  expect(await waitsFor(manager, plan)).toEqual(['agree', 'refuse']);
  need(await vote(manager, plan));
  need(await vote(finance, plan));
  need(await vote(engineering, plan));
  expect(await waitsFor(security, plan)).toEqual(['agree', 'refuse']);
  // A voice stays as it was given: nothing offers to take it back.
  const { meta } = need(await engineering.get<{ meta: { undo: unknown } }>(`/api/outlays/${plan.documentId}`));
  expect(meta.undo).toBeNull();
});

describe('sent back', () => {
  test('to the applicant: the paper goes back with the reason, and after it is handed in again all are asked', async () => {
    const plan = await newPlan();
    need(await vote(engineering, plan));
    const targets = (await offer(security, plan, 'return'))?.targets ?? [];
    expect(targets.map((target) => target.to)).toEqual([null, 1]);
    need(await call(security, plan, 'return', { to: null, then: 'again', comment: '缺平面图' }));
    const back = await read(desk, 'outlays', plan.documentId);
    expect(back.state).toBe('refused');
    expect(await waitsFor(security, plan)).toBeUndefined();
    await act(desk, 'outlays', back, 'ask');
    expect([await waitsFor(engineering, plan), await waitsFor(security, plan)]).toEqual([['agree', 'refuse'], undefined]);
  });

  test('to the applicant and straight back: only who returned it is asked again, although the form says otherwise', async () => {
    const plan = await newPlan();
    need(await vote(engineering, plan));
    need(await call(security, plan, 'return', { to: null, then: 'straight', comment: '缺平面图' }));
    await act(desk, 'outlays', await read(desk, 'outlays', plan.documentId), 'ask');
    expect([await waitsFor(engineering, plan), await waitsFor(security, plan)]).toEqual([undefined, ['agree', 'refuse']]);
  });

  test('to an earlier step: that step is asked, then on; the state of the record stays', async () => {
    const plan = await newPlan();
    need(await vote(engineering, plan));
    need(await vote(security, plan));
    need(await call(manager, plan, 'return', { to: 1, then: 'straight', comment: '金额不符' }));
    expect((await read(desk, 'outlays', plan.documentId)).state).toBe('asked');
    expect([await waitsFor(engineering, plan), await waitsFor(security, plan), await waitsFor(manager, plan)]).toEqual([
      ['agree', 'refuse'],
      undefined,
      undefined,
    ]);
    need(await vote(engineering, plan));
    expect([await waitsFor(security, plan), await waitsFor(manager, plan)]).toEqual([undefined, ['agree', 'refuse']]);
    const seen = await viewOf(desk, plan);
    expect([seen.round, new Set(seen.tasks.map((task) => task.round)).size]).toEqual([2, 2]);
    const history = need(await desk.get<{ approval: Row | null }[]>(`/api/outlays/${plan.documentId}/history`));
    expect(history.find((row) => row.approval)?.approval).toMatchObject({
      act: 'return',
      then: 'straight',
      step: { zh: expect.any(String) },
    });
  });
});

test('withdrawn: only by who handed it in, only while undecided; handed in again it begins anew', async () => {
  const plan = await newPlan();
  need(await vote(engineering, plan));
  expect(codeOf(await call(engineering, plan, 'withdraw'))).toEqual([403, 'not_the_applicant']);
  need(await call(desk, plan, 'withdraw', { comment: '先不买' }));
  const back = await read(desk, 'outlays', plan.documentId);
  expect([back.state, await waitsFor(security, plan)]).toEqual(['refused', undefined]);
  expect(codeOf(await call(desk, plan, 'withdraw'))).toEqual([409, 'approval_closed']);
  expect((await viewOf(desk, plan)).outcome).toBe('withdrawn');
  await act(desk, 'outlays', back, 'ask');
  expect(await waitsFor(engineering, plan)).toEqual(['agree', 'refuse']);
});

test('a form that allows none of it offers none of it and refuses it', async () => {
  await publishForm('trip', { ...APPROVAL, transfer: false, addSigners: false, returnTo: [], withdraw: false });
  const plan = await newPlan(desk, 'trips');
  expect([(await viewOf(engineering, plan, 'trips')).acts, (await viewOf(desk, plan, 'trips')).acts]).toEqual([[], []]);
  const to = await employeeOf(finance);
  for (const [api, name, body] of [
    [engineering, 'transfer', { to }],
    [engineering, 'add-signer', { to }],
    [engineering, 'return', { to: null, comment: '图' }],
    [desk, 'withdraw', {}],
  ] as const)
    expect(codeOf(await call(api, plan, name, body, 'trips'))).toEqual([409, 'act_not_allowed']);
});

test('a stand-in decides only where the form lets one', async () => {
  const day = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);
  const given = need(
    await security.post<{ id: number }>('/api/delegations', { to: await employeeOf(finance), fromDate: day, toDate: day }),
    201,
  );
  await publishForm('stay', { ...APPROVAL, approvers: [{ role: 'security' }], delegation: true });
  const [closed, open] = [await newPlan(), await newPlan(desk, 'stays')];
  need(await vote(engineering, closed));
  expect([await waitsFor(finance, closed), await waitsFor(finance, open)]).toEqual([undefined, ['agree', 'refuse']]);
  expect((await vote(finance, closed)).status).toBe(409);
  need(await finance.post(`/api/stays/${open.documentId}/actions/agree`, { rev: open.rev }));
  need(await security.post(`/api/delegations/${given.id}/end`, {}));
});

test('a case that could close without a way out is not published', async () => {
  const { revision, definition } = need(
    await manager.get<{ revision: number; definition: { transitions: Row[] } }>('/api/designer/outlay/draft'),
  );
  const broken = {
    ...definition,
    transitions: definition.transitions.map((one) =>
      one.action === 'agree'
        ? { ...one, approval: { mode: 'any', approvers: [{ role: 'security' }], timeout: { limit: '1d', then: 'return' } } }
        : one,
    ),
  };
  const answer = await manager.put<Refusal>('/api/designer/outlay/draft', { revision, definition: broken });
  expect([answer.status, answer.body.error.details.violations.map((one) => one.path.join('.'))]).toEqual([
    400,
    ['outlay.transitions.agree.approval.timeout.then'],
  ]);
});

describe('several people decide', () => {
  test('all must say yes: two votes, then the state moves; nobody votes twice; the history names both', async () => {
    await publishPlanForm(manager, {
      key: 'purchase-plan',
      deciding: ['engineering', 'customer-service-manager'],
      approval: {
        mode: 'all',
        approvers: [{ role: 'engineering' }, { role: 'customer-service-manager' }],
        delegation: true,
        onReject: { action: 'refuse', then: 'again' },
      },
      access: { read: { engineering: 'site' } },
    });
    const plan = await create(desk, 'purchase-plans', { what: '地垫' });
    const waits = async (api: Api): Promise<boolean> =>
      need(await api.get<{ documentId: string }[]>('/api/inbox')).some((item) => item.documentId === plan.documentId);
    expect([await waits(engineering), await waits(manager), await waits(desk)]).toEqual([true, true, false]);
    const vote = (api: Api, action = 'agree') =>
      api.post<Refusal & { data: Rec }>(`/api/purchase-plans/${plan.documentId}/actions/${action}`, { rev: plan.rev, comment: '意见' });
    expect((await vote(engineering)).body.data.state).toBe('asked');
    expect([await waits(engineering), await waits(second)]).toEqual([false, false]);
    const twice = await vote(engineering);
    expect([twice.status, twice.body.error.code]).toEqual([409, 'already_decided']);
    expect((await vote(second)).body.error.code).toBe('no_task');
    const refused = await vote(manager, 'refuse');
    expect(refused.body.data.state).toBe('refused');
    const asked = await act(desk, 'purchase-plans', refused.body.data, 'ask');
    const votes = await Promise.all(
      [engineering, manager].map((api) =>
        api.post<{ data: Rec }>(`/api/purchase-plans/${plan.documentId}/actions/agree`, { rev: asked.rev }),
      ),
    );
    expect(votes.map((answer) => answer.status)).toEqual([200, 200]);
    expect((await read(desk, 'purchase-plans', plan.documentId)).state).toBe('agreed');
    const history = need(await desk.get<{ action: string; actor: { name: string } }[]>(`/api/purchase-plans/${plan.documentId}/history`));
    expect(history.filter((row) => row.action === 'agree')).toHaveLength(3);
  });

  test('an absent approver names a stand-in, whose decision shows both names', async () => {
    const supervisor = await server.login('customer-service-supervisor');
    const me = need(await supervisor.get<{ user: { employee: string; name: string } }>('/api/me')).user;
    const absent = need(await manager.get<{ user: { name: string } }>('/api/me')).user;
    const day = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);
    const own = await manager.post<Refusal>('/api/delegations', { to: me.employee, fromDate: day, toDate: '2020-01-01' });
    expect([own.status, own.body.error.details.violations[0]?.path]).toEqual([400, ['toDate']]);
    const given = need(await manager.post<{ id: number }>('/api/delegations', { to: me.employee, fromDate: day, toDate: day }), 201);
    const plan = await create(desk, 'purchase-plans', { what: '雨伞架' });
    need(await engineering.post(`/api/purchase-plans/${plan.documentId}/actions/agree`, { rev: plan.rev }));
    const done = need(await supervisor.post<{ data: Rec }>(`/api/purchase-plans/${plan.documentId}/actions/agree`, { rev: plan.rev })).data;
    expect(done.state).toBe('agreed');
    const [last] = need(
      await desk.get<{ actor: { name: string }; onBehalfOf: string }[]>(`/api/purchase-plans/${plan.documentId}/history`),
    );
    expect([last?.actor.name, last?.onBehalfOf]).toEqual([me.name, absent.name]);
    need(await manager.post(`/api/delegations/${given.id}/end`, {}));
    const next = await create(desk, 'purchase-plans', { what: '花架' });
    expect((await supervisor.post(`/api/purchase-plans/${next.documentId}/actions/agree`, { rev: next.rev })).status).toBe(403);
  });
});
