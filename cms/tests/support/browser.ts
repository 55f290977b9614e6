import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { chromium, type BrowserContext, type Page } from 'playwright-core';

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

/** Chromium must not talk to anybody: these switches end its background traffic. */
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-dev-shm-usage',
];

/** A browser with an empty profile, in Chinese and in the house's time zone unless asked otherwise. */
export async function openBrowser(options: BrowserOptions = {}): Promise<TestBrowser> {
  const profile = mkdtempSync(join(tmpdir(), 'towerdesk-browser-'));
  const phone = options.device === 'phone';
  const context = await chromium.launchPersistentContext(profile, {
    ...(await findChromium()),
    headless: true,
    locale: options.locale ?? 'zh-CN',
    timezoneId: options.timeZone ?? 'Asia/Shanghai',
    colorScheme: options.dark ? 'dark' : 'light',
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

/** CHROME_PATH, else the system's Chromium, else the one from npm. */
async function findChromium(): Promise<{ executablePath: string; args: string[]; env: Record<string, string> }> {
  const here = Object.fromEntries(Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined));
  const system = [process.env.CHROME_PATH, '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(
    (path) => path && existsSync(path),
  );
  return system ? { executablePath: system, args: FLAGS, env: here } : packaged(here);
}

/**
 * The npm package unpacks Chromium into the temporary folder. Where the machine has no NSS it must believe it is on Lambda, so that it
 * unpacks its own; where there are no fonts at all it dies at start unless FONTCONFIG_PATH points at those it brings.
 */
async function packaged(here: Record<string, string>) {
  const hasNss = ['/usr/lib/x86_64-linux-gnu', '/usr/lib64', '/usr/lib', '/usr/lib/aarch64-linux-gnu'].some((folder) =>
    existsSync(join(folder, 'libnss3.so')),
  );
  const hasFonts = existsSync('/usr/share/fonts') && existsSync('/etc/fonts/fonts.conf');
  if (!hasNss) process.env.AWS_LAMBDA_JS_RUNTIME ??= 'nodejs20.x';
  const { default: Chromium } = await import('@sparticuz/chromium');
  const executablePath = await Chromium.executablePath();
  const env = { ...here };
  if (!hasNss) env.LD_LIBRARY_PATH = [join(tmpdir(), 'al2023/lib'), here.LD_LIBRARY_PATH].filter(Boolean).join(':');
  if (!hasFonts) env.FONTCONFIG_PATH = join(tmpdir(), 'fonts');
  return { executablePath, args: FLAGS, env };
}
