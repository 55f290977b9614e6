import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { casesOf, type Case, type Side, type Sides } from './cases';
import { freePort } from '../database/throwaway-postgres';
import { bareEnv, startChild, type Child } from './children';
import { fillRepairLog } from './fill';
import { createHouse } from './house-server';
import { load } from './load';
import { saving } from './saving';
import { writeMasters } from './masters';
import { publishWhileReading } from './publishing';
import { dayOf, load1, reportOf, type CaseResult } from './report';
import { dashboardSizes } from './sizes';
import { writeStockApp } from './stock-app';

const ROOT = resolve(__dirname, '../../..');
/** A quick try must not overwrite the day's result. */
const FULL_SIZE = 100_000;
const ROWS = wholeOf('BENCH_ROWS', FULL_SIZE);
const SECONDS = wholeOf('BENCH_SECONDS', 5);
const SIDES: Side[] = ['ours', 'stock', 'bare'];
const say = (line: string): void => console.log(line);

/** `npm run bench`: our server, a stock Strapi and a bare Fastify beside each other, asked the same in turn. */
async function main(folder: string): Promise<void> {
  const [busy, now] = [load1(), Date.now()];
  say(`Our server: first boot, masters, ${ROWS} records, a boot that looks at them, the boot that is measured`);
  const house = createHouse(folder);
  const first = await house.start();
  const [supervisor, assistant, receptionist] = await Promise.all(
    ['customer-service-supervisor', 'customer-service-assistant', 'receptionist'].map((role) => house.login(first, role)),
  );
  if (!supervisor || !assistant || !receptionist) throw new Error('The accounts of the base seed are missing');
  const report = await writeMasters({ supervisor, assistant, receptionist });
  await first.stop();
  fillRepairLog(house.file, ROWS, now);
  // After so many new records SQLite looks at them once, at a start.
  await (await house.start()).stop();
  const ours = await house.start();
  const oursMemory = ours.rss();

  say(`Stock Strapi: boot and ${ROWS} records`);
  const stock = await startStock(folder);
  const stockMemory = stock.rss();
  const bare = await startBare(folder, house.file);

  // A token lives for ten minutes: each case takes fresh ones.
  const sides = async (): Promise<Sides> => {
    const [manager, desk] = await Promise.all([house.login(ours, 'customer-service-manager'), house.login(ours, 'receptionist')]);
    return {
      ours: {
        url: ours.url,
        manager: manager.token,
        receptionist: desk.token,
        report,
        documentId: await firstId(`${ours.url}/api/repair-logs?filters[state][$eq]=revisited&pagination[pageSize]=1`, manager.token),
      },
      stock: { url: stock.url, documentId: await firstId(`${stock.url}/api/recs?pagination[pageSize]=1`) },
      bare: { url: bare.url },
      now,
    };
  };
  const results: CaseResult[] = [];
  const names = casesOf(await sides()).map((one) => one.name);
  for (const [index, name] of names.entries()) {
    say(`Case ${index + 1} of ${names.length}: ${name}`);
    const one = casesOf(await sides())[index];
    if (one) results.push(await measure(one));
  }
  say('Publishing while the list is read');
  const manager = await house.login(ours, 'customer-service-manager');
  const reading = casesOf(await sides())[0]?.ask.ours;
  if (!reading) throw new Error('There is no list case');
  const published = await publishWhileReading(manager, reading);

  const text = reportOf({
    rows: ROWS,
    seconds: SECONDS,
    at: new Date(now),
    busy,
    boot: { first: first.seconds, later: ours.seconds, stock: stock.seconds },
    memory: { ours: oursMemory, oursAfter: ours.rss(), stock: stockMemory, stockAfter: stock.rss() },
    cases: results,
    published,
    sizes: dashboardSizes(ROOT),
  });
  await Promise.all([ours, stock, bare].map((child) => child.stop()));
  say(`\n${text}`);
  if (ROWS >= FULL_SIZE) keep(text, dayOf(new Date(now)));
  else say(`Not kept: results are of ${FULL_SIZE} rows or more.`);
}

function keep(text: string, day: string): void {
  const results = join(ROOT, 'cms/bench/results');
  mkdirSync(results, { recursive: true });
  writeFileSync(join(results, `${day}.md`), text);
  say(`Written to cms/bench/results/${day}.md`);
}

/** The sides one after the other, so that a busy moment of the machine does not fall on one case of one side only by its place. */
async function measure(one: Case): Promise<CaseResult> {
  const measured: CaseResult['measured'] = {};
  for (const side of SIDES) {
    const request = one.ask[side];
    if (!request) continue;
    const stopSaving = saving(one.meanwhile?.[side]);
    measured[side] = await load(request, SECONDS);
    await stopSaving();
    say(`  ${side}: ${measured[side]?.perSecond.toFixed(0)} /s`);
  }
  return { case: one, measured };
}

async function startStock(folder: string): Promise<Child> {
  const [app, port] = [join(folder, 'stock'), await freePort()];
  writeStockApp(app, ROOT, port);
  return startChild({
    script: join(__dirname, 'stock.js'),
    args: [app, String(ROWS)],
    port,
    readyPath: '/_health',
    env: { ...bareEnv(), ENV_PATH: join(folder, 'none.env') },
    cwd: app,
    log: join(folder, 'stock.log'),
  });
}

async function startBare(folder: string, file: string): Promise<Child> {
  const port = await freePort();
  const options = { script: join(__dirname, 'bare.js'), args: [file, String(port)], port, readyPath: '/healthz' };
  return startChild({ ...options, env: bareEnv(), cwd: ROOT, log: join(folder, 'bare.log') });
}

async function firstId(url: string, token?: string): Promise<string> {
  const answer = await fetch(url, token ? { headers: { authorization: `Bearer ${token}` } } : {});
  const body = (await answer.json()) as { data?: { documentId: string }[] };
  if (!body.data?.[0]) throw new Error(`${url} answered ${answer.status}: ${JSON.stringify(body).slice(0, 500)}`);
  return body.data[0].documentId;
}

function wholeOf(name: string, fallback: number): number {
  const value = Number(process.env[name] || fallback);
  if (!Number.isInteger(value) || value < 1) throw new Error(`${name} is to be a whole number: ${process.env[name]}`);
  return value;
}

const folder = mkdtempSync(join(tmpdir(), 'towerdesk-bench-'));
process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130));
main(folder).catch((error: unknown) => {
  console.error(error instanceof Error ? (error.stack ?? error.message) : error);
  process.exit(1);
});
