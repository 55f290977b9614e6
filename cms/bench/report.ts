import { cpus, loadavg } from 'node:os';
import type { Case, Side } from './cases';
import { CONNECTIONS, type Measured } from './load';
import type { Published } from './publishing';
import type { Sizes } from './sizes';

export interface CaseResult {
  case: Case;
  measured: Partial<Record<Side, Measured>>;
}

export interface Results {
  rows: number;
  seconds: number;
  at: Date;
  /** Load of the machine before anything was started: on a busy one only the ratios mean something. */
  busy: number;
  boot: { first: number; later: number; stock: number };
  memory: { ours: number; oursAfter: number; stock: number; stockAfter: number };
  cases: CaseResult[];
  published: Published;
  sizes: Sizes | null;
}

/** The load of the last minute. */
export const load1 = (): number => loadavg()[0] ?? 0;

/** The whole result as Markdown: what is printed, and what is kept in results/. */
export function reportOf(results: Results): string {
  return [
    `# Benchmark of ${dayOf(results.at)}`,
    '',
    machineOf(results.busy),
    `${results.rows.toLocaleString('en')} rows, SQLite, ${CONNECTIONS} connections, ${results.seconds} s a case and side, times in ms.`,
    ...(results.busy > cpus().length / 2 ? ['The machine was busy with other work: read the ratios only, and those with care.'] : []),
    '',
    table(
      ['case', ...columnsOf('ours'), ...columnsOf('stock'), ...columnsOf('bare'), 'ours : stock', 'ours : bare', 'bar'],
      results.cases.map(lineOf),
    ),
    '',
    table(['measure', 'value', 'bar'], measuresOf(results)),
    '',
  ].join('\n');
}

/** What it was measured on, and how fast that was: the same work takes three times as long on one machine of this size as on another. */
export const machineOf = (busy: number): string =>
  `Node ${process.versions.node}, ${process.platform} ${process.arch}, ${cpus().length} cores (${cpus()[0]?.model.trim() ?? 'unknown'}), load before the run ${busy.toFixed(1)}; a plain loop of 100 million steps takes ${loopMs()} ms here.`;

function loopMs(): number {
  const times = [0, 1, 2].map(() => {
    const began = performance.now();
    let sum = 0;
    for (let step = 0; step < 100_000_000; step += 1) sum += step % 7;
    // The sum is looked at, or nobody would have to make it.
    return sum > 0 ? performance.now() - began : Infinity;
  });
  return Math.round(Math.min(...times));
}

const columnsOf = (side: Side): string[] => [`${side} /s`, 'p50', 'p99'];

function lineOf({ case: { name, bar }, measured }: CaseResult): string[] {
  const { ours, stock, bare } = measured;
  const ratio = (other: Measured | undefined): number | null =>
    ours && other && other.perSecond > 0 ? ours.perSecond / other.perSecond : null;
  const [toStock, toBare] = [ratio(stock), ratio(bare)];
  const bars = [
    ...(bar?.stock === undefined ? [] : [`${bar.stock}x stock ${verdict(toStock, bar.stock)}`]),
    ...(bar?.bare === undefined ? [] : [`${bar.bare} of bare ${verdict(toBare, bar.bare)}`]),
  ];
  return [name, ...cellsOf(ours), ...cellsOf(stock), ...cellsOf(bare), numberOf(toStock, 1), numberOf(toBare, 3), bars.join(', ')];
}

function cellsOf(measured: Measured | undefined): string[] {
  if (!measured) return ['', '', ''];
  const failed = measured.failed > 0 ? ` (${measured.failed} failed)` : '';
  return [`${numberOf(measured.perSecond, measured.perSecond < 100 ? 1 : 0)}${failed}`, timeOf(measured, 'p50'), timeOf(measured, 'p99')];
}

function measuresOf({ boot, memory, published, sizes }: Results): string[][] {
  const most = Math.max(...published.took);
  return [
    ['first boot (empty database, base seed)', `${boot.first.toFixed(1)} s`, `10 s ${within(boot.first, 10)}`],
    ['later boot (filled database)', `${boot.later.toFixed(1)} s`, `4 s ${within(boot.later, 4)}`],
    ['stock boot (three types, empty database, fill included)', `${boot.stock.toFixed(1)} s`, ''],
    ['memory after boot, ours', `${memory.ours.toFixed(0)} MB`, `350 MB ${within(memory.ours, 350)}`],
    ['memory after the cases, ours', `${memory.oursAfter.toFixed(0)} MB`, ''],
    ['memory after boot and fill, stock', `${memory.stock.toFixed(0)} MB`, ''],
    ['memory after the cases, stock', `${memory.stockAfter.toFixed(0)} MB`, ''],
    [
      'publish of a new field while the list is read',
      published.took.map((ms) => `${ms.toFixed(0)} ms`).join(', '),
      `1 s ${within(most, 1000)}`,
    ],
    [
      'reads meanwhile',
      `${published.reading.answered} answered, ${published.reading.failed} failed`,
      `0 failed ${within(published.reading.failed, 0)}`,
    ],
    ['reads meanwhile, p99', `${published.reading.p99} ms`, ''],
    ...sizesOf(sizes),
  ];
}

function sizesOf(sizes: Sizes | null): string[][] {
  if (!sizes) return [['dashboard', 'not built (npm run build)', '']];
  return [
    ['dashboard, entry script, gzip', `${sizes.entry.toFixed(0)} kB`, ''],
    [
      `dashboard, all that the first page loads (${sizes.files} files), gzip`,
      `${sizes.first.toFixed(0)} kB`,
      `340 kB ${within(sizes.first, 340)}`,
    ],
  ];
}

const verdict = (ratio: number | null, least: number): string => (ratio !== null && ratio >= least ? 'met' : 'NOT met');
const within = (value: number, most: number): string => (value <= most ? 'met' : 'NOT met');
const numberOf = (value: number | null, digits: number): string => (value === null ? '' : value.toFixed(digits));
// The generator counts whole milliseconds.
const timeOf = (measured: Measured, name: 'p50' | 'p99'): string =>
  measured.answered === 0 ? '-' : measured[name] < 1 ? '<1' : String(measured[name]);
export const dayOf = (at: Date): string => at.toISOString().slice(0, 10);

/** A Markdown table whose columns are aligned, so that it can be read on a terminal too. */
export function table(head: string[], lines: string[][]): string {
  const widths = head.map((cell, index) => Math.max(cell.length, ...lines.map((line) => line[index]?.length ?? 0)));
  const row = (cells: string[]): string => `| ${widths.map((width, index) => (cells[index] ?? '').padEnd(width)).join(' | ')} |`;
  return [row(head), `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`, ...lines.map(row)].join('\n');
}
