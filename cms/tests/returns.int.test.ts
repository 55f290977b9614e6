import type { Api } from './support/api';
import { act, create, need, read, type Rec, type Refusal } from './support/house';
import { publishPlanForm } from './support/plan-form';
import { query } from './support/raw';
import { startServer, type TestServer } from './support/server';

/** Both ways back from a return, as the log tells them (B11 of the research): everybody again, or straight to who sent it back. */
let server: TestServer;
const people = new Map<string, Api>();
const ROLES = ['receptionist', 'engineering', 'security', 'customer-service-manager'];
const DECIDING = ROLES.slice(1);
const as = (role: string): Api => people.get(role) as Api;

beforeAll(async () => {
  server = await startServer();
  for (const role of ROLES) people.set(role, await server.login(role));
  await publishPlanForm(as('customer-service-manager'), {
    key: 'return-plan',
    deciding: DECIDING,
    approval: { mode: 'sequential', approvers: DECIDING.map((role) => ({ role })), onReject: { action: 'refuse', then: 'again' } },
  });
});
afterAll(() => server?.stop());

const now = (plan: Rec): Promise<Rec> => read(as('receptionist'), 'return-plans', plan.documentId);
const vote = async (role: string, plan: Rec): Promise<number> =>
  (await as(role).post<Refusal>(`/api/return-plans/${plan.documentId}/actions/agree`, { rev: (await now(plan)).rev, comment: '同意' }))
    .status;

/** Whoever can say yes does, in the order of the form, until it is agreed; the log of the whole case, oldest first. */
async function logOf(then: 'again' | 'straight'): Promise<string[]> {
  const plan = await create(as('receptionist'), 'return-plans', { what: `退回 ${then}` });
  expect(await vote('engineering', plan)).toBe(200);
  need(await as('security').post(`/api/return-plans/${plan.documentId}/approvals/agree/return`, { to: null, then, comment: '缺平面图' }));
  await act(as('receptionist'), 'return-plans', await now(plan), 'ask');
  for (const role of DECIDING) if ((await now(plan)).state !== 'agreed') await vote(role, plan);
  expect((await now(plan)).state).toBe('agreed');
  const rows = await query(
    server.target,
    `select actor_role, action from td_audit where document_id = '${plan.documentId}' and action is not null order by id`,
  );
  return rows.map((row) => `${String(row.actor_role)} ${String(row.action)}`);
}

test('again: all are asked anew, who had said yes among them', async () => {
  expect(await logOf('again')).toEqual([
    'engineering agree',
    'security agree:return',
    'security refuse',
    'receptionist ask',
    'engineering agree',
    'security agree',
    'customer-service-manager agree',
  ]);
});

test('straight back: it goes on where it was sent back; who had said yes is not asked again', async () => {
  expect(await logOf('straight')).toEqual([
    'engineering agree',
    'security agree:return',
    'security refuse',
    'receptionist ask',
    'security agree',
    'customer-service-manager agree',
  ]);
});
