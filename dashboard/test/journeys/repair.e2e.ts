import { checkedCustomer, create, first, need, newUnit, read, type Many, type Rec } from '../../../cms/tests/support/house';
import { startServer, type TestServer } from '../../../cms/tests/support/server';
import { barriers } from './barriers';
import { choose, field, pick, sign, sitDown, type, type Desk } from './desk';

/** From the call at the desk to the figure on the director's page. */
let server: TestServer;
const desks: Desk[] = [];
const sit = async (...args: Parameters<typeof sitDown> extends [unknown, ...infer Rest] ? Rest : never): Promise<Desk> => {
  const desk = await sitDown(server, ...args);
  desks.push(desk);
  return desk;
};
beforeAll(async () => {
  server = await startServer();
  await create(await server.login('engineering'), 'material-items', {
    nameZh: 'LED灯管',
    spec: 'T8 18W',
    unitOfMeasure: '支',
    salePrice: 2500,
  });
});
afterAll(async () => {
  for (const desk of desks) await desk.close();
  await server?.stop();
});

test('a repair: reported, ordered, done, signed, revisited, counted', async () => {
  const desk = await sit('receptionist');
  await desk.open('/records/repair-logs/new');
  await choose(desk.page, 'areaKind', '公共区域');
  const area = await first(await server.login('receptionist'), 'public-areas', 'filters[nightWorkOnly][$ne]=true');
  await pick(desk.page, 'publicArea', String(area.nameZh ?? area.name));
  await type(desk.page, 'reporterName', '王女士');
  await type(desk.page, 'phone', '16400005678');
  await type(desk.page, 'location', '大堂北侧');
  await type(desk.page, 'content', '灯不亮');
  await type(desk.page, 'availableTime', '随时');
  // Not read back to the customer yet: refused, in words, at its field; what was typed stays.
  await choose(desk.page, 'confirmedWithCustomer', '否');
  await desk.page.getByRole('button', { name: '保存', exact: true }).click();
  await field(desk.page, 'confirmedWithCustomer').getByText('报修信息须与客户核对后保存').waitFor();
  expect(await field(desk.page, 'content').locator('textarea').inputValue()).toBe('灯不亮');
  await choose(desk.page, 'confirmedWithCustomer', '是');
  await desk.save();
  await desk.act('开维修单');
  await desk.page.locator('[data-state], .td-dot').filter({ hasText: '已开单' }).first().waitFor();
  await desk.picture('repair-log');

  // The first order of an empty book, on four labelled copies.
  const [order] = need(await (await server.login('receptionist')).get<Many>('/api/work-orders')).data as [Rec];
  expect(order.number).toBe('100001');
  await desk.page.goto(`${server.url}/print/work-orders/${order.documentId}`);
  for (const copy of ['第一联 物业部', '第二联 客户', '第三联 财务部', '第四联 工程部'])
    await desk.page.getByText(copy).filter({ visible: true }).first().waitFor();
  await desk.picture('work-order-print');
  await desk.open(`/records/work-orders/${order.documentId}`);
  await desk.act('通知工程部');

  const engineer = await sit('engineering');
  await engineer.open('/inbox');
  await engineer.page.getByText('100001').first().waitFor();
  await engineer.picture('inbox');
  await engineer.open(`/records/work-orders/${order.documentId}`);
  await engineer.act('接单签字', (dialog) => choose(dialog, 'escortKind', '无需陪同'));
  await engineer.act('到场');
  await engineer.act('维修完成', async (dialog) => {
    await type(dialog, 'actionTaken', '更换灯管');
    await dialog.getByRole('button', { name: '添加一行' }).click();
    await dialog.locator('[data-column="item"] .ant-select').click();
    await engineer.page.keyboard.type('LED');
    await engineer.page.locator('.ant-select-dropdown:visible .ant-select-item-option').filter({ hasText: 'LED' }).first().click();
    await dialog.locator('[data-column="quantity"] input').fill('2');
    await choose(dialog, 'chargeable', '免费');
  });
  await engineer.picture('work-order');

  const assistant = await sit('customer-service-assistant');
  await assistant.open(`/records/work-orders/${order.documentId}`);
  await assistant.act('客户签字', async (dialog) => {
    await type(dialog, 'customerSignedBy', '王女士');
    await sign(dialog, 'customerSign');
  });
  await assistant.act('客服再次确认');
  // Two tubes at 25.00 from the price list.
  expect((await read(await server.login('customer-service-manager'), 'work-orders', order.documentId)).totalAmount).toBe(5000);
  const [log] = need(await (await server.login('customer-service-assistant')).get<Many>('/api/repair-logs')).data as [Rec];
  await assistant.open(`/records/repair-logs/${log.documentId}`);
  await assistant.act('回访', async (dialog) => {
    await choose(dialog, 'revisitMethod', '电话');
    await choose(dialog, 'revisitResult', '正常');
    await choose(dialog, 'satisfaction', '非常满意');
  });

  const director = await sit('director');
  await director.open('/kpi');
  const tile = (name: string) =>
    director.page.locator('a, article, section').filter({ hasText: name }).filter({ hasText: '100.0%' }).first();
  await tile('维修满意率').waitFor();
  await tile('5分钟接单率').waitFor();
  await director.picture('kpi');
  await director.open('/kpi/repair-satisfaction');
  await director.page.getByText(log.number).first().waitFor();
  expect(await director.page.getByText('16400005678').count()).toBe(0);
  for (const one of desks) expect(one.problems).toEqual([]);
});

test('a survey answered on a phone moves the satisfaction rate', async () => {
  const customer = await checkedCustomer(server);
  const unit = await newUnit(server);
  expect(unit.documentId).toBeTruthy();
  const supervisor = await server.login('customer-service-supervisor');
  const survey = await create(supervisor, 'satisfaction-surveys', {
    customer: customer.documentId,
    respondent: '周经理',
    channel: 'screen',
  });
  const phone = await sit('customer-service-assistant', { device: 'phone' });
  await phone.open(`/records/satisfaction-surveys/${survey.documentId}`);
  await phone.picture('survey-phone');
  await phone.act('回收', async (dialog) => {
    await dialog.getByRole('button', { name: '添加一行' }).click();
    await dialog.locator('[data-column="question"] input').fill('Q1');
    await dialog.locator('[data-column="score"] label').filter({ hasText: '非常满意' }).first().click();
    await choose(dialog, 'overall', '非常满意');
  });
  const director = await server.login('director');
  const rate = need(await director.get<{ value: number; n: number }>('/api/kpis/satisfaction-rate'));
  expect(rate).toMatchObject({ value: 1, n: 1 });
});

test('no screen of the daily work breaks the rules of accessibility, and nothing is squeezed on a phone', async () => {
  const phone = await sit('customer-service-manager', { device: 'phone' });
  const desk = await sit('customer-service-manager');
  for (const path of ['/', '/inbox', '/kpi', '/records/work-orders', '/records/repair-logs/new']) {
    await desk.open(path);
    expect([path, await barriers(desk.page)]).toEqual([path, []]);
    await phone.open(path);
    expect(await phone.page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0);
  }
  await phone.open('/records/work-orders');
  await phone.picture('list-phone');
});
