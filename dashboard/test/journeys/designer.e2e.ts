import type { Locator, Page } from 'playwright-core';
import { create } from '../../../cms/tests/support/house';
import { startServer, type TestServer } from '../../../cms/tests/support/server';
import { barriers } from './barriers';
import { sitDown, type Desk } from './desk';

/** A form is changed by its manager while somebody fills it in. */
let server: TestServer;
const desks: Desk[] = [];
const sit = async (role: string): Promise<Desk> => {
  const desk = await sitDown(server, role);
  desks.push(desk);
  return desk;
};
beforeAll(async () => {
  server = await startServer();
});
afterAll(async () => {
  for (const desk of desks) await desk.close();
  await server?.stop();
});

/** Counts what a hand would click. */
function counted() {
  let clicks = 0;
  return {
    click: async (target: Locator) => {
      await target.click();
      clicks += 1;
    },
    clicks: () => clicks,
  };
}

/** The box around a choice of the condition builder: what one clicks, where the input itself lies below its value. */
const choice = (page: Page, name: string | RegExp): Locator =>
  page.locator('.ant-select', { has: page.getByRole('combobox', { name, exact: true }) });
/** A field by the label that stands above it; what must be filled has its star behind it. */
const labelled = (page: Page, label: string): Locator => page.getByRole('textbox', { name: new RegExp(`^${label}`) });
const option = (page: Page, name: string): Locator => page.locator('.ant-select-dropdown:visible').getByTitle(name, { exact: true });

/** Errors of the pages; that nobody is logged in yet is none. */
const faults = (desk: Desk): string[] => desk.problems.filter((problem) => !problem.includes('401'));

test('a manager adds 车牌号 with a condition; the receptionist who is on the form gets it, saves, and it is rolled back', async () => {
  const [manager, reception] = [await sit('customer-service-manager'), await sit('receptionist')];
  const { page } = manager;
  await reception.open('/records/keys/new');
  await labelled(reception.page, '钥匙编号').fill('C-0815');

  const hand = counted();
  await hand.click(page.getByRole('link', { name: '表单设计' }));
  await hand.click(page.getByRole('link', { name: /^钥匙台账/ }));
  await hand.click(page.getByRole('button', { name: '类别' }));
  await hand.click(page.getByRole('button', { name: '单行文字' }));
  await page.keyboard.type('车牌号');
  await hand.click(page.getByRole('button', { name: '设置 何时显示' }));
  await hand.click(choice(page, '字段 1'));
  await hand.click(option(page, '类别'));
  await hand.click(choice(page, '值 1'));
  await hand.click(option(page, '门禁卡'));
  await page.getByText("keyClass == 'access_card'").waitFor();
  await manager.picture('designer-1-condition');
  expect(await barriers(page)).toEqual([]);
  await hand.click(page.getByRole('button', { name: '发布', exact: true }));
  await page.getByText('新增字段“车牌号”(单行文字)').waitFor();
  await page.getByLabel('修改说明').fill('门禁卡要登记车牌');
  await manager.picture('designer-2-impact');
  await hand.click(page.getByRole('button', { name: '确认发布' }));
  await page.getByText('钥匙台账已发布第 2 版').waitFor();
  expect(hand.clicks()).toBeLessThanOrEqual(25);

  // What was typed is still there, and goes on in the new version.
  await reception.page.getByText('此表单已更新为第 2 版').waitFor();
  await reception.picture('designer-3-changed');
  await reception.page.getByRole('button', { name: '使用新版继续填写' }).click();
  await labelled(reception.page, '钥匙名称').waitFor();
  expect(await labelled(reception.page, '钥匙编号').inputValue()).toBe('C-0815');
  expect(await reception.page.getByLabel('车牌号').count()).toBe(0);
  await choice(reception.page, /^类别/).click();
  await option(reception.page, '门禁卡').click();
  for (const [label, text] of [
    ['车牌号', '京A12345'],
    ['钥匙名称', '地下车库门禁卡'],
    ['位置/门号', 'B2 车库'],
    ['钥匙柜', '公共钥匙柜'],
    ['挂位号', 'C15'],
  ] as const)
    await labelled(reception.page, label).fill(text);
  await reception.save();
  await reception.page.getByText('京A12345').waitFor();
  await reception.picture('designer-4-saved');

  const back = counted();
  await back.click(page.getByRole('link', { name: '版本', exact: true }));
  await back.click(page.getByRole('button', { name: '回滚到第 1 版' }));
  await back.click(page.getByRole('button', { name: '确认回滚' }));
  await page.getByText('已回滚到第 1 版,发布为第 3 版').waitFor();
  await manager.picture('designer-5-rolled-back');
  expect(back.clicks()).toBeLessThanOrEqual(3);

  await reception.open('/records/keys/new');
  await choice(reception.page, /^类别/).click();
  await option(reception.page, '门禁卡').click();
  expect(await reception.page.getByLabel('车牌号').count()).toBe(0);
  expect([...faults(manager), ...faults(reception)]).toEqual([]);
});

test('the same by keyboard alone, on both desks and back again', async () => {
  const [manager, reception] = [await sit('customer-service-manager'), await sit('receptionist')];
  await create(await server.login('customer-service-assistant'), 'keys', {
    code: 'C-0907',
    name: '风机房钥匙',
    keyClass: 'plant_room',
    location: 'B1 风机房',
    cabinet: '公共钥匙柜',
    hook: 'C16',
  });
  await reception.open('/records/key-loans/new');
  const desk = reception.page;
  await tabTo(desk, /^借用钥匙/);
  // Whoever knows the number types it and goes on, faster than any answer.
  await desk.keyboard.type('C-0907');
  await desk.keyboard.press('Enter');
  await desk.locator('.ant-select-selection-item, .ant-select-content-value').filter({ hasText: 'C-0907' }).waitFor();
  const { page } = manager;
  const keys = page.keyboard;
  await keys.press('Control+k');
  await page.getByRole('combobox', { name: '搜索与跳转' }).waitFor();
  await keys.type('表单设计');
  await keys.press('Enter');
  await page.getByRole('heading', { name: '表单设计', level: 1 }).waitFor();
  await tabTo(page, '搜索表单名称或拼音');
  await keys.type('钥匙借用');
  await tabTo(page, /^钥匙借用登记表/);
  await keys.press('Enter');
  await page.getByRole('button', { name: '用途', exact: false }).first().waitFor();

  // A new field comes behind the one that is selected.
  await tabTo(page, /^证件后四位/);
  await keys.press('Space');
  await tabBackTo(page, '查找字段类型');
  await keys.type('单行');
  await tabTo(page, '单行文字');
  await keys.press('Enter');
  await keys.type('车牌号');
  await tabTo(page, '设置 何时显示');
  await keys.press('Enter');
  await keys.type('借用人类别');
  await keys.press('Enter');
  await tabTo(page, '值 1');
  await choose(page, '外委/施工单位');
  await page.getByText("borrowerKind == 'contractor'").waitFor();

  // The field moves up from its tile, and the move is taken back.
  await tabBackTo(page, '车牌号');
  await keys.press('Alt+ArrowUp');
  await keys.press('Control+z');
  await keys.press('Control+Enter');
  await page.getByText('新增字段“车牌号”(单行文字)').waitFor();
  await keys.type('施工单位要登记车牌');
  await keys.press('Control+Enter');
  await page.getByText('钥匙借用登记表已发布第 2 版').waitFor();
  await manager.picture('designer-6-by-keyboard');

  await desk.getByText('此表单已更新为第 2 版').waitFor();
  await tabTo(desk, '使用新版继续填写');
  await desk.keyboard.press('Enter');
  await tabTo(desk, /^用途/);
  await desk.keyboard.type('看房');
  await desk.keyboard.press('Enter');
  await tabTo(desk, /^借用人类别/);
  await choose(desk, '外委/施工单位');
  for (const [label, text] of [
    [/^外部借用人/, '王师傅'],
    [/^联系电话/, '16400001234'],
    [/^证件后四位/, '2046'],
    [/^车牌号/, '京A12345'],
  ] as const) {
    await tabTo(desk, label);
    await desk.keyboard.type(text);
  }
  await reception.picture('designer-7-by-keyboard-filled');
  await desk.keyboard.press('Control+s');
  await desk.locator('.td-show').getByText('京A12345').waitFor();
  await desk.getByText('C-0907').first().waitFor();
  await reception.picture('designer-8-by-keyboard-saved');

  await tabTo(page, '版本');
  await keys.press('Enter');
  await page.getByRole('button', { name: '回滚到第 1 版' }).waitFor();
  await tabTo(page, '回滚到第 1 版');
  await keys.press('Enter');
  await page.getByRole('button', { name: '确认回滚' }).and(page.locator(':focus')).waitFor();
  await keys.press('Enter');
  await page.getByText('已回滚到第 1 版,发布为第 3 版').waitFor();
  await manager.picture('designer-9-by-keyboard-rolled-back');
  expect([...faults(manager), ...faults(reception)]).toEqual([]);
});

/** Opens the choice that has the focus and takes the option of this name, once it is the marked one: on opening the mark jumps to the old value. */
async function choose(page: Page, name: string): Promise<void> {
  await page.keyboard.press('ArrowDown');
  await option(page, name).waitFor();
  const marked = option(page, name).and(page.locator('.ant-select-item-option-active'));
  for (let step = 0; step < 20; step += 1) {
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => setTimeout(done))));
    if (await marked.isVisible()) return page.keyboard.press('Enter');
    await page.keyboard.press('ArrowDown');
  }
  throw new Error(`The option ${name} is never the marked one`);
}

const tabTo = (page: Page, name: string | RegExp): Promise<void> => walk(page, name, 'Tab');
const tabBackTo = (page: Page, name: string | RegExp): Promise<void> => walk(page, name, 'Shift+Tab');

/** Goes from control to control until one of this name has the focus. */
async function walk(page: Page, name: string | RegExp, key: 'Tab' | 'Shift+Tab'): Promise<void> {
  for (let step = 0; step < 200; step += 1) {
    await page.keyboard.press(key);
    const found = await page.evaluate(() => {
      const focused = document.activeElement;
      const label = focused instanceof HTMLInputElement ? focused.labels?.[0]?.textContent : focused?.textContent;
      return (focused?.getAttribute('aria-label') ?? label ?? '').trim();
    });
    if (typeof name === 'string' ? found === name : name.test(found)) return;
  }
  throw new Error(`No control of the name ${String(name)} can be reached by ${key}`);
}
