import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { mergeRelease } from '../../config/definition/release';
import type { FormDefinition } from '../../config/definition/types';
import type { Api } from './support/api';
import { testFolder } from './support/folder';
import { create, need, read, type Refusal, type Row } from './support/house';
import { query } from './support/raw';
import { probeSheet, SUBJECT } from './support/probe-sheet';
import { startServer, type TestServer } from './support/server';

/** The product's file of a form changes in a new release, and this house has changed the form too: three ways become one, nothing is lost. */
const AMOUNT = '{name: amount, zh: 数量, en: Amount, type: integer}';
const FLOOR = '{name: floor, zh: 楼层, en: Floor, type: integer}';

interface Draft {
  revision: number;
  definition: FormDefinition;
}
interface Release {
  hash: string;
  base: FormDefinition;
  shipped: FormDefinition;
  isMerged: boolean;
}
const AT = '/api/designer/probe-sheet';
const folder = testFolder('release');
const ship = (words: string, fields: string[]): void => writeFileSync(join(folder, 'probe-sheet.yaml'), probeSheet(words, fields));
let server: TestServer;
let manager: Api;
let house: { dataDir: string; databaseName: string; database: TestServer['database'] };
const start = async (): Promise<void> => {
  server = await startServer({ ...house, env: { EXTRA_FORMS: folder } });
  house ??= { dataDir: server.dataDir, databaseName: server.databaseName, database: server.database };
  manager = await server.login('customer-service-manager');
};
const release = async (): Promise<Release | null> => need(await manager.get<{ release: Release | null }>(`${AT}/release`)).release;
const isTold = async (): Promise<unknown> =>
  need(await manager.get<(Row & { key: string })[]>('/api/designer')).find((entry) => entry.key === 'probe-sheet')?.release;
const names = (def: { fields: { name: string }[] }): string[] => def.fields.map((field) => field.name);
const seen = async (version = ''): Promise<FormDefinition> => need(await manager.get<FormDefinition>(`/api/forms/probe-sheet${version}`));

beforeAll(async () => {
  mkdirSync(folder, { recursive: true });
  ship('试验单', [SUBJECT, AMOUNT]);
  await start();
});
afterAll(() => server?.stop());

test('a form that both have changed is told of, merged, published, and brought back', async () => {
  const assistant = await server.login('customer-service-assistant');
  const old = await create(assistant, 'probe-sheets', { subject: '旧', amount: 3 });
  const first = need(await manager.get<Draft>(`${AT}/draft`));
  first.definition.zh = '我们的试验单';
  first.definition.fields.push({ name: 'plate', zh: '车牌号', en: 'Plate no.', type: 'string' });
  need(await manager.put(`${AT}/draft`, first));
  need(await manager.post(`${AT}/publish`, { revision: 1, note: '加车牌号' }));
  expect([await isTold(), await release()]).toEqual([false, null]);

  // A new release: another name, a new field, an old one that is gone.
  await server.kill();
  ship('新版试验单', [SUBJECT, FLOOR]);
  await start();
  expect(await isTold()).toBe(true);
  const told = (await release()) as Release;
  expect([names(told.base), names(told.shipped), told.isMerged]).toEqual([['subject', 'amount'], ['subject', 'floor'], false]);
  // Until somebody merges, the house's form is as it was; what was filled in under version 1 is read under that file.
  expect(names(await seen())).toEqual(expect.arrayContaining(['plate', 'amount']));
  expect(names(await seen())).not.toContain('floor');
  expect(names(await seen('?version=1'))).toEqual(expect.arrayContaining(['subject', 'amount']));
  expect(names(await seen('?version=1'))).not.toContain('floor');

  const draft = need(await manager.get<Draft>(`${AT}/draft`));
  const three = { base: told.base, own: draft.definition, shipped: told.shipped };
  expect(mergeRelease(three).conflicts.map((conflict) => conflict.address)).toEqual(['zh']);
  const { definition } = mergeRelease(three, { zh: 'theirs' });
  const other = await manager.put<Refusal>(`${AT}/draft`, { revision: draft.revision, definition, release: 'f'.repeat(64) });
  expect([other.status, other.body.error.code]).toEqual([409, 'other_release']);
  const saved = need(await manager.put<Draft>(`${AT}/draft`, { revision: draft.revision, definition, release: told.hash }));
  expect((await release())?.isMerged).toBe(true);
  need(await manager.post(`${AT}/publish`, { revision: saved.revision, note: '合并新版' }));
  expect([await isTold(), await release()]).toEqual([false, null]);
  const present = await seen();
  expect(present.zh).toBe('新版试验单');
  expect(names(present)).toEqual(expect.arrayContaining(['plate', 'floor']));
  expect(present.fields.find((field) => field.name === 'amount')).toMatchObject({ archived: true });
  expect((await read(manager, 'probe-sheets', old.documentId)).amount).toBe(3);
  const made = await create(await server.login('customer-service-assistant'), 'probe-sheets', { subject: '新', plate: '京A1', floor: 8 });
  expect(made).toMatchObject({ plate: '京A1', floor: 8 });

  // It stays settled through a restart; going back to our own version, the release is told of again.
  await server.kill();
  await start();
  expect(await isTold()).toBe(false);
  need(await manager.post(`${AT}/rollback`, { version: 2, note: '' }));
  expect(await isTold()).toBe(true);
  const again = (await release()) as Release;
  expect(names(again.base)).toEqual(['subject', 'amount']);

  const wrong = await manager.post<Refusal>(`${AT}/release/keep`, { hash: 'x' });
  expect([wrong.status, wrong.body.error.code]).toEqual([409, 'other_release']);
  expect((await (await server.login('receptionist')).get(`${AT}/release`)).status).toBe(403);
  need(await manager.post(`${AT}/release/keep`, { hash: again.hash }), 204);
  expect(await isTold()).toBe(false);
  const [kept] = await query(server.target, "select actor_name from td_audit where form = 'form' and action = 'keep-own'");
  expect(kept?.actor_name).toBeTruthy();
  // Of the next release it is told.
  await server.kill();
  ship('再新的试验单', [SUBJECT, FLOOR]);
  await start();
  expect(await isTold()).toBe(true);
});

test('a merge that was thrown away with its draft is to be done again', async () => {
  const told = (await release()) as Release;
  const draft = need(await manager.get<Draft>(`${AT}/draft`));
  const { definition } = mergeRelease({ base: told.base, own: draft.definition, shipped: told.shipped });
  need(await manager.put<Draft>(`${AT}/draft`, { revision: draft.revision, definition, release: told.hash }));
  need(await manager.del(`${AT}/draft`), 204);
  expect((await release())?.isMerged).toBe(false);
  // Something else is published meanwhile: the release is still to come.
  const next = need(await manager.get<Draft>(`${AT}/draft`));
  next.definition.en = 'Our sheet';
  need(await manager.put(`${AT}/draft`, next));
  need(await manager.post(`${AT}/publish`, { revision: 1, note: '英文名' }));
  expect(await isTold()).toBe(true);
});
