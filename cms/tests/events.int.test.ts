import { rmSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { hashOf } from '../documents/audit';
import { sealOf } from '../documents/seal';
import type { Api } from './support/api';
import {
  act,
  daysFrom,
  employeeOf,
  faultValues,
  first,
  need,
  read,
  reportFault,
  today,
  unique,
  until,
  type One,
  type Rec,
  type Refusal,
  type Row,
} from './support/house';
import { execute, query } from './support/raw';
import { startServer, type TestServer } from './support/server';
import { recipes } from './support/walk-recipes';
import { createWalker } from './support/walker';

/** What happens is told to whom it concerns, written down so that nobody can alter it, and survives the end of the process. */
/** Rounds of the clock that a test can wait for. */
const env = { CLOCK_SECONDS: '3' };
let server: TestServer;
beforeAll(async () => {
  server = await startServer({ env });
});
afterAll(async () => {
  await server?.stop();
  // A server that was started on another's data leaves it behind.
  if (server) rmSync(server.dataDir, { recursive: true, force: true });
});

interface Stream {
  events: { type: string; data: Row }[];
  isOpen(): boolean;
  close(): Promise<void>;
}

/** Opens a stream of live changes as a screen does: a ticket first, then the events. */
async function listen(api: Api, ticket?: string): Promise<Stream> {
  const key = ticket ?? need(await api.post<{ ticket: string }>('/api/events/ticket')).ticket;
  const abort = new AbortController();
  const response = await fetch(`${server.url}/api/events?ticket=${key}`, { signal: abort.signal });
  if (response.status !== 200 || !response.body) throw new Error(`The stream was answered ${response.status}`);
  expect(response.headers.get('content-type')).toMatch(/^text\/event-stream/);
  const stream = { events: [] as Stream['events'], open: true };
  const reader = response.body.getReader();
  const reading = (async () => {
    let text = '';
    const decoder = new TextDecoder();
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      text += decoder.decode(value, { stream: true });
      for (let end = text.indexOf('\n\n'); end >= 0; end = text.indexOf('\n\n')) {
        const [, type, data] = /^event: (\S+)\ndata: (.*)$/s.exec(text.slice(0, end)) ?? [];
        if (type && data) stream.events.push({ type, data: JSON.parse(data) as Row });
        text = text.slice(end + 2);
      }
    }
  })().catch((error: unknown) => {
    // Closing it from this side ends the reading with an error; any other is one.
    if (!abort.signal.aborted) throw error;
  });
  void reading.finally(() => (stream.open = false));
  return {
    events: stream.events,
    isOpen: () => stream.open,
    async close() {
      abort.abort();
      await reading;
    },
  };
}
const about = (stream: Stream, record: Rec): Row[] =>
  stream.events.filter((event) => event.type === 'record' && event.data.documentId === record.documentId).map((event) => event.data);

describe('live changes', () => {
  test('a ticket opens one stream, once', async () => {
    const api = await server.login('receptionist');
    const { ticket } = need(await api.post<{ ticket: string }>('/api/events/ticket'));
    const stream = await listen(api, ticket);
    expect((await server.api().get(`/api/events?ticket=${ticket}`)).status).toBe(401);
    for (const wrong of ['', 'x', api.token ?? '']) expect((await server.api().get(`/api/events?ticket=${wrong}`)).status).toBe(401);
    await stream.close();
  });

  test('a colleague’s screen hears of a change by itself, with nothing in it but which record it was', async () => {
    const stream = await listen(await server.login('customer-service-assistant'));
    const record = await reportFault(server);
    await until('the screen is told of the new report', async () => about(stream, record).length > 0, 10_000);
    expect(about(stream, record)).toEqual([{ form: 'repair-log', documentId: record.documentId, event: 'create' }]);
    await act(await server.login('receptionist'), 'repair-logs', record, 'open_order');
    await until('the screen is told of the action', async () => about(stream, record).length > 1, 10_000);
    expect(stream.events.some((event) => event.type === 'inbox')).toBe(true);
    await stream.close();
  });

  test('nobody hears of records that he does not see', async () => {
    const [clerk, desk] = [await listen(await server.login('mail-clerk')), await listen(await server.login('receptionist'))];
    const assistant = await server.login('customer-service-assistant');
    // Reception sees of the reports of others those that are still open.
    const [open, done] = [
      await reportFault(server, {}, 'customer-service-assistant'),
      await reportFault(server, {}, 'customer-service-assistant'),
    ];
    await until('reception is told of both', async () => about(desk, open).length > 0 && about(desk, done).length > 0, 10_000);
    const heard = about(desk, done).length;
    const cancelled = await act(assistant, 'repair-logs', done, 'cancel', { data: { cancelReason: '客户自行解决' } });
    need(await assistant.post(`/api/repair-logs/${cancelled.documentId}/comments`, { text: '已取消', mentions: [] }));
    await act(assistant, 'repair-logs', open, 'open_order');
    await until('reception is told of the open one', async () => about(desk, open).length > 1, 10_000);
    expect(about(desk, done)).toHaveLength(heard);
    expect(clerk.events.filter((event) => event.type === 'record')).toEqual([]);
    await Promise.all([clerk.close(), desk.close()]);
  });

  test('what was refused or rolled back is told to nobody', async () => {
    const stream = await listen(await server.login('customer-service-assistant'));
    const desk = await server.login('receptionist');
    expect((await desk.post('/api/repair-logs', { data: { ...(await faultValues(server)), confirmedWithCustomer: false } })).status).toBe(
      400,
    );
    const record = await reportFault(server);
    await until('the good one is told', async () => about(stream, record).length > 0, 10_000);
    expect(stream.events.filter((event) => event.type === 'record' && event.data.form === 'repair-log')).toHaveLength(1);
    await stream.close();
  });
});

describe('taking back', () => {
  async function notified(): Promise<{ record: Rec; token: string; before: Rec }> {
    const desk = await server.login('receptionist');
    const log = await act(desk, 'repair-logs', await reportFault(server), 'open_order');
    const before = await read(desk, 'work-orders', (log.workOrder as Row).documentId as string);
    const { data, meta } = need(
      await desk.post<One>(`/api/work-orders/${before.documentId}/actions/notify`, { rev: before.rev, data: { notifyMethod: 'phone' } }),
    );
    return { record: data, token: meta.undo?.token ?? '', before };
  }
  const messages = async (record: Rec): Promise<number> =>
    (await query(server.target, `select id from td_notifications where document_id = '${record.documentId}'`)).length;

  test('an action can be taken back for some seconds: state and fields are as before, and engineering hears nothing', async () => {
    const desk = await server.login('receptionist');
    const { record, token, before } = await notified();
    expect(token).not.toBe('');
    const told = await messages(record);
    const undone = need(await desk.post<One>(`/api/work-orders/${record.documentId}/undo`, { token })).data;
    expect(undone).toMatchObject({
      state: before.state,
      notifyMethod: before.notifyMethod,
      notifiedAt: before.notifiedAt,
      rev: record.rev + 1,
    });
    const history = need(await desk.get<Row[]>(`/api/work-orders/${record.documentId}/history`));
    expect(history.slice(0, 2).map((entry) => [entry.event, entry.action])).toEqual([
      ['undo', 'notify'],
      ['action', 'notify'],
    ]);
    await new Promise((done) => setTimeout(done, 9_000));
    expect(await messages(record)).toBe(told);
    // Taken back once is taken back.
    expect((await desk.post(`/api/work-orders/${record.documentId}/undo`, { token })).status).toBe(409);
  }, 40_000);

  test('once the message has left it is too late', async () => {
    const desk = await server.login('receptionist');
    const { record, token } = await notified();
    const told = await messages(record);
    await until('engineering is told', async () => (await messages(record)) > told, 15_000);
    const answer = await desk.post<Refusal>(`/api/work-orders/${record.documentId}/undo`, { token });
    expect([answer.status, answer.body.error.code]).toEqual([409, 'undo_too_late']);
    expect(need(await desk.get<One>(`/api/work-orders/${record.documentId}`)).meta.undo).toBeNull();
    expect((await read(desk, 'work-orders', record.documentId)).state).toBe('notified');
  }, 40_000);

  test('nobody takes back what somebody else did, nor what came before the last step, nor what has opened other papers', async () => {
    const [desk, assistant] = [await server.login('receptionist'), await server.login('customer-service-assistant')];
    const { record, token } = await notified();
    expect((await assistant.post(`/api/work-orders/${record.documentId}/undo`, { token })).status).toBe(403);
    need(await assistant.put(`/api/work-orders/${record.documentId}`, { data: { specialRequest: '请带梯子', rev: record.rev } }));
    const late = await desk.post<Refusal>(`/api/work-orders/${record.documentId}/undo`, { token });
    expect([late.status, late.body.error.code]).toEqual([409, 'undo_superseded']);

    const report = await reportFault(server);
    const opened = need(await desk.post<One>(`/api/repair-logs/${report.documentId}/actions/open_order`, { rev: report.rev }));
    expect(opened.meta.undo).toBeNull();
    const [last] = await query(
      server.target,
      `select id from td_audit where document_id = '${report.documentId}' and event = 'action' order by id desc`,
    );
    const refused = await desk.post<Refusal>(`/api/repair-logs/${report.documentId}/undo`, { token: String(last?.id) });
    expect(refused.status).toBe(409);
    expect((await read(desk, 'repair-logs', report.documentId)).state).toBe('ordered');
    for (const body of [{}, { token: '' }, { token: 7 }, { token: 'x' }])
      expect([400, 409]).toContain((await desk.post(`/api/work-orders/${record.documentId}/undo`, body)).status);
  });
});

describe('comments and messages', () => {
  const news = async (api: Api): Promise<{ id: number; zh: string; en: string; documentId: string; readAt: string | null }[]> =>
    need(await api.get<{ notifications: { id: number; zh: string; en: string; documentId: string; readAt: string | null }[] }>('/api/home'))
      .notifications;

  test('who is mentioned in a comment is told, in both languages, and may mark it read', async () => {
    const [desk, assistant, other] = [
      await server.login('receptionist'),
      await server.login('customer-service-assistant'),
      await server.login('estate-assistant'),
    ];
    const record = await reportFault(server);
    const text = unique('请尽快处理');
    const comment = need(
      await desk.post<Row>(`/api/repair-logs/${record.documentId}/comments`, { text, mentions: [await employeeOf(assistant)] }),
    );
    expect(comment).toMatchObject({ text, name: '陈诗涵', employee: await employeeOf(desk) });
    await until('the assistant is told', async () => (await news(assistant)).some((message) => message.zh.includes(text)), 15_000);
    const message = (await news(assistant)).find((entry) => entry.zh.includes(text));
    expect(message).toMatchObject({ documentId: record.documentId, readAt: null });
    expect(message?.en).toMatch(/mentioned you/);
    expect((await news(other)).some((entry) => entry.zh.includes(text))).toBe(false);
    need(await other.post('/api/notifications/read', { ids: [message?.id] }));
    expect((await news(assistant)).find((entry) => entry.id === message?.id)?.readAt).toBeNull();
    need(await assistant.post('/api/notifications/read', { ids: [message?.id] }));
    expect((await news(assistant)).find((entry) => entry.id === message?.id)?.readAt).toEqual(expect.any(String));
    expect(need(await assistant.get<Row[]>(`/api/repair-logs/${record.documentId}/comments`)).map((entry) => entry.text)).toEqual([text]);
  });

  test('a comment with nothing in it, or too much, is not taken', async () => {
    const desk = await server.login('receptionist');
    const at = `/api/repair-logs/${(await reportFault(server)).documentId}/comments`;
    for (const body of [{}, { text: '' }, { text: '  ' }, { text: 'x'.repeat(2001) }, { text: 7 }, [], { text: 'a\u0000b' }])
      expect((await desk.post(at, body)).status).toBe(400);
    expect(need(await desk.get<Row[]>(at))).toEqual([]);
  });

  test('a mention does not carry what is said of a record to somebody who does not see it', async () => {
    const [finance, clerk] = [await server.login('finance'), await server.login('mail-clerk')];
    const item = await first(finance, 'fee-items');
    const text = unique('不外传');
    need(await finance.post(`/api/fee-items/${item.documentId}/comments`, { text, mentions: [await employeeOf(clerk), 'nobody', 7] }));
    await new Promise((done) => setTimeout(done, 9_000));
    expect(JSON.stringify(await news(clerk))).not.toContain(text);
  }, 30_000);
});

describe('the audit trail', () => {
  /** Every record's rows chain from the first to the last, and each row is what its hash says. Ids of the rows that are not. */
  async function broken(): Promise<number[]> {
    const last = new Map<string, string | null>();
    const found: number[] = [];
    for (const row of await query(server.target, 'select * from td_audit order by id')) {
      const key = `${String(row.form)}/${String(row.document_id)}`;
      if ((row.prev_hash ?? null) !== (last.get(key) ?? null) || hashOf(row) !== row.hash) found.push(Number(row.id));
      last.set(key, row.hash as string);
    }
    return found;
  }

  test('each row carries its own hash and that of the row before; an altered, a swapped and a missing row show', async () => {
    const desk = await server.login('receptionist');
    let record = await reportFault(server);
    for (const location of ['一层', '二层', '三层'])
      record = need(await desk.put<One>(`/api/repair-logs/${record.documentId}`, { data: { location, rev: record.rev } })).data;
    expect(await broken()).toEqual([]);

    const rows = await query(server.target, `select * from td_audit where document_id = '${record.documentId}' order by id`);
    const [, second, third] = rows as [Row, Row, Row];
    await execute(server.target, `update td_audit set actor_name = '别人' where id = ${Number(second.id)}`);
    expect(await broken()).toEqual([Number(second.id)]);
    await execute(server.target, `update td_audit set actor_name = '${String(second.actor_name)}' where id = ${Number(second.id)}`);
    expect(await broken()).toEqual([]);

    // Somebody who writes a new hash as well breaks the chain at the next row.
    await execute(
      server.target,
      `update td_audit set comment = '改过', hash = '${hashOf({ ...second, comment: '改过' })}' where id = ${Number(second.id)}`,
    );
    expect(await broken()).toEqual([Number(third.id)]);
    await execute(server.target, `update td_audit set comment = null, hash = '${String(second.hash)}' where id = ${Number(second.id)}`);

    await execute(server.target, `delete from td_audit where id = ${Number(third.id)}`);
    expect((await broken()).length).toBe(1);
    const names = Object.keys(third);
    const literal = (value: unknown): string =>
      value === null ? 'null' : typeof value === 'number' ? String(value) : `'${String(value).replaceAll("'", "''")}'`;
    await execute(
      server.target,
      `insert into td_audit (${names.join(', ')}) values (${names.map((name) => literal(third[name])).join(', ')})`,
    );
    expect(await broken()).toEqual([]);
  });

  test('no way of the API changes or removes a row of the trail', async () => {
    const [desk, admin] = [await server.login('receptionist'), await server.login('administrator')];
    const record = await reportFault(server);
    const [row] = need(await desk.get<{ id: number }[]>(`/api/repair-logs/${record.documentId}/history`));
    for (const api of [desk, admin]) {
      for (const path of [
        `/api/repair-logs/${record.documentId}/history`,
        `/api/repair-logs/${record.documentId}/history/${row?.id}`,
        '/api/td-audit',
        '/api/audit',
      ]) {
        for (const answer of [await api.post(path, {}), await api.put(path, { data: {} }), await api.del(path)])
          expect([path, answer.status >= 400]).toEqual([path, true]);
      }
    }
    expect(await broken()).toEqual([]);
  });

  test('seals hold all rows together: the removal of a whole record’s chain shows', async () => {
    // Rows are sealed when they are older than a minute and a half; those of the seed are.
    await until('the first rows are sealed', async () => (await query(server.target, 'select id from td_seals')).length > 0, 100_000);
    const seals = await query(server.target, 'select * from td_seals order by id');
    const verified = async (): Promise<boolean> => {
      let before = '';
      let next = 1;
      for (const seal of seals) {
        const rows = await query(
          server.target,
          `select id, hash from td_audit where id >= ${next} and id <= ${Number(seal.last_id)} order by id`,
        );
        if (
          sealOf(
            before,
            rows.map((row) => String(row.hash)),
          ) !== seal.hash
        )
          return false;
        before = String(seal.hash);
        next = Number(seal.last_id) + 1;
      }
      return true;
    };
    expect(await verified()).toBe(true);
    const [whole] = await query(server.target, `select form, document_id from td_audit where id = ${Number(seals[0]?.first_id)}`);
    const removed = await query(
      server.target,
      `select * from td_audit where form = '${String(whole?.form)}' and document_id = '${String(whole?.document_id)}'`,
    );
    await execute(
      server.target,
      `delete from td_audit where form = '${String(whole?.form)}' and document_id = '${String(whole?.document_id)}'`,
    );
    expect(removed.length).toBeGreaterThan(0);
    // The chain of that record has nothing left to be broken; the seal does not fit any more.
    expect(await broken()).toEqual([]);
    expect(await verified()).toBe(false);
  }, 120_000);
});

describe('the end of the process', () => {
  const writer = async (api: Api, values: Row, acknowledged: Rec[], isOver: () => boolean): Promise<void> => {
    while (!isOver()) {
      const answer = await api
        .post<One>('/api/repair-logs', { data: values })
        .catch(() => null /* cut off in the middle: not acknowledged */);
      if (answer?.status === 201) acknowledged.push(answer.body.data);
    }
  };

  test('killed in the middle of writing, it loses nothing that was acknowledged and gives no number twice', async () => {
    const { dataDir, databaseName, database } = server;
    const values = await faultValues(server);
    const api = await server.login('receptionist');
    const acknowledged: Rec[] = [];
    let isOver = false;
    const writers = Array.from({ length: 8 }, () => writer(api, values, acknowledged, () => isOver));
    await until('forty reports are written', async () => acknowledged.length >= 40, 30_000);
    await server.kill();
    isOver = true;
    await Promise.all(writers);

    server = await startServer({ database, dataDir, databaseName, env });
    const rows = await query(server.target, 'select document_id, number from repair_logs');
    const kept = new Set(rows.map((row) => row.document_id));
    expect(acknowledged.filter((record) => !kept.has(record.documentId))).toEqual([]);
    expect(new Set(rows.map((row) => row.number)).size).toBe(rows.length);
    const numbers = rows.map((row) => Number(String(row.number).slice(-3))).sort((a, b) => a - b);
    expect(numbers).toEqual(numbers.map((_, index) => index + 1));
    if (database === 'sqlite') expect(await query(server.target, 'pragma integrity_check')).toEqual([{ integrity_check: 'ok' }]);
    const [open] = await query(
      server.target,
      "select count(*) as n from repair_logs r where not exists (select 1 from td_audit a where a.document_id = r.document_id and a.event = 'create')",
    );
    expect(Number(open?.n)).toBe(0);
    // The next report goes on where the last one ended.
    expect(Number((await reportFault(server)).number.slice(-3))).toBe(numbers.length + 1);
  }, 120_000);

  test('what only the calendar changes is brought up to date after a start: the days a bill is overdue', async () => {
    const walk = createWalker(server, recipes);
    const bill = await walk.make('bill', { issueDate: daysFrom(today(), -40), dueDate: daysFrom(today(), -20) });
    expect(bill.overdueDays).toBe(20);
    await execute(server.target, `update bills set overdue_days = 3 where document_id = '${bill.documentId}'`);
    const { dataDir, databaseName, database } = server;
    await server.kill();
    server = await startServer({ database, dataDir, databaseName, env });
    const again = createWalker(server, recipes);
    await until('the days are counted anew', async () => (await again.read('bill', bill)).overdueDays === 20, 90_000);
    // Nobody has changed it: whoever has it open may save.
    expect((await again.read('bill', bill)).rev).toBe(bill.rev);
  }, 180_000);

  test('asked to end, it first says that it is not ready, answers what is on its way, and leaves with code 0', async () => {
    const api = await server.login('receptionist');
    const values = await faultValues(server);
    const stream = await listen(api);
    const states: number[] = [];
    let isOver = false;
    const watching = (async () => {
      while (!isOver) {
        states.push(await ready(server.url));
        await new Promise((done) => setTimeout(done, 20));
      }
    })();
    const sent = Array.from({ length: 20 }, () => api.post<One>('/api/repair-logs', { data: values }));
    // On their way: a connection that is only being opened when the end comes may be refused.
    await new Promise((done) => setTimeout(done, 200));
    const ended = server.stop('SIGTERM');
    const answers = await Promise.all(sent);
    const code = await ended;
    isOver = true;
    await watching;
    expect(code).toBe(0);
    expect(answers.map((answer) => answer.status)).toEqual(answers.map(() => 201));
    const change = states.indexOf(503);
    expect(change).toBeGreaterThanOrEqual(0);
    expect(states.slice(change).every((state) => state === 503 || state === 0)).toBe(true);
    await until('the stream has ended', async () => !stream.isOpen(), 10_000);
    expect(await missing(answers.map((answer) => answer.body.data))).toEqual([]);
  }, 60_000);

  /** Records of these that the database does not hold. */
  async function missing(records: Rec[]): Promise<Rec[]> {
    const kept = new Set((await query(server.target, 'select document_id from repair_logs')).map((row) => row.document_id));
    return records.filter((record) => !kept.has(record.documentId));
  }
});

/** What `/readyz` answers on a connection of its own; 0 when nobody listens any more. */
function ready(url: string): Promise<number> {
  return new Promise((done) => {
    const call = request(`${url}/readyz`, { agent: new Agent({ keepAlive: false }), timeout: 2_000 }, (answer) => {
      answer.resume();
      answer.on('end', () => done(answer.statusCode ?? 0));
      answer.on('error', () => done(0));
    });
    call.on('error', () => done(0));
    call.on('timeout', () => call.destroy());
    call.end();
  });
}
