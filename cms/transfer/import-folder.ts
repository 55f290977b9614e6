import { readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Actor } from '../access/actor';
import { runCommand } from '../command';
import type { Engine } from '../engine';
import { AppError } from '../http/errors';
import type { ImportReport } from './import-job';
import { importSheet } from './import-sheet';
import { bestMapping, type Mapping } from './mapping';
import { readSheet } from './read-file';
import { SheetError } from './sheet';
import { allMappings } from './store';
import { wordsOf } from './words';

/** Problems of a file that are printed; the screen shows all of them. */
const TOLD = 20;

/** The one who imports from the command line: whoever may start the server is its administrator. */
export function commandLineActor(engine: Engine): Actor {
  const site = engine.settings.onlySite();
  return {
    kind: 'import',
    userId: null,
    employeeId: null,
    employee: null,
    name: 'npm run import',
    roles: ['administrator'],
    head: false,
    departmentId: null,
    department: null,
    siteIds: site === null ? [] : [site],
    lang: 'zh',
    standsInFor: [],
  };
}

/** `npm run import -- <folder or file> [--dry-run]`: takes the files that a mapping knows, tells what became of each. Answers the exit code. */
export async function run(engine: Engine, args: string[], print: (line: string) => void): Promise<number> {
  const place = args.find((arg) => !arg.startsWith('--'));
  const files = place === undefined ? null : filesIn(place);
  if (!files) {
    print(
      place === undefined
        ? '用法 usage: npm run import -- <文件夹或文件 folder or file> [--dry-run]'
        : `没有这个文件夹或文件 no such folder or file: ${place}`,
    );
    return 2;
  }
  const mappings = await allMappings(engine);
  let failed = 0;
  for (const path of files) if (!(await importFile(engine, mappings, path, args.includes('--dry-run'), print))) failed += 1;
  return failed > 0 ? 1 : 0;
}

/** The sheets of a folder in the order of their names, or the one file; null when there is nothing of this name. */
function filesIn(place: string): string[] | null {
  const found = statSync(place, { throwIfNoEntry: false });
  if (!found) return null;
  if (found.isFile()) return [place];
  const names = readdirSync(place).filter((name) => /\.(csv|txt|tsv|xlsx|json)$/i.test(name));
  return names
    .sort()
    .map((name) => join(place, name))
    .filter((path) => statSync(path).isFile());
}

/** False when something in the file is wrong; a file that no mapping knows is only told. */
async function importFile(
  engine: Engine,
  mappings: Mapping[],
  path: string,
  dryRun: boolean,
  print: (line: string) => void,
): Promise<boolean> {
  const file = basename(path);
  const started = Date.now();
  try {
    const bytes = readFileSync(path);
    const sheet = await readSheet(bytes);
    const mapping = bestMapping(mappings, sheet.columns, file);
    if (!mapping) {
      print(
        `－ ${file}: ${sheet.rows.length} 行 rows, ${sheet.columns.length} 列 columns; 没有对应的导入方案 no mapping knows these columns`,
      );
      return true;
    }
    const report = await importSheet({ engine, actor: commandLineActor(engine), mapping, sheet, file, bytes, dryRun });
    print(lineOf(file, report, Date.now() - started));
    report.errors
      .slice(0, TOLD)
      .forEach((error) => print(`    第 ${error.row} 行 row ${error.row} [${error.column || error.field}] ${error.zh} / ${error.en}`));
    if (report.errors.length > TOLD) print(`    … ${report.errors.length - TOLD}`);
    return report.errors.length === 0;
  } catch (error) {
    if (error instanceof SheetError && error.code === 'empty_file' && file.endsWith('.json')) {
      print(`－ ${file}: 没有数据行 no rows`);
      return true;
    }
    const told = tell(error);
    if (!told) throw error;
    print(`✗ ${file}: ${told}`);
    return false;
  }
}

function lineOf(file: string, report: ImportReport, ms: number): string {
  const forms = Object.entries(report.byForm)
    .map(([form, count]) => `${form} ${count}`)
    .join(', ');
  const trial = report.dryRun ? ' (试导入 trial)' : '';
  return `${report.errors.length === 0 ? '✓' : '✗'} ${file}${trial} → ${report.mapping}: ${report.rows} 行 rows, ${report.ok} 通过 ok, ${report.known} 已导入 known; ${forms || '无新记录 nothing new'} (${(ms / 1000).toFixed(1)} s)`;
}

/** Words of a refusal; null for a fault, which is thrown on. */
function tell(error: unknown): string | null {
  if (!(error instanceof SheetError) && !(error instanceof AppError)) return null;
  const words = wordsOf(error.code, error.params);
  return `${words.zh} / ${words.en}`;
}

if (require.main === module) runCommand(run);
