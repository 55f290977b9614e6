import { hashOf } from '../documents/audit';
import type { Api } from './support/api';
import { create, need, read, unique, until, type Rec, type Refusal, type Row } from './support/house';
import { publishPlanForm } from './support/plan-form';
import { execute, query } from './support/raw';
import { startServer, type TestServer } from './support/server';

/** The plug is pulled, again and again: in the middle of publishing (ten times on each database; `KILLS=20` for more), and while a reminder is due. */
const KILLS = Number(process.env.KILLS ?? 10);

type Field = Row & { name: string };
interface Definition extends Row {
  version: number;
  fields: Field[];
}
interface Draft {
  revision: number;
  definition: Definition;
}
const values = (more: Row): Row => ({
  code: unique('K'),
  name: '断电',
  kind: 'day',
  startTime: '08:00',
  endTime: '16:00',
  breakMinutes: 30,
  ...more,
});

test(`killed ${KILLS} times in the middle of publishing, the form is the old or the new one each time, never half`, async () => {
  let server = await startServer();
  const house = { dataDir: server.dataDir, databaseName: server.databaseName, database: server.database };
  const first = server;
  const outcomes: string[] = [];
  /** How long a publish takes here, about: the moments are spread over it. A server that has just started takes longer. */
  let whole = 0;
  /** The field that records fill in, under its present name and kind. */
  let present = { name: 'load', isNumber: false };
  let record: Rec;
  try {
    const publish = async (manager: Api, change: (definition: Definition) => void): Promise<{ done: Promise<unknown> }> => {
      const draft = need(await manager.get<Draft>('/api/designer/shift/draft'));
      change(draft.definition);
      const { revision } = need(await manager.put<Draft>('/api/designer/shift/draft', draft));
      return { done: manager.post('/api/designer/shift/publish', { revision, note: '断电' }).catch(() => null /* cut off */) };
    };
    {
      const manager = await server.login('customer-service-manager');
      const started = performance.now();
      await (
        await publish(manager, (definition) => void definition.fields.push({ name: 'load', zh: '负载', en: 'Load', type: 'string' }))
      ).done;
      whole = performance.now() - started;
      record = await create(await server.login('customer-service-supervisor'), 'shifts', values({ load: '41' }));
    }
    for (let round = 0; round < KILLS; round += 1) {
      const manager = await server.login('customer-service-manager');
      const before = need(await manager.get<Definition>('/api/forms/shift')).version;
      // By turns a field more, and one that changes its kind: a text, a number, a text again.
      const isRetype = round % 2 === 1;
      const next = { name: `load${round}`, isNumber: !present.isNumber };
      const { done } = await publish(manager, (definition) => {
        if (!isRetype) return void definition.fields.push({ name: `plain${round}`, zh: '新字段', en: 'New field', type: 'string' });
        Object.assign(definition.fields.find((field) => field.name === present.name) as Field, { archived: true });
        const type = next.isNumber ? 'integer' : 'string';
        definition.fields.push({ name: next.name, zh: '负载', en: 'Load', type, convertedFrom: present.name });
      });
      const moment = ((round * 7) % 20) / 20;
      await new Promise((wait) => setTimeout(wait, moment * whole));
      await server.kill();
      await done;

      server = await startServer(house);
      const back = await server.login('customer-service-manager');
      const form = need(await back.get<Definition>('/api/forms/shift'));
      const isNew = form.version === before + 1;
      outcomes.push(isNew ? 'new' : 'old');
      // Early and still new: the moments come closer together; late and still old: they reach further.
      if (isNew && moment < 0.5) whole *= 0.7;
      if (!isNew && moment > 0.5) whole *= 1.6;
      if (!isNew) expect(form.version).toBe(before);
      const name = isRetype ? next.name : `plain${round}`;
      expect(form.fields.some((field) => field.name === name)).toBe(isNew);
      // Draft, version, audit and what was converted came all together or not at all.
      const rows = async (sql: string): Promise<number> => Number((await query(server.target, sql))[0]?.n);
      expect(await rows(`select count(*) as n from td_form_drafts where form = 'shift'`)).toBe(isNew ? 0 : 1);
      expect(await rows(`select count(*) as n from td_form_versions where form = 'shift' and version = ${before + 1}`)).toBe(isNew ? 1 : 0);
      expect(
        await rows(
          `select count(*) as n from td_audit where form = 'form' and document_id = 'shift' and action = 'publish' and rev = ${before + 1}`,
        ),
      ).toBe(isNew ? 1 : 0);
      expect(await rows(`select count(*) as n from td_conversions where form = 'shift' and version = ${before + 1}`)).toBe(
        isNew && isRetype ? 1 : 0,
      );
      if (isRetype && isNew) present = next;
      const stored = await read(back, 'shifts', record.documentId);
      expect(stored[present.name]).toBe(present.isNumber ? 41 : '41');
      const saved = await (
        await server.login('customer-service-supervisor')
      ).post<{ data: Rec } & Refusal>('/api/shifts', {
        data: values(isNew && !isRetype ? { [name]: '在' } : { [present.name]: present.isNumber ? 7 : '7' }),
      });
      expect(saved.status).toBe(201);
      if (!isNew) need(await back.del('/api/designer/shift/draft'), 204);
    }
    const audit = await query(server.target, `select * from td_audit where form = 'form' and document_id = 'shift' order by id`);
    audit.forEach((row, index) => expect([row.prev_hash ?? null, row.hash]).toEqual([audit[index - 1]?.hash ?? null, hashOf(row)]));
    process.stdout.write(`      moments within ${Math.round(whole)} ms; after the kills: ${outcomes.join(' ')}\n`);
    expect(outcomes).toHaveLength(KILLS);
    // Otherwise the moments were no moments in the middle.
    if (KILLS >= 20) expect(new Set(outcomes).size).toBe(2);
  } finally {
    await server.stop();
    await first.stop();
  }
}, 1_800_000);

test('a reminder that is due while the server is killed, and while two of them run, goes out exactly once', async () => {
  const env = { CLOCK_SECONDS: '2' };
  let server = await startServer({ env });
  const first = server;
  const house = { dataDir: server.dataDir, databaseName: server.databaseName, database: server.database, env };
  const others: TestServer[] = [];
  try {
    const manager = await server.login('customer-service-manager');
    await publishPlanForm(manager, {
      key: 'slow-plan',
      deciding: ['engineering'],
      approval: {
        mode: 'any',
        approvers: [{ role: 'engineering' }],
        timeout: { limit: '1d', then: 'remind' },
        onReject: { action: 'refuse', then: 'again' },
      },
    });
    const desk = await server.login('receptionist');
    for (let n = 0; n < 5; n += 1) await create(desk, 'slow-plans', { what: `计划 ${n}` });
    const due = await query(server.target, "select due_at from td_approval_tasks where form = 'slow-plan'");
    expect(due.filter((row) => Number(row.due_at) > Date.now())).toHaveLength(5);
    await execute(server.target, `update td_approval_tasks set due_at = ${Date.now() - 1000} where form = 'slow-plan'`);

    const noted = async (): Promise<number> =>
      Number(
        (await query(server.target, `select count(*) as n from td_outbox where kind = 'notify' and payload like '%slow-plan%'`))[0]?.n,
      );
    // Killed as soon as the first reminder is written down; the messages have not left yet.
    await until('a reminder is noted', async () => (await noted()) > 0, 60_000);
    await server.kill();
    server = await startServer(house);
    if (house.database === 'postgres') others.push(await startServer(house));
    const sent = async (): Promise<Row[]> =>
      query(server.target, "select document_id, count(*) as n from td_notifications where form = 'slow-plan' group by document_id");
    await until('each of the five has gone out', async () => (await sent()).length === 5, 120_000);
    // Another start, and more rounds of the clock.
    await server.kill();
    server = await startServer(house);
    await new Promise((done) => setTimeout(done, 7_000));
    expect((await sent()).map((row) => Number(row.n))).toEqual([1, 1, 1, 1, 1]);
  } finally {
    for (const other of others) await other.stop();
    await server.stop();
    await first.stop();
  }
}, 600_000);
