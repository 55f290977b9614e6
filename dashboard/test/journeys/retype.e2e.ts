import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { testFolder } from '../../../cms/tests/support/folder';
import { create, need, type Many } from '../../../cms/tests/support/house';
import { probeSheet, SUBJECT } from '../../../cms/tests/support/probe-sheet';
import { startServer, type TestServer } from '../../../cms/tests/support/server';
import { barriers } from './barriers';
import { sitDown, type Desk } from './desk';

/** A field changes its kind with values in it; then the product changes the form that the house has changed. */
const form = (words: string, more: string[] = []): string =>
  probeSheet(words, [SUBJECT, '{name: seats, zh: 座位数, en: Seats, type: string}', ...more], ['number', 'subject', 'seats']);
const folder = testFolder('retype');
const ship = (words: string, more?: string[]): void => writeFileSync(join(folder, 'probe-sheet.yaml'), form(words, more));
let server: TestServer;
let desk: Desk | null = null;
const option = (page: Page, name: string): Locator => page.locator('.ant-select-dropdown:visible').getByTitle(name, { exact: true });

beforeAll(async () => {
  mkdirSync(folder, { recursive: true });
  ship('试验单');
  server = await startServer({ env: { EXTRA_FORMS: folder } });
});
afterAll(async () => {
  await desk?.close();
  await server?.stop();
});

test('a text with values becomes a number, with the report before; then a release of the product is merged', async () => {
  const assistant = await server.login('customer-service-assistant');
  for (const seats of ['12', '１，２００', '约五个']) await create(assistant, 'probe-sheets', { subject: '数座位', seats });
  desk = await sitDown(server, 'customer-service-manager');
  let { page } = desk;
  await desk.open('/designer/probe-sheet');
  await page.getByRole('button', { name: '座位数' }).first().click();
  await page.getByRole('button', { name: '改变类型' }).click();
  const dialog = page.getByRole('dialog', { name: '改变“座位数”的类型' });
  await dialog.locator('.ant-select').click();
  await option(page, '整数').click();
  await dialog.getByLabel('试换算一个值').fill('１，２００');
  await dialog.getByText('结果:1200').waitFor();
  await dialog.getByLabel('试换算一个值').fill('约五个');
  await dialog.getByText('不能换算:“约五个”不是数字').waitFor();
  await desk.picture('retype-1-dialog');
  expect(await barriers(page)).toEqual([]);
  await dialog.getByRole('button', { name: '改变类型' }).click();
  await page.getByText('取代已归档的“座位数”').waitFor();
  await desk.picture('retype-2-field');
  await page.getByRole('button', { name: '发布', exact: true }).click();
  await page.getByText('3 条记录有值:2 条可以换算,1 条换算不了').waitFor();
  await page.getByRole('link', { name: 'TS-0003' }).waitFor();
  await page.getByLabel('修改说明').fill('座位数改为数字');
  await desk.picture('retype-3-report');
  expect(await barriers(page)).toEqual([]);
  await page.getByRole('button', { name: '确认发布' }).click();
  await page.getByText('试验单已发布第 2 版').waitFor();
  const rows = need(await assistant.get<Many>('/api/probe-sheets?sort=number')).data;
  expect(rows.map((row) => Object.entries(row).find(([name]) => name.startsWith('seats') && name !== 'seats')?.[1])).toEqual([
    12,
    1200,
    null,
  ]);
  await desk.close();

  const house = { dataDir: server.dataDir, databaseName: server.databaseName, database: server.database };
  await server.kill();
  ship('新版试验单', ['{name: floor, zh: 楼层, en: Floor, type: integer}']);
  server = await startServer({ ...house, env: { EXTRA_FORMS: folder } });
  desk = await sitDown(server, 'customer-service-manager');
  page = desk.page;
  await desk.open('/designer');
  await page.getByText('新版本', { exact: true }).waitFor();
  await desk.picture('release-1-desk');
  await desk.open('/designer/probe-sheet');
  await page.getByText('产品的新版本改动了这张表单').waitFor();
  await desk.picture('release-2-note');
  expect(await barriers(page)).toEqual([]);
  await page.getByRole('button', { name: '合并到草稿' }).click();
  await page.getByText('新版本已合并进这份草稿').waitFor();
  await page.getByRole('button', { name: '楼层' }).first().waitFor();
  await page.getByRole('button', { name: '发布', exact: true }).click();
  await page.getByLabel('修改说明').fill('合并新版');
  await page.getByRole('button', { name: '确认发布' }).click();
  await page.getByText('新版试验单已发布第 3 版').waitFor();
  expect(desk.problems.filter((problem) => !problem.includes('401'))).toEqual([]);
});
