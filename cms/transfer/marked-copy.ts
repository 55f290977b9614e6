import writeXlsx from 'write-excel-file/node';
import { neutral } from './cells';
import type { ImportError } from './import-job';
import { PROBLEMS, type Cell, type Sheet } from './sheet';

/** The file as it came, with a column that says what is wrong in each row, wrong cells coloured. Row order is kept. */
export async function markedCopy(sheet: Sheet, errors: ImportError[], lang: 'zh' | 'en'): Promise<Buffer> {
  const byRow = new Map<number, ImportError[]>();
  for (const error of errors) byRow.set(error.row, [...(byRow.get(error.row) ?? []), error]);
  const header = [...sheet.columns, PROBLEMS[lang]].map((value) => ({ value: neutral(value), fontWeight: 'bold' as const }));
  const rows = sheet.rows.map((row) => {
    const found = byRow.get(row.line) ?? [];
    const wrong = new Set(found.flatMap((error) => [error.column, ...error.column.split(', ')]).map((column) => column.toLowerCase()));
    const cells = sheet.columns.map((column, index) => {
      const value = valueOf(row.cells[index] ?? null);
      return wrong.has(column.toLowerCase()) ? { value, backgroundColor: '#FDE2E2' } : { value };
    });
    return [...cells, { value: neutral(found.map((error) => `${error.column || error.field}: ${error[lang]}`).join('; ')) }];
  });
  return writeXlsx([header, ...rows], { stickyRowsCount: 1 }).toBuffer();
}

/** As it was read; a moment as text in a form that is read again. */
function valueOf(cell: Cell): string | number {
  if (cell === null) return '';
  if (cell instanceof Date) return cell.toISOString().slice(0, 19).replace('T', ' ');
  return typeof cell === 'number' ? cell : neutral(String(cell));
}
