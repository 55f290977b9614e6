import readXlsx from 'read-excel-file/node';
import { LIMITS, sheetOf, SheetError, type Cell, type Sheet } from './sheet';
import { unzipText, zipEntries } from './zip';

/** Reads one sheet of a workbook (the first, or the named one). Numbers stay numbers, dates become moments, text stays as typed. */
export async function readXlsxSheet(bytes: Buffer, sheetName?: string): Promise<Sheet> {
  if (bytes.length > LIMITS.bytes) throw new SheetError('file_too_large', { bytes: bytes.length, limit: LIMITS.bytes });
  const entries = zipEntries(bytes);
  for (const entry of entries) if (entry.name.endsWith('.xml')) unzipText(bytes, entry);
  let sheets: { sheet: string; data: Cell[][] }[];
  try {
    sheets = (await readXlsx(bytes)) as unknown as { sheet: string; data: Cell[][] }[];
  } catch (error) {
    throw new SheetError('unreadable_file', { reason: error instanceof Error ? error.message : String(error) });
  }
  const index = sheetName === undefined ? 0 : sheets.findIndex((candidate) => candidate.sheet === sheetName);
  const found = sheets[index];
  if (!found) throw new SheetError('no_such_sheet', { sheet: sheetName });
  const sheet = sheetOf(found.data, { encoding: 'xlsx', sheetNames: sheets.map((candidate) => candidate.sheet) });
  const part = entries.find((entry) => entry.name === `xl/worksheets/sheet${index + 1}.xml`);
  if (part) sheet.formulas = formulaCells(unzipText(bytes, part), sheet.columns);
  return sheet;
}

/** Cells with a formula: what was read is only the result that the last program stored. */
export function formulaCells(xml: string, columns: string[]): { line: number; column: string }[] {
  const found: { line: number; column: string }[] = [];
  for (const match of xml.matchAll(/<c\b[^>]*\br="([A-Z]+)(\d+)"[^>]*>\s*<f[\s>/]/g)) {
    const index = [...(match[1] ?? 'A')].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;
    found.push({ line: Number(match[2]), column: columns[index] ?? `#${index + 1}` });
  }
  return found;
}
