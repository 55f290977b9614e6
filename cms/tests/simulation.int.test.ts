import type { Api } from './support/api';
import { act, create, need, type Rec, type Refusal, type Row } from './support/house';
import { execute } from './support/raw';
import { startServer, type TestServer } from './support/server';

/** A changed flow on the cases of the last days, before it is published: exactly what would differ, and nothing is written. */
let server: TestServer;
let desk: Api;
let engineering: Api;
let manager: Api;
const cases: Record<string, Rec> = {};

interface Report {
  cases: number;
  steps: number;
  affected: number;
  unsure: number;
  total: number | null;
  next: string | null;
  rows: {
    action: string;
    kind: string;
    field: string | null;
    names: string[];
    words: { zh: string } | null;
    count: number;
    cases: { documentId: string }[];
  }[];
}
interface Draft {
  revision: number;
  definition: Row & { transitions: Row[] };
}

const DEFINITION = {
  key: 'errand',
  plural: 'errands',
  zh: '跑腿',
  en: 'Errand',
  area: '65-venue-services',
  kind: 'form',
  numbering: { book: 'errand', pattern: 'PT-{seq:4}' },
  title: ['what'],
  fields: [
    { name: 'what', zh: '内容', en: 'What', type: 'string', required: true },
    { name: 'fee', zh: '费用', en: 'Fee', type: 'money' },
    { name: 'keeper', zh: '经手人', en: 'Keeper', type: 'relation', target: 'employee' },
  ],
  states: [
    { value: 'asked', zh: '待批', en: 'Asked', initial: true, editable: true },
    { value: 'agreed', zh: '同意', en: 'Agreed', editable: true },
    { value: 'done', zh: '完成', en: 'Done', final: true },
  ],
  transitions: [
    { action: 'agree', zh: '同意', en: 'Agree', from: ['asked'], to: 'agreed', by: ['engineering'], decision: 'approve' },
    { action: 'finish', zh: '完成', en: 'Finish', from: ['agreed'], to: 'done', by: ['engineering', 'receptionist'], decision: 'approve' },
  ],
  list: { columns: ['number', 'what', 'state'] },
  access: { create: ['receptionist'], edit: ['receptionist'], read: { engineering: 'site', security: 'site' } },
};

const simulate = (days?: number, more = '', api = manager) =>
  api.get<Report & Refusal>(`/api/designer/errand/simulation?${days === undefined ? '' : `days=${days}`}${more}`);
const told = ({ rows }: Report): [string, string, string[]][] =>
  rows
    .map((row): [string, string, string[]] => [
      row.action,
      row.kind,
      row.cases.map((one) => Object.keys(cases).find((name) => cases[name]?.documentId === one.documentId) ?? '?').sort(),
    ])
    .sort((a, b) => a.join().localeCompare(b.join()));
async function draft(change: (definition: Draft['definition']) => void): Promise<Draft> {
  await manager.del('/api/designer/errand/draft');
  const { revision, definition } = need(await manager.get<Draft>('/api/designer/errand/draft'));
  change(definition);
  return need(await manager.put<Draft>('/api/designer/errand/draft', { revision, definition }));
}
const action = (definition: Draft['definition'], name: string): Row => definition.transitions.find((one) => one.action === name) as Row;

beforeAll(async () => {
  server = await startServer();
  [desk, engineering, manager] = (await Promise.all(
    ['receptionist', 'engineering', 'customer-service-manager'].map((role) => server.login(role)),
  )) as [Api, Api, Api];
  const { revision } = need(await manager.put<Draft>('/api/designer/errand/draft', { revision: 0, definition: DEFINITION }));
  need(await manager.post('/api/designer/errand/publish', { revision, note: '新表单' }));
  const person = need(await engineering.get<{ user: { employee: string } }>('/api/me')).user.employee;
  const open = async (name: string, fee: number): Promise<Rec> =>
    (cases[name] = await create(desk, 'errands', { what: name, fee, keeper: person }));
  const step = async (name: string, api: Api, what: string): Promise<void> => {
    cases[name] = await act(api, 'errands', cases[name] as Rec, what);
  };
  await open('waiting', 100);
  for (const [name, fee] of [
    ['cheap', 100],
    ['dear', 90_000],
    ['lowered', 90_000],
    ['old', 90_000],
  ] as const) {
    await open(name, fee);
    await step(name, engineering, 'agree');
  }
  // Agreed at ninety thousand, lowered afterwards: then it was dear.
  const lowered = cases.lowered as Rec;
  cases.lowered = need(await desk.put<{ data: Rec }>(`/api/errands/${lowered.documentId}`, { data: { fee: 100, rev: lowered.rev } })).data;
  await step('cheap', engineering, 'finish');
  await step('lowered', desk, 'finish');
  const then = Date.now() - 200 * 86_400_000;
  await execute(server.target, `update td_audit set at = ${then} where document_id = '${(cases.old as Rec).documentId}'`);
});
afterAll(() => server?.stop());

test('a new condition and a new approval: exactly the cases they would have met, and nothing in the database changed', async () => {
  await draft((definition) => {
    Object.assign(action(definition, 'agree'), { guard: [{ check: 'fee < 50000', zh: '五百元以下', en: 'Below 500', field: 'fee' }] });
    Object.assign(action(definition, 'finish'), { approval: { mode: 'all', approvers: [{ role: 'engineering' }, { role: 'security' }] } });
  });
  const before = await server.snapshot();
  const report = need(await simulate());
  expect(await server.snapshot()).toEqual(before);
  expect(told(report)).toEqual([
    ['agree', 'guard', ['dear', 'lowered']],
    ['finish', 'more_voices', ['cheap']],
    ['finish', 'more_voices', ['lowered']],
  ]);
  expect(report.rows.find((row) => row.kind === 'guard')).toMatchObject({ count: 2, words: { zh: '五百元以下' } });
  expect(
    report.rows
      .filter((row) => row.kind === 'more_voices')
      .map((row) => row.names)
      .sort(),
  ).toEqual([['engineering', 'security'], ['security']]);
  expect([report.cases, report.total, report.next, report.affected, report.steps]).toEqual([4, 4, null, 3, 5]);
  expect(told(need(await simulate(365))).find(([name]) => name === 'agree')?.[2]).toEqual(['dear', 'lowered', 'old']);
});

test('a role, a field and a related record: asked of who acted and of what stood there then', async () => {
  await draft((definition) => {
    Object.assign(action(definition, 'finish'), { by: ['receptionist'], notBy: ['keeper'] });
    Object.assign(action(definition, 'agree'), {
      guard: [{ check: "keeper.name == '没有这个人'", zh: '经手人须在册', en: 'A keeper on file' }],
    });
  });
  expect(told(need(await simulate()))).toEqual([
    ['agree', 'guard', ['cheap', 'dear', 'lowered']],
    ['finish', 'four_eyes', ['cheap']],
    ['finish', 'role', ['cheap']],
  ]);
});

test('what the draft leaves as it is tells nothing; no draft at all neither', async () => {
  await draft((definition) => void (definition.zh = '跑腿单'));
  expect(need(await simulate()).rows).toEqual([]);
  await manager.del('/api/designer/errand/draft');
  expect(need(await simulate()).rows).toEqual([]);
});

test('what would happen by itself now', async () => {
  await draft((definition) => {
    definition.transitions.push({
      action: 'lapse',
      zh: '自动完成',
      en: 'Lapse',
      from: ['agreed'],
      to: 'done',
      by: ['system'],
      auto: { when: 'fee > 50000' },
    });
  });
  expect(told(need(await simulate()))).toEqual([['lapse', 'automatic', ['dear', 'lowered']]]);
});

test('only who designs the form may look; what is asked must make sense; a draft that has changed meanwhile is said so', async () => {
  const { revision } = await draft((definition) => void (definition.zh = '跑腿单'));
  for (const role of ['receptionist', 'engineering', 'director', 'environment-supervisor'])
    expect((await simulate(90, '', await server.login(role))).status).toBe(403);
  expect((await server.api().get('/api/designer/errand/simulation')).status).toBe(401);
  for (const [days, code] of [
    ['0', 'too_small'],
    ['800', 'too_large'],
    ['1.5', 'not_an_integer'],
    ['x', 'not_an_integer'],
  ]) {
    const answer = await manager.get<Refusal>(`/api/designer/errand/simulation?days=${days}`);
    expect([answer.status, answer.body.error.details.violations.map((one) => [one.path, one.code])]).toEqual([400, [[['days'], code]]]);
  }
  expect((await simulate(90, `&revision=${revision}`)).status).toBe(200);
  const stale = await simulate(90, `&revision=${revision - 1}`);
  expect([stale.status, stale.body.error.code]).toEqual([409, 'stale_draft']);
  expect((await manager.get('/api/designer/no-such-form/simulation')).status).toBe(404);
});

test('many cases come in parts, each case once', async () => {
  for (let n = 0; n < 70; n += 1) await create(desk, 'errands', { what: `第${n}件` });
  await draft((definition) => Object.assign(action(definition, 'agree'), { by: ['security'] }));
  const first = need(await simulate());
  expect([first.total, first.cases, typeof first.next]).toEqual([74, 60, 'string']);
  const rest = need(await simulate(90, `&after=${first.next}`));
  expect([rest.total, rest.cases, rest.next]).toEqual([null, 14, null]);
  expect([...told(first), ...told(rest)].flatMap(([, , names]) => names).sort()).toEqual(['cheap', 'dear', 'lowered']);
});
