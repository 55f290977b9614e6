import { decodeText } from './encoding';
import { readCsv } from './csv';
import { sheetOf, SheetError, type Cell, type Sheet } from './sheet';
import { readXlsxSheet } from './xlsx';

/** Reads a file by what it is, not by what it is called. */
export async function readSheet(bytes: Buffer, sheetName?: string): Promise<Sheet> {
  if (bytes.length === 0) throw new SheetError('empty_file');
  if (bytes[0] === 0x50 && bytes[1] === 0x4b) return readXlsxSheet(bytes, sheetName);
  if (bytes[0] === 0xd0 && bytes[1] === 0xcf) throw new SheetError('unreadable_file', { reason: 'xls' });
  const json = readJson(bytes);
  return json ?? readCsv(bytes);
}

/** A JSON file whose rows are a list, or the first list of an object (`{days: [...]}`). Null when the file is not JSON. */
function readJson(bytes: Buffer): Sheet | null {
  const { text, encoding } = decodeText(bytes);
  if (!/^\s*[[{]/.test(text)) return null;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return null; // A CSV may begin with a bracket.
  }
  const lists = Array.isArray(value) ? [value] : Object.values(value as object).filter(Array.isArray);
  const rows =
    lists
      .map((list) => list.filter((row): row is Record<string, Cell> => typeof row === 'object' && row !== null))
      .find((list) => list.length > 0) ?? [];
  if (rows.length === 0) throw new SheetError('empty_file');
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  return sheetOf([columns, ...rows.map((row) => columns.map((column) => row[column] ?? null))], { encoding });
}
