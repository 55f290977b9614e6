import type { Api } from './support/api';
import { create, need, read, unique, until, type Many, type Rec, type Refusal, type Row } from './support/house';
import { query } from './support/raw';
import { startServer, type TestServer } from './support/server';

/** Where a new column cannot be added in process, a new worker takes over from the old one, and nobody at a screen notices. */
let server: TestServer;
let manager: Api;
let supervisor: Api;
beforeAll(async () => {
  server = await startServer({ keeper: true, env: { PUBLISHING: 'safe' } });
  [manager, supervisor] = (await Promise.all(
    ['customer-service-manager', 'customer-service-supervisor'].map((role) => server.login(role)),
  )) as [Api, Api];
});
afterAll(() => server?.stop());

interface Definition extends Row {
  version: number;
  fields: (Row & { name: string })[];
}
interface Ready {
  pid: number;
  publishing: string;
}

/** Who serves now. A worker that is on its way out says so once on each connection that it still has. */
async function worker(): Promise<Ready> {
  let found: Ready | null = null;
  await until('a worker is ready', async () => {
    const answer = await fetch(`${server.url}/readyz`, { signal: AbortSignal.timeout(2_000) }).catch(() => null);
    if (answer?.ok) found = (await answer.json()) as Ready;
    return found !== null;
  });
  if (found === null) throw new Error('No worker is ready');
  return found;
}
const form = async (): Promise<Definition> => need(await manager.get<Definition>('/api/forms/shift'));
const values = (more: Row = {}): Row => ({
  code: unique('W'),
  name: '测试',
  kind: 'day',
  startTime: '08:00',
  endTime: '16:00',
  breakMinutes: 30,
  ...more,
});

async function publish(change: (definition: Definition) => void): Promise<number> {
  const { revision, definition } = need(await manager.get<{ revision: number; definition: Definition }>('/api/designer/shift/draft'));
  change(definition);
  const draft = need(await manager.put<{ revision: number }>('/api/designer/shift/draft', { revision, definition }));
  return need(await manager.post<{ version: number }>('/api/designer/shift/publish', { revision: draft.revision, note: '测试' })).version;
}

/** Waits until another worker serves this version, and the old one has gone. */
async function taken(version: number, from: number): Promise<void> {
  await until(
    'the new worker serves the new form',
    async () => (await form()).version === version && (await worker()).pid !== from,
    90_000,
  );
  await until('the old worker has gone', async () => !lives(from), 30_000);
}

function lives(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    if ((error as { code?: string }).code === 'ESRCH') return false;
    throw error;
  }
}

/** People who go on saving and reading until they are told to stop: what they saved, and what went wrong. */
function staff(): { stop(): Promise<{ saved: Map<string, string>; wrong: string[] }> } {
  const saved = new Map<string, string>();
  const wrong: string[] = [];
  let goesOn = true;
  const asking = async (ask: () => Promise<string | null>): Promise<void> => {
    while (goesOn) {
      const problem = await ask().catch((error: unknown) => String(error));
      if (problem) wrong.push(problem);
      await new Promise((done) => setTimeout(done, 40));
    }
  };
  const save = async (): Promise<string | null> => {
    const name = unique('班');
    const answer = await supervisor.post<{ data: Rec } & Refusal>('/api/shifts', { data: values({ name }) });
    if (answer.status === 201) saved.set(answer.body.data.documentId, name);
    return answer.status === 201 ? null : `a save was answered ${answer.status} ${answer.body.error.code}`;
  };
  const look = async (): Promise<string | null> => {
    const { status } = await manager.get('/api/shifts?pagination[pageSize]=5');
    return status === 200 ? null : `a list was answered ${status}`;
  };
  const people = [save, save, look, look].map(asking);
  return {
    async stop() {
      goesOn = false;
      await Promise.all(people);
      return { saved, wrong };
    },
  };
}

test('a field comes by a new worker: no request fails, no value is lost, and it is a real column', async () => {
  const before = await worker();
  expect(before.publishing).toBe('safe');
  const stream = await fetch(
    `${server.url}/api/events?ticket=${need(await manager.post<{ ticket: string }>('/api/events/ticket')).ticket}`,
  );
  const told = stream.text();
  const people = staff();
  const version = await publish((definition) => void definition.fields.push({ name: 'plate', zh: '车牌号', en: 'Plate', type: 'string' }));
  // Whatever comes of it, they go home.
  const { saved, wrong } = await taken(version, before.pid).then(people.stop, async (error: unknown) => {
    const { wrong: problems } = await people.stop();
    throw new Error(`${String(error)}; meanwhile: ${problems.slice(0, 5).join('; ')}`);
  });
  expect(wrong).toEqual([]);
  expect(saved.size).toBeGreaterThan(10);
  const stored = new Map((await query(server.target, 'select document_id, name from shifts')).map((row) => [row.document_id, row.name]));
  expect([...saved].filter(([documentId, name]) => stored.get(documentId) !== name)).toEqual([]);
  // The old worker ends the stream of an open screen, which asks for a new one and for what it has missed.
  expect(await told).toContain('event: form');

  const made = await create(supervisor, 'shifts', values({ plate: '12' }));
  expect(need(await manager.get<Many>('/api/shifts?filters[plate][$eq]=12')).data.map((row) => row.documentId)).toEqual([made.documentId]);
  expect(await query(server.target, `select plate from shifts where document_id = '${made.documentId}'`)).toEqual([{ plate: '12' }]);
}, 180_000);

test('a field changes its kind by a new worker, and comes back with a roll back', async () => {
  const made = await create(supervisor, 'shifts', values({ plate: '７' }));
  const [before, old] = [await form(), await worker()];
  const version = await publish((definition) => {
    Object.assign(definition.fields.find((field) => field.name === 'plate') as Row, { archived: true });
    definition.fields.push({ name: 'plateNo', zh: '车牌数', en: 'Plate no.', type: 'integer', convertedFrom: 'plate' });
  });
  await taken(version, old.pid);
  expect(await read(supervisor, 'shifts', made.documentId)).toMatchObject({ plateNo: 7 });
  // The columns are all there: an earlier version needs no new worker.
  const { pid } = await worker();
  need(await manager.post('/api/designer/shift/rollback', { version: before.version, note: '' }));
  expect([(await form()).version, (await worker()).pid]).toEqual([version + 1, pid]);
  expect(await read(supervisor, 'shifts', made.documentId)).toMatchObject({ plate: '７' });
}, 180_000);

test('a worker that dies is followed by another, and nobody who asks meanwhile waits for ever', async () => {
  let goesOn = true;
  const unanswered: string[] = [];
  let answered = 0;
  const visitors = Array.from({ length: 20 }, async () => {
    while (goesOn) {
      // A connection of its own each time: cut off or refused is an answer, too. A worker is back within seconds.
      const asked = fetch(`${server.url}/_health`, { headers: { connection: 'close' }, signal: AbortSignal.timeout(30_000) });
      await asked.then(
        () => (answered += 1),
        (error: Error) => error.name === 'TimeoutError' && unanswered.push(error.message),
      );
      await new Promise((done) => setTimeout(done, 1));
    }
  });
  for (let death = 0; death < 3; death += 1) {
    const { pid } = await worker();
    process.kill(pid, 'SIGKILL');
    await until(
      'another worker serves',
      () =>
        worker().then(
          (now) => now.pid !== pid,
          // Nobody serves meanwhile.
          () => false,
        ),
      60_000,
    );
  }
  goesOn = false;
  await Promise.all(visitors);
  expect(unanswered).toEqual([]);
  expect(answered).toBeGreaterThan(100);
  expect((await create(supervisor, 'shifts', values())).name).toBe('测试');
}, 180_000);

test('asked to end, keeper and worker end with code 0', async () => {
  const { pid } = await worker();
  const answer = await manager.get<Refusal>('/api/shifts');
  expect(answer.status).toBe(200);
  expect([await server.stop(), lives(pid)]).toEqual([0, false]);
});
