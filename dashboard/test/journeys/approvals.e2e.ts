import type { Page } from 'playwright-core';
import { act, create, need, type Rec, type Row } from '../../../cms/tests/support/house';
import { startServer, type TestServer } from '../../../cms/tests/support/server';
import { barriers } from './barriers';
import { sitDown, type Desk } from './desk';

/** Several people decide: one hands over and asks signers by keyboard, another sends back; and a changed flow is tried on past cases. */
let server: TestServer;
const desks: Desk[] = [];
const sit = async (role: string, options: Parameters<typeof sitDown>[2] = {}): Promise<Desk> => {
  const desk = await sitDown(server, role, options);
  desks.push(desk);
  return desk;
};

const FORM = {
  key: 'outlay',
  plural: 'outlays',
  zh: '采购计划',
  en: 'Purchase plan',
  area: '65-venue-services',
  kind: 'form',
  numbering: { book: 'outlay', pattern: 'CG-{seq:4}' },
  title: ['what'],
  fields: [
    { name: 'what', zh: '内容', en: 'What', type: 'string', required: true },
    { name: 'fee', zh: '金额', en: 'Amount', type: 'money' },
  ],
  states: [
    { value: 'asked', zh: '待批', en: 'Asked', initial: true },
    { value: 'agreed', zh: '同意', en: 'Agreed', final: true, tone: 'success' },
    { value: 'refused', zh: '退回', en: 'Sent back', editable: true, tone: 'warning' },
  ],
  transitions: [
    {
      action: 'agree',
      zh: '同意',
      en: 'Agree',
      from: ['asked'],
      to: 'agreed',
      by: ['engineering', 'security'],
      decision: 'approve',
      approval: {
        mode: 'sequential',
        approvers: [{ role: 'engineering' }, { role: 'security' }],
        timeout: { limit: '2d', then: 'remind' },
        onReject: { action: 'refuse', then: 'again' },
      },
    },
    {
      action: 'refuse',
      zh: '退回',
      en: 'Refuse',
      from: ['asked'],
      to: 'refused',
      by: ['engineering', 'security'],
      decision: 'reject',
      comment: 'required',
    },
    { action: 'ask', zh: '再报', en: 'Ask again', from: ['refused'], to: 'asked', by: ['receptionist'] },
  ],
  list: { columns: ['number', 'what', 'fee', 'state'] },
  access: { create: ['receptionist'], edit: ['receptionist'], read: { engineering: 'site', security: 'site', finance: 'site' } },
};
let plan: Rec;
beforeAll(async () => {
  server = await startServer();
  const [manager, desk] = [await server.login('customer-service-manager'), await server.login('receptionist')];
  const draft = need(await manager.put<{ revision: number }>('/api/designer/outlay/draft', { revision: 0, definition: FORM }));
  need(await manager.post('/api/designer/outlay/publish', { revision: draft.revision, note: '新表单' }));
  plan = await create(desk, 'outlays', { what: '大堂地垫 12 块', fee: 480_000 });
});
afterAll(async () => {
  for (const desk of desks) await desk.close();
  await server?.stop();
});

const faults = (desk: Desk): string[] => desk.problems.filter((problem) => !problem.includes('401'));
const chooseApprover = async (page: Page, text: string): Promise<void> => {
  await page
    .getByRole('combobox', { name: /由谁处理|Who decides/ })
    .and(page.locator(':focus'))
    .waitFor();
  await page.keyboard.type(text);
  await page.locator('.ant-select-dropdown:visible .ant-select-item-option').first().waitFor();
  await page.keyboard.press('Enter');
};

test('in the inbox by keyboard a signer is asked and the task handed over; the page tells who asked whom, and it is sent back', async () => {
  const engineering = await sit('engineering');
  const { page } = engineering;
  await page.goto(`${server.url}/inbox`);
  await page.locator('article h2', { hasText: plan.number }).waitFor();
  await page.getByRole('button', { name: /^加签/ }).waitFor();
  expect(await barriers(page)).toEqual([]);
  await engineering.picture('approvals-1-inbox');
  await page.keyboard.press('s');
  await chooseApprover(page, '财务');
  await engineering.picture('approvals-2-signer');
  expect(await barriers(page)).toEqual([]);
  await page.keyboard.press('Control+Enter');
  await page.getByText(/^已请.+签署$/).waitFor();

  const finance = await sit('finance', { dark: true });
  await finance.page.goto(`${server.url}/inbox`);
  await finance.page.locator('article h2', { hasText: plan.number }).waitFor();
  await finance.page.getByText(/加签,先签/).waitFor();
  await finance.picture('approvals-3-signer-dark');
  expect(await barriers(finance.page)).toEqual([]);
  await finance.page.keyboard.press('a');
  await finance.page.getByText('会签意见提交后不能撤销').waitFor();
  await finance.page.keyboard.press('Control+Enter');
  await finance.page.getByText(`${plan.number} 已同意`).waitFor();

  await engineering.open(`/records/outlays/${plan.documentId}`);
  await engineering.act('同意');
  const security = await sit('security', { device: 'phone' });
  await security.open(`/records/outlays/${plan.documentId}`);
  await security.page.getByText('轮到您').waitFor();
  await security.page.getByRole('button', { name: '退回到…' }).click();
  const dialog = security.page.getByRole('dialog');
  await dialog.getByLabel(/^工程部/).check();
  await dialog.getByLabel('直接回到我这里').check();
  await dialog.getByLabel(/说明/).fill('金额与报价单不符');
  await security.picture('approvals-4-send-back-phone');
  expect(await barriers(security.page)).toEqual([]);
  await dialog.getByRole('button', { name: '退回到…' }).click();
  await dialog.waitFor({ state: 'hidden' });
  await security.page.getByText('前 1 轮').waitFor();
  await security.page.getByText(/退回到.+之后直接回到退回人/).waitFor();

  const desk = await sit('receptionist');
  await desk.open(`/records/outlays/${plan.documentId}`);
  await desk.page.getByText('前 1 轮').click();
  await desk.picture('approvals-5-progress');
  expect(await barriers(desk.page)).toEqual([]);
  await desk.page.getByRole('button', { name: '撤回' }).click();
  await desk.page.getByRole('dialog').getByRole('button', { name: '撤回' }).click();
  await desk.page.getByText('已撤回').first().waitFor();
  await desk.page.getByRole('button', { name: '再报' }).waitFor();
  expect([...faults(engineering), ...faults(finance), ...faults(security), ...faults(desk)]).toEqual([]);
});

test('before publishing a changed condition the manager sees which cases it would have met', async () => {
  const [desk, engineering, security] = [
    await server.login('receptionist'),
    await server.login('engineering'),
    await server.login('security'),
  ];
  const dear = await create(desk, 'outlays', { what: '大堂吊灯', fee: 9_900_000 });
  await act(engineering, 'outlays', dear, 'agree');
  await act(security, 'outlays', dear, 'agree');
  const api = await server.login('customer-service-manager');
  const { revision, definition } = need(
    await api.get<{ revision: number; definition: { transitions: Row[] } }>('/api/designer/outlay/draft'),
  );
  Object.assign(definition.transitions[0] as Row, {
    guard: [{ check: 'fee < 1000000', zh: '一万元以上须另行招标', en: 'Above 10,000 a tender is needed', field: 'fee' }],
  });
  need(await api.put('/api/designer/outlay/draft', { revision, definition }));
  const manager = await sit('customer-service-manager');
  const { page } = manager;
  await page.goto(`${server.url}/designer/outlay`);
  await page.getByRole('button', { name: '发布', exact: true }).click();
  await page.getByRole('button', { name: '开始试算' }).click();
  await page.getByText('不能执行:一万元以上须另行招标').waitFor();
  await page.getByRole('link', { name: dear.number }).scrollIntoViewIfNeeded();
  await manager.picture('approvals-6-simulation');
  expect(await barriers(page)).toEqual([]);
  expect(faults(manager)).toEqual([]);
});
