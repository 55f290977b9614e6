import { hashOf } from '../documents/audit';
import type { Api } from './support/api';
import { create, first, need, newUnit, read, unique, upload, type Rec, type Refusal, type Row } from './support/house';
import { execute, query } from './support/raw';
import { startServer, type TestServer } from './support/server';

/** The values of an archived field go for good: by two people, after a delay, on both databases. */
let server: TestServer;
let manager: Api;
let administrator: Api;
let supervisor: Api;
beforeAll(async () => {
  server = await startServer();
  [manager, administrator, supervisor] = (await Promise.all(
    ['customer-service-manager', 'administrator', 'customer-service-supervisor'].map((role) => server.login(role)),
  )) as [Api, Api, Api];
});
afterAll(() => server?.stop());

interface Definition extends Row {
  fields: (Row & { name: string })[];
}
interface Purge extends Row {
  id: number;
  records: number;
  status: string;
  confirmFrom: string;
  refusal: string | null;
  purged: number | null;
}
interface Purges {
  delayDays: number;
  fields: { field: string; records: number }[];
  requests: Purge[];
}

async function publish(change: (definition: Definition) => void): Promise<void> {
  const { revision, definition } = need(await manager.get<{ revision: number; definition: Definition }>('/api/designer/shift/draft'));
  change(definition);
  const draft = need(await manager.put<{ revision: number }>('/api/designer/shift/draft', { revision, definition }));
  need(await manager.post('/api/designer/shift/publish', { revision: draft.revision, note: '测试' }));
}
const archive = (names: string[], archived = true) =>
  publish((definition) => {
    for (const field of definition.fields) if (names.includes(field.name)) field.archived = archived;
  });
const newShift = (more: Row): Promise<Rec> =>
  create(supervisor, 'shifts', {
    code: unique('B'),
    name: '测试',
    kind: 'day',
    startTime: '08:00',
    endTime: '16:00',
    breakMinutes: 30,
    ...more,
  });
const purges = async (api = manager): Promise<Purges> => need(await api.get<Purges>('/api/designer/shift/purges'));
const held = async (field: string): Promise<number | undefined> => (await purges()).fields.find((one) => one.field === field)?.records;
const ask = async (field: string): Promise<Purge> =>
  need(await manager.post<Purge>('/api/designer/shift/purges', { field, reason: '不再需要,含个人信息' }));
const confirm = (id: number, api = administrator) => api.post<Purge & Refusal>(`/api/designer/shift/purges/${id}/confirm`, {});
const refusal = (answer: { status: number; body: Refusal }): [number, string] => [answer.status, answer.body.error.code];
/** The days pass. */
const later = (id: number): Promise<void> =>
  execute(server.target, `update td_purges set confirm_from = confirm_from - 8 * 86400000 where id = ${id}`);

const FIELDS = [
  { name: 'locker', zh: '更衣柜', en: 'Locker', type: 'string' },
  { name: 'nextUnit', zh: '单元', en: 'Unit', type: 'relation', target: 'unit' },
  { name: 'places', zh: '区域', en: 'Places', type: 'relation', target: 'public-area', cardinality: 'manyToMany' },
  { name: 'picture', zh: '照片', en: 'Picture', type: 'media' },
  { name: 'wishedDays', zh: '日子', en: 'Days', type: 'enum', multiple: true, values: [{ value: 'mon', zh: '周一', en: 'Mon' }] },
  { name: 'notes', zh: '说明', en: 'Notes', type: 'json-rows', columns: [{ name: 'text', zh: '内容', en: 'Text', type: 'string' }] },
  {
    name: 'fees',
    zh: '费用',
    en: 'Fees',
    type: 'json-rows',
    storage: 'table',
    columns: [{ name: 'amount', zh: '金额', en: 'Amount', type: 'money' }],
  },
];
const NAMES = FIELDS.map((field) => field.name);
let shift: Rec;
let file: { id: number };

test('what is not archived, or holds nothing, cannot be asked for; without a reason neither', async () => {
  await publish((definition) => void definition.fields.push(...structuredClone(FIELDS)));
  const unit = await newUnit(server);
  const place = await first(manager, 'public-areas');
  file = await upload(supervisor);
  shift = await newShift({
    locker: 'G-17',
    nextUnit: unit.documentId,
    places: [place.documentId],
    picture: file.id,
    wishedDays: ['mon'],
    notes: [{ text: '靠窗' }],
    fees: [{ amount: 1200 }, { amount: 300 }],
  });
  await newShift({ locker: 'G-18' });
  expect(refusal(await manager.post('/api/designer/shift/purges', { field: 'locker', reason: '试试' }))).toEqual([
    409,
    'purge_not_archived',
  ]);
  await archive(NAMES);
  expect((await purges()).fields.map((one) => one.field).sort()).toEqual([...NAMES].sort());
  expect(await Promise.all(NAMES.map(held))).toEqual([2, 1, 1, 1, 1, 1, 1]);
  const empty = await manager.post<Refusal>('/api/designer/shift/purges', { field: 'locker', reason: ' ' });
  expect([empty.status, empty.body.error.details.violations[0]?.path]).toEqual([400, ['reason']]);
  expect((await manager.post('/api/designer/shift/purges', { field: 'nothing', reason: 'x' })).status).toBe(400);
});

test('one asks, another confirms after the delay; too early, alone or from outside it is refused in words', async () => {
  const before = await purges();
  expect(before.delayDays).toBe(7);
  const asked = await ask('locker');
  expect(asked).toMatchObject({ records: 2, status: 'open', refusal: 'purge_same_person' });
  expect(Date.parse(asked.confirmFrom) - Date.now()).toBeGreaterThan(6.9 * 86_400_000);
  expect(refusal(await manager.post('/api/designer/shift/purges', { field: 'locker', reason: '再来' }))).toEqual([409, 'purge_asked']);

  const early = await confirm(asked.id);
  expect(refusal(early)).toEqual([409, 'purge_too_early']);
  expect(early.body.error.message).toMatch(/之后才能确认|can be confirmed from/);
  await later(asked.id);
  expect(refusal(await confirm(asked.id, manager))).toEqual([403, 'purge_same_person']);
  expect((await confirm(asked.id, supervisor)).status).toBe(403);
  expect((await supervisor.get('/api/designer/shift/purges')).status).toBe(403);
  expect(await held('locker')).toBe(2);

  const done = need(await confirm(asked.id));
  expect(done).toMatchObject({ status: 'done', purged: 2 });
  expect(await held('locker')).toBe(0);
  expect(await query(server.target, 'select locker from shifts where locker is not null')).toEqual([]);
  expect(refusal(await confirm(asked.id))).toEqual([409, 'purge_closed']);
  expect(refusal(await manager.post('/api/designer/shift/purges', { field: 'locker', reason: '再来' }))).toEqual([409, 'purge_empty']);
});

test('every kind of field is emptied, and the file that hung nowhere else is gone', async () => {
  need(await administrator.put('/api/settings/purgeDelayDays', { value: 0 }));
  for (const name of NAMES.slice(1)) {
    const asked = await ask(name);
    expect(need(await confirm(asked.id))).toMatchObject({ field: name, purged: 1 });
    expect({ name, records: await held(name) }).toEqual({ name, records: 0 });
  }
  expect(await query(server.target, `select id from files where id = ${file.id}`)).toEqual([]);
  expect(Number((await query(server.target, 'select count(*) as n from shift_fees_rows'))[0]?.n)).toBe(0);
});

test('brought back, the fields are empty and work; the history says only that values were purged', async () => {
  await archive(NAMES, false);
  const back = await read(manager, 'shifts', shift.documentId);
  expect([back.locker, back.nextUnit, back.picture]).toEqual([null, null, null]);
  expect([back.places, back.notes, back.fees].map((value) => (value as unknown[] | null) ?? [])).toEqual([[], [], []]);
  const history = need(await manager.get<{ changes: Row[] }[]>(`/api/shifts/${shift.documentId}/history`));
  const changes = history.flatMap((entry) => entry.changes).filter((change) => NAMES.includes(String(change.field)));
  expect(changes.length).toBeGreaterThan(0);
  for (const change of changes) expect(change).toEqual({ field: change.field, before: null, after: null, purged: true });
  expect(JSON.stringify(history)).not.toContain('G-17');

  const again = need(
    await supervisor.put<{ data: Rec }>(`/api/shifts/${shift.documentId}`, { data: { locker: 'H-1', rev: back.rev } }),
  ).data;
  expect(again.locker).toBe('H-1');
  const [newest] = need(await manager.get<{ changes: Row[] }[]>(`/api/shifts/${shift.documentId}/history`));
  expect(newest?.changes).toContainEqual({ field: 'locker', before: null, after: 'H-1' });
});

test('either takes it back before it is confirmed, and an old request expires', async () => {
  await archive(['locker']);
  const one = await ask('locker');
  expect(need(await administrator.post<Purge>(`/api/designer/shift/purges/${one.id}/withdraw`, {})).status).toBe('withdrawn');
  expect(refusal(await confirm(one.id))).toEqual([409, 'purge_closed']);
  const second = await ask('locker');
  expect(need(await manager.post<Purge>(`/api/designer/shift/purges/${second.id}/withdraw`, {})).status).toBe('withdrawn');
  const third = await ask('locker');
  await execute(server.target, `update td_purges set expires_at = asked_at where id = ${third.id}`);
  expect(refusal(await confirm(third.id))).toEqual([409, 'purge_expired']);
  const fourth = await ask('locker');
  expect((await purges()).requests.find((one) => one.id === third.id)?.status).toBe('expired');
  // Restored meanwhile: what is in use again does not go.
  await archive(['locker'], false);
  expect(refusal(await confirm(fourth.id))).toEqual([409, 'purge_not_archived']);
  expect((await read(manager, 'shifts', shift.documentId)).locker).toBe('H-1');
});

test('of two who confirm at once one does it, and the chain of the audit holds and names both people', async () => {
  await archive(['locker']);
  need(
    await manager.post<Purge>(
      `/api/designer/shift/purges/${(await purges()).requests.find((one) => one.status === 'open')?.id}/withdraw`,
      {},
    ),
  );
  const asked = await ask('locker');
  const answers = await Promise.all([confirm(asked.id), confirm(asked.id)]);
  expect(answers.map((answer) => answer.status).sort()).toEqual([200, 409]);
  const rows = await query(server.target, `select * from td_audit where form = 'form' and document_id = 'shift' order by id`);
  rows.forEach((row, index) => expect([row.prev_hash ?? null, row.hash]).toEqual([rows[index - 1]?.hash ?? null, hashOf(row)]));
  const last = rows.filter((row) => row.action === 'purge').at(-1);
  const [change] = JSON.parse(String(last?.changes)) as { before: Row; after: Row }[];
  expect(change?.before).toMatchObject({ askedBy: expect.any(String), records: 1 });
  expect(change?.after).toMatchObject({ confirmedBy: last?.actor_name, purged: 1 });
  expect(change?.before.askedBy).not.toBe(change?.after.confirmedBy);
  expect(last?.comment).toContain('个人信息');
  expect(JSON.stringify(rows.map((row) => row.changes))).not.toContain('H-1');
});
