import { runCommand } from '../command';
import type { Engine } from '../engine';
import type { FigureSpec } from '../transfer/mapping';
import { allMappings, importTable } from '../transfer/store';
import { inputOf, type FileInput, type Row } from './figures/figures-input';
import { holidayFigures, leaseFigures, surveyFigures } from './figures/others';
import { receivableFigures } from './figures/receivables';
import { requestFigures } from './figures/requests';

const KINDS: Record<FigureSpec['kind'], (input: FileInput) => Promise<Row>> = {
  requests: requestFigures,
  receivables: receivableFigures,
  survey: surveyFigures,
  leases: leaseFigures,
  holidays: holidayFigures,
};

/** Figures of every imported file whose mapping asks for some, by the name of the file. */
export async function figures(engine: Engine): Promise<Record<string, Row>> {
  const batches = (await importTable(engine, 'td_import_batches')
    .whereNull('undone_at')
    .select('id', 'mapping', 'file')
    .orderBy('file')) as { id: number; mapping: string; file: string }[];
  const result: Record<string, Row> = {};
  for (const mapping of await allMappings(engine)) {
    if (!mapping.figures) continue;
    const own = batches.filter((batch) => batch.mapping === mapping.name);
    for (const file of [...new Set(own.map((batch) => batch.file))]) {
      const ids = own.filter((batch) => batch.file === file).map((batch) => Number(batch.id));
      result[file] = await KINDS[mapping.figures.kind](inputOf(engine, mapping.figures, mapping.name, file, ids));
    }
  }
  return result;
}

/** `npm run figures`: prints them as JSON. */
export async function run(engine: Engine, _args: string[], print: (line: string) => void): Promise<number> {
  print(JSON.stringify(await figures(engine), null, 1));
  return 0;
}

if (require.main === module) runCommand(run);
