import type { Locator, Page } from 'playwright-core';
import { openBrowser, type BrowserOptions, type TestBrowser } from '../../../cms/tests/support/browser';
import { DEMO_PASSWORD, type TestServer } from '../../../cms/tests/support/server';

/** A person at a desk: a browser of their own, logged in, and the few things people do on every screen. */
export interface Desk extends TestBrowser {
  open(path: string): Promise<void>;
  /** Presses an action of the open record, fills in what it asks for, and confirms. */
  act(action: string, fill?: (dialog: Locator) => Promise<void>): Promise<void>;
  save(): Promise<void>;
}

export async function sitDown(server: TestServer, role: string, options: BrowserOptions = {}): Promise<Desk> {
  const browser = await openBrowser(options);
  const { page } = browser;
  page.setDefaultTimeout(30_000);
  await page.goto(`${server.url}/login`);
  await page.getByLabel('账号').fill(role);
  await page.getByLabel('密码', { exact: true }).fill(DEMO_PASSWORD);
  await page.getByRole('button', { name: '登录' }).click();
  await page.locator('#content').waitFor();
  // Before the login the browser asks whether a session is there, and is told no.
  browser.problems.length = 0;
  return {
    ...browser,
    async open(path) {
      await page.goto(server.url + path);
      await page.locator('#content h1, #content .td-state h2').first().waitFor();
    },
    async act(action, fill) {
      await page.getByRole('button', { name: action, exact: true }).first().click();
      const dialog = page.getByRole('dialog').last();
      await dialog.waitFor();
      if (fill) await fill(dialog);
      await dialog.getByRole('button', { name: action, exact: true }).click();
      await dialog.waitFor({ state: 'hidden' });
    },
    async save() {
      await page.getByRole('button', { name: '保存', exact: true }).click();
      await page.waitForURL((url) => !url.pathname.endsWith('/new') && !url.pathname.endsWith('/edit'));
      await page.locator('.td-show').waitFor();
    },
  };
}

/** The field of a form or dialog. */
export const field = (place: Page | Locator, name: string): Locator => place.locator(`[data-field="${name}"]`);

export async function type(place: Page | Locator, name: string, text: string): Promise<void> {
  await field(place, name).locator('input, textarea').first().fill(text);
}

/** Chooses from a list by the words that stand in it; a few choices stand open as buttons. */
export const choose = (place: Page | Locator, name: string, words: string): Promise<void> => chooseIn(field(place, name), words);

/** The same in the box of a field or in a cell of child rows. */
export async function chooseIn(box: Locator, words: string): Promise<void> {
  const button = box.locator('label').filter({ hasText: words });
  if ((await box.locator('.ant-radio-group, .ant-segmented, .td-scale').count()) > 0) return button.first().click();
  const option = box.page().locator('.ant-select-dropdown:visible .ant-select-item-option').filter({ hasText: words }).first();
  // A dialog that has just opened moves the focus to its first field, which closes a list that was opened quicker than anybody can.
  for (let tries = 1; ; tries += 1) {
    await box.locator('.ant-select').click();
    const isChosen = await option.click({ timeout: tries < 4 ? 3_000 : 30_000 }).then(
      () => true,
      (error: unknown) => {
        if (tries >= 4) throw error;
        return false;
      },
    );
    if (isChosen) return;
  }
}

/** Types a day or a moment into its calendar. */
export async function typeDate(place: Page | Locator, name: string, text: string): Promise<void> {
  const input = field(place, name).locator('input').first();
  await input.fill(text);
  await input.press('Enter');
}

/** Adds a child row and answers it. */
export async function addRow(place: Page | Locator, name: string): Promise<Locator> {
  const box = field(place, name);
  const rows = await box.locator('[data-row]').count();
  await box.getByRole('button', { name: '添加一行' }).click();
  return box.locator(`[data-row="${rows}"]`);
}

/** A cell of a child row. */
export const cell = (row: Locator, column: string): Locator => row.locator(`[data-column="${column}"]`);

/** Uploads a file into a field, and waits until it is there. */
export async function attach(place: Page | Locator, name: string, file: string, bytes: Buffer): Promise<void> {
  const box = field(place, name);
  await box.locator('input[type="file"]').first().setInputFiles({ name: file, mimeType: 'image/png', buffer: bytes });
  await box.getByRole('link', { name: file }).waitFor();
}

/** Searches a related record and takes the first that fits. */
export async function pick(place: Page | Locator, name: string, text: string): Promise<void> {
  const box = field(place, name);
  await box.locator('.ant-select').click();
  await box.locator('input').first().fill(text);
  await pageOf(place).locator('.ant-select-dropdown:visible .ant-select-item-option').filter({ hasText: text }).first().click();
}

/** Signs with a stroke of the mouse. */
export async function sign(place: Page | Locator, name: string): Promise<void> {
  const page = pageOf(place);
  await field(place, name).getByRole('button', { name: '签字' }).click();
  const canvas = page.locator('canvas').last();
  // Waits until the sheet has come to rest: while it opens it takes no pen.
  await canvas.hover({ position: { x: 40, y: 80 } });
  const box = await canvas.boundingBox();
  if (!box) throw new Error('There is no sheet to sign on');
  await page.mouse.move(box.x + 40, box.y + 80);
  await page.mouse.down();
  await page.mouse.move(box.x + 120, box.y + 40, { steps: 6 });
  await page.mouse.move(box.x + 200, box.y + 120, { steps: 6 });
  await page.mouse.up();
  await page.getByRole('button', { name: '确认签字' }).click();
  await field(place, name).locator('img').waitFor();
}

const pageOf = (place: Page | Locator): Page => ('page' in place ? place.page() : place);
