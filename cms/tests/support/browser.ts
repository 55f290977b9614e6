import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { chromium, type BrowserContext, type Page } from 'playwright-core';
import { chromiumOfThisRun } from './chromium';

export interface BrowserOptions {
  /** A phone is 390 x 844 with touch. */
  device?: 'desktop' | 'phone';
  locale?: string;
  timeZone?: string;
  dark?: boolean;
}

export interface TestBrowser {
  context: BrowserContext;
  page: Page;
  /** Errors that the pages have written to the console or thrown. */
  problems: string[];
  /** Saves a picture as `<name>.png` in the artifacts folder and answers its path. */
  picture(name: string): Promise<string>;
  close(): Promise<void>;
}

/** Pictures and traces of a run; not kept in git. */
export const ARTIFACTS = resolve(__dirname, '../../../.cache/journeys');

/** A browser with an empty profile, in Chinese and in the house's time zone unless asked otherwise. */
export async function openBrowser(options: BrowserOptions = {}): Promise<TestBrowser> {
  const profile = mkdtempSync(join(tmpdir(), 'towerdesk-browser-'));
  const phone = options.device === 'phone';
  const context = await chromium.launchPersistentContext(profile, {
    ...(await chromiumOfThisRun()),
    headless: true,
    locale: options.locale ?? 'zh-CN',
    timezoneId: options.timeZone ?? 'Asia/Shanghai',
    colorScheme: options.dark ? 'dark' : 'light',
    // A button that is still flying in is clicked where it no longer is.
    reducedMotion: 'reduce',
    acceptDownloads: true,
    viewport: phone ? { width: 390, height: 844 } : { width: 1440, height: 900 },
    hasTouch: phone,
    isMobile: phone,
  });
  const page = context.pages()[0] ?? (await context.newPage());
  const problems: string[] = [];
  context.on('page', (opened) => watch(opened, problems));
  watch(page, problems);
  return {
    context,
    page,
    problems,
    async picture(name) {
      mkdirSync(ARTIFACTS, { recursive: true });
      const path = join(ARTIFACTS, `${name}.png`);
      await page.screenshot({ path });
      return path;
    },
    async close() {
      await context.close();
      rmSync(profile, { recursive: true, force: true });
    },
  };
}

function watch(page: Page, problems: string[]): void {
  page.on('pageerror', (error) => problems.push(error.message));
  page.on('console', (message) => message.type() === 'error' && problems.push(message.text()));
}
