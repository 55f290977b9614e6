import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { onCluster, startCluster } from '../../database/throwaway-postgres';
import type { Child } from '../children';
import type { Client, Rec } from '../client';
import { createHouse, type House } from '../house-server';
import { load, type Measured, type Request } from '../load';
import { writeMasters } from '../masters';
import { saving } from '../saving';
import { dayOf, load1, machineOf, table } from '../report';
import { fillBills, fillCustomers, fillReports } from './fill';
import { postgresTarget, sqliteTarget, type PostgresPlace, type Target } from './target';

const ROOT = resolve(__dirname, '../../../..');
const ROWS = Number(process.env.BENCH_ROWS || 1_000_000);
const SECONDS = Number(process.env.BENCH_SECONDS || 5);
const QUARTER_MS = 90 * 86_400_000;
const YEAR_MS = 365 * 86_400_000;
const say = (line: string): void => console.log(line);

/** One thing that is asked of a large house: by how many people at once, and within what it should be answered. */
interface Question {
  name: string;
  path: string;
  people: number;
  bar?: number;
  /** Asked all the while by one further person. */
  meanwhile?: string;
  /** Reports are saved meanwhile, five a second. */
  isBusy?: boolean;
}

/** `npm run bench -- million`: a house of a million reports and a million bills, on SQLite and on PostgreSQL. */
async function main(folder: string): Promise<void> {
  const [busy, now] = [load1(), Date.now()];
  const lines: string[][] = [];
  for (const name of ['sqlite', 'postgres'] as const) {
    const own = join(folder, name);
    mkdirSync(own);
    lines.push(...(name === 'sqlite' ? await onSqlite(own, now) : await onPostgres(own, now)));
  }
  const text = [
    `# A large house, ${dayOf(new Date(now))}`,
    '',
    machineOf(busy),
    `${ROWS.toLocaleString('en')} reports and as many bills of two lines over three years; ${SECONDS} s a case, times in ms.`,
    '',
    table(['database', 'case', 'people', '/s', 'p50', 'p95', 'p99', 'bar (p95)'], lines),
    '',
  ].join('\n');
  say(`\n${text}`);
  if (ROWS < 1_000_000) return say('Not kept: results are of a million rows or more.');
  const file = join(ROOT, 'cms/bench/results', `${dayOf(new Date(now))}-million.md`);
  writeFileSync(file, text);
  say(`Written to ${file}`);
}

async function onSqlite(folder: string, now: number): Promise<string[][]> {
  const house = createHouse(folder);
  return measureHouse(house, now, 'SQLite', async () => sqliteTarget(house.file));
}

async function onPostgres(folder: string, now: number): Promise<string[][]> {
  const { stop, ...cluster } = await startCluster();
  try {
    const place: PostgresPlace = { ...cluster, database: 'million' };
    await onCluster(cluster, `create database ${place.database}`);
    const house = createHouse(folder, {
      DATABASE_CLIENT: 'postgres',
      DATABASE_HOST: place.host,
      DATABASE_PORT: String(place.port),
      DATABASE_USERNAME: place.user,
      DATABASE_PASSWORD: place.password,
      DATABASE_NAME: place.database,
    });
    return await measureHouse(house, now, 'PostgreSQL', () => postgresTarget(place));
  } finally {
    await stop();
  }
}

async function measureHouse(house: House, now: number, name: string, open: () => Promise<Target>): Promise<string[][]> {
  say(`${name}: first boot, masters, ${ROWS} reports and bills`);
  const first = await house.start();
  const [supervisor, assistant, receptionist, manager] = await Promise.all(
    ['customer-service-supervisor', 'customer-service-assistant', 'receptionist', 'customer-service-manager'].map((role) =>
      house.login(first, role),
    ),
  );
  if (!supervisor || !assistant || !receptionist || !manager) throw new Error('The accounts of the base seed are missing');
  const report = await writeMasters({ supervisor, assistant, receptionist });
  await first.stop();
  const target = await open();
  await fillCustomers(target);
  await fillReports(target, { rows: ROWS, now });
  await fillBills(target, { rows: ROWS, now });
  await target.rest();
  const started = performance.now();
  const child = await house.start();
  say(`  looked at by a start in ${seconds(started)}`);
  // A house that has grown day by day has its sums; here they are made of three years at once.
  await pause(5_000);
  while (!(await target.isEmpty('td_bill_marks'))) await pause(500);
  await target.rest();
  await target.close();
  say(`  bills summed up after ${seconds(started)}`);
  const lines: string[][] = [];
  const { data } = await (
    await house.login(child, 'customer-service-manager')
  ).call<{ data: Rec[] }>('GET', '/api/customers?pagination[pageSize]=1');
  for (const question of questions(now, data[0]?.documentId ?? '')) {
    // A token lives for ten minutes: each case takes a fresh one.
    const desk = await house.login(child, 'receptionist');
    const stopSaving = saving(
      question.isBusy
        ? {
            url: `${child.url}/api/repair-logs`,
            method: 'POST',
            headers: { authorization: `Bearer ${desk.token}` },
            body: { data: report },
          }
        : undefined,
    );
    const measured = await ask(question, child, await house.login(child, 'customer-service-manager'));
    await stopSaving();
    say(`  ${question.name}: ${measured.perSecond.toFixed(1)} /s, p95 ${measured.p95} ms`);
    lines.push(lineOf(name, question, measured));
  }
  await child.stop();
  return lines;
}

const seconds = (since: number): string => `${((performance.now() - since) / 1000).toFixed(1)} s`;
const pause = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));

function questions(now: number, customer: string): Question[] {
  const list = `/api/repair-logs?sort=-reportedAt&pagination[pageSize]=25&filters[state][$eq]=revisited&filters[trade][$eq]=lighting`;
  const from = new Date(now - 2 * QUARTER_MS).toISOString();
  const bills = `/api/bills?sort=-issueDate&pagination[pageSize]=25&filters[state][$eq]=overdue&filters[customer][documentId][$eq]=${customer}`;
  const page = `/api/kpis?from=${dayOf(new Date(now - QUARTER_MS))}&to=${dayOf(new Date(now))}`;
  return [
    { name: 'list of reports, three filters, sort, count', path: `${list}&filters[reportedAt][$gte]=${from}`, people: 20, bar: 300 },
    {
      name: 'list of bills, one customer, overdue, this year, count',
      path: `${bills}&filters[issueDate][$gte]=${dayOf(new Date(now - YEAR_MS))}`,
      people: 20,
      bar: 300,
    },
    { name: 'KPI page, a quarter', path: page, people: 2, bar: 200 },
    { name: 'the same while reports are saved (5 a second)', path: page, people: 2, bar: 200, isBusy: true },
    {
      name: 'the list of reports while reports are saved',
      path: `${list}&filters[reportedAt][$gte]=${from}`,
      people: 20,
      bar: 300,
      isBusy: true,
    },
    {
      name: 'the list of reports while one reads the KPI page',
      path: `${list}&filters[reportedAt][$gte]=${from}`,
      people: 20,
      bar: 300,
      meanwhile: page,
    },
  ];
}

async function ask({ path, people, meanwhile }: Question, child: Child, { token }: Client): Promise<Measured> {
  const request = (of: string): Request => ({ url: child.url + of, headers: { authorization: `Bearer ${token}` } });
  if (meanwhile === undefined) return load(request(path), SECONDS, people);
  let measured: Measured | null = null;
  await load(request(meanwhile), async () => void (measured = await load(request(path), SECONDS, people)), 1);
  if (!measured) throw new Error('The case was not measured');
  return measured;
}

function lineOf(database: string, { name, people, bar }: Question, { perSecond, p50, p95, p99, failed, answered }: Measured): string[] {
  const verdict = bar === undefined ? '' : `${bar} ${answered > 0 && p95 <= bar ? 'met' : 'NOT met'}`;
  return [
    database,
    name,
    String(people),
    `${perSecond.toFixed(1)}${failed > 0 ? ` (${failed} failed)` : ''}`,
    ...[p50, p95, p99].map(String),
    verdict,
  ];
}

const folder = mkdtempSync(join(tmpdir(), 'towerdesk-million-'));
process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130));
main(folder).catch((error: unknown) => {
  console.error(error instanceof Error ? (error.stack ?? error.message) : error);
  process.exit(1);
});
