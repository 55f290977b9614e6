import { startServer, type TestServer } from '../../../cms/tests/support/server';
import { PICTURE_SIZE } from '../../features/designer/help/picture-size';
import { keepPicture, needsChineseFont } from './camera';
import { sitDown, type Desk } from './desk';

/** Makes the pictures of the help and of the README anew: `npm run pictures`, and then look at them. */
let server: TestServer;
const desks: Desk[] = [];
const sit = async (role: string, options: Parameters<typeof sitDown>[2] = {}): Promise<Desk> => {
  const desk = await sitDown(server, role, options);
  desks.push(desk);
  return desk;
};
beforeAll(async () => {
  server = await startServer({ seed: 'demo' });
});
afterEach(async () => {
  for (const desk of desks.splice(0)) await desk.close();
});
afterAll(() => server?.stop());

/** Height of the bar over every page, which the help leaves out with the menu. */
const TOP = 48;

test.each(['zh', 'en'] as const)('the help in %s', async (lang) => {
  const { page, open } = await sit('customer-service-manager');
  await needsChineseFont(page);
  await page.setViewportSize({ width: PICTURE_SIZE.width, height: PICTURE_SIZE.height + TOP });
  await page.evaluate(() => localStorage.setItem('td.screen.menu-folded', 'true'));
  await page.getByRole('button', { name: lang === 'zh' ? '中文' : 'EN', exact: true }).click();
  for (const [name, path] of [
    ['fields', '/designer/work-order'],
    ['flow', '/designer/work-order/flow'],
    ['list', '/designer/work-order/list'],
    ['rights', '/designer/work-order/rights'],
    ['versions', '/designer/work-order/versions'],
  ] as const) {
    await open(path);
    await page.waitForLoadState('networkidle');
    await keepPicture(page, `features/designer/help/pictures/${lang}-${name}.webp`, { x: 0, y: TOP, ...PICTURE_SIZE });
  }
});

test('the README', async () => {
  const shoot = async (role: string, path: string, name: string, size = { width: 1366, height: 768 }): Promise<void> => {
    const desk = await sit(role);
    await desk.page.setViewportSize(size);
    await desk.open(path);
    await desk.page.waitForLoadState('networkidle');
    await keepPicture(desk.page, `docs/${name}.png`);
  };
  const large = { width: 1440, height: 900 };
  await shoot('customer-service-assistant', '/', 'home', large);
  await shoot('customer-service-supervisor', '/records/work-orders', 'list');
  await shoot('property-general-manager', '/kpi', 'kpi');
  await shoot('engineering', '/inbox', 'inbox');
  const orders = await (
    await server.login('engineering')
  ).get<{ data: { documentId: string }[] }>('/api/work-orders?filters[state][$eq]=in_progress&pagination[pageSize]=1');
  const order = orders.body.data[0]?.documentId;
  if (!order) throw new Error('The demo has no work order in progress');
  await shoot('engineering', `/records/work-orders/${order}`, 'work-order', large);
  const paper = await sit('engineering');
  await paper.page.setViewportSize(large);
  await paper.page.goto(`${server.url}/print/work-orders/${order}`);
  await paper.page.locator('.td-print-stage > .td-sheet').first().waitFor();
  await paper.page.waitForLoadState('networkidle');
  await keepPicture(paper.page, 'docs/work-order-print.png');
  const phone = await sit('engineering', { device: 'phone' });
  await phone.open('/records/work-orders');
  await phone.page.waitForLoadState('networkidle');
  await keepPicture(phone.page, 'docs/phone.png');
});
