/** A cell as it was read: text, number, moment or nothing. Text stays text: leading zeros are kept. */
export type Cell = string | number | boolean | Date | null;

/** A table out of a file, whatever the file was. Row numbers are those a person sees in a spreadsheet (header = 1). */
export interface Sheet {
  columns: string[];
  rows: { line: number; cells: Cell[] }[];
  encoding: string;
  sheetNames: string[];
  /** Cells that held a formula (only their last result was read): line and column. */
  formulas: { line: number; column: string }[];
}

/** Header of the column that a marked copy adds; a corrected copy that comes back is read without it. */
export const PROBLEMS = { zh: '导入问题', en: 'Import problems' };

export const LIMITS = { bytes: 30_000_000, rows: 100_000, columns: 400, unpacked: 300_000_000 };

/** A file that cannot be read at all. `code` finds its words in the messages; `params` fill them. */
export class SheetError extends Error {
  constructor(
    readonly code: 'file_too_large' | 'too_many_rows' | 'too_many_columns' | 'empty_file' | 'unreadable_file' | 'no_such_sheet',
    readonly params: Record<string, unknown> = {},
  ) {
    super(code);
    this.name = 'SheetError';
  }
}

/** Headers as names: outer blanks go, inner runs of blanks become one, an empty one is named by its place, a repeated one is counted. */
export function columnNames(header: Cell[]): string[] {
  const seen = new Map<string, number>();
  return header.map((cell, index) => {
    const name =
      cell === null
        ? ''
        : String(cell)
            .replace(/[\s\u3000]+/g, ' ')
            .trim();
    const base = name === '' ? `#${index + 1}` : name;
    const count = (seen.get(base) ?? 0) + 1;
    seen.set(base, count);
    return count === 1 ? base : `${base} (${count})`;
  });
}

/** Builds a sheet from raw rows: the first row that is not blank is the header, wholly blank rows are left out. */
export function sheetOf(raw: Cell[][], about: { encoding: string; sheetNames?: string[] }): Sheet {
  const isBlank = (row: Cell[]): boolean => row.every((cell) => cell === null || (typeof cell === 'string' && cell.trim() === ''));
  const start = raw.findIndex((row) => !isBlank(row));
  if (start < 0) throw new SheetError('empty_file');
  const width = Math.max(...raw.slice(start, start + 1000).map((row) => row.length));
  if (width > LIMITS.columns) throw new SheetError('too_many_columns', { columns: width, limit: LIMITS.columns });
  if (raw.length - start - 1 > LIMITS.rows) throw new SheetError('too_many_rows', { rows: raw.length - start - 1, limit: LIMITS.rows });
  const header = raw[start] ?? [];
  const named = columnNames(Array.from({ length: width }, (_, index) => header[index] ?? null));
  const columns = Object.values(PROBLEMS).includes(named.at(-1) ?? '') ? named.slice(0, -1) : named;
  const rows = raw
    .map((cells, index) => ({ line: index + 1, cells }))
    .slice(start + 1)
    .filter((row) => !isBlank(row.cells));
  return { columns, rows, encoding: about.encoding, sheetNames: about.sheetNames ?? [], formulas: [] };
}
