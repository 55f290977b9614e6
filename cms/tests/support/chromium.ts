import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** How to start Chromium on this machine. */
interface Executable {
  executablePath: string;
  args: string[];
  env: Record<string, string>;
}

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

/** As the global setup has found it. Without one (a single file run by hand) it is looked for here. */
export async function chromiumOfThisRun(): Promise<Executable> {
  return process.env.TEST_CHROMIUM ? (JSON.parse(process.env.TEST_CHROMIUM) as Executable) : findChromium();
}

/**
 * The global setup of what needs a browser: Chromium is unpacked once, before there are workers. Two that unpack it at the same time start
 * a program that is still being written.
 */
export default async function findOnce(): Promise<void> {
  process.env.TEST_CHROMIUM = JSON.stringify(await findChromium());
}

/** CHROME_PATH, else the system's Chromium, else the one from npm. */
async function findChromium(): Promise<Executable> {
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
async function packaged(here: Record<string, string>): Promise<Executable> {
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
