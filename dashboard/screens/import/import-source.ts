import { http } from '../../providers/http';
import type { SavedMapping } from './import-mapping';

/** The first look at a file. */
export type Preview = {
  columns: string[];
  rows: Record<string, unknown>[];
  total: number;
  /** Column of the file -> field. */
  guess: Record<string, string>;
  /** Name of a saved mapping that knows these columns. */
  mapping: string | null;
  encoding: string;
  sheetNames: string[];
  formulas: { line: number; column: string }[];
};

export type RowProblem = { row: number; column: string; field: string; code: string; zh: string; en: string };

/** What an import did, or would do. */
export type ImportReport = {
  mapping: string;
  rows: number;
  ok: number;
  created: number;
  known: number;
  byForm: Record<string, number>;
  errors: RowProblem[];
  formulas: { line: number; column: string }[];
  batch: number | null;
  dryRun: boolean;
  /** The file with its problems written in, as a data address. */
  markedCopy: string | null;
};

export type UndoReport = { archived: number; kept: { form: string; documentId: string; code: string }[] };

/** A saved mapping by its name, or the columns as they stand on the screen. */
export type MappingChoice = string | Record<string, string>;

export function previewFile(plural: string, file: File, sheet: string | undefined): Promise<Preview> {
  return http<Preview>(`/${plural}/import/preview`, { method: 'POST', body: bodyOf(file, sheet) });
}

export function importFile(
  plural: string,
  file: File,
  sheet: string | undefined,
  mapping: MappingChoice,
  dryRun: boolean,
): Promise<ImportReport> {
  const body = bodyOf(file, sheet);
  body.append('mapping', typeof mapping === 'string' ? mapping : JSON.stringify(mapping));
  return http<ImportReport>(`/${plural}/import`, { method: 'POST', query: dryRun ? { dryRun: true } : undefined, body });
}

export const undoImport = (plural: string, batch: number): Promise<UndoReport> =>
  http<UndoReport>(`/${plural}/import/undo/${batch}`, { method: 'POST', body: {} });
export const fetchMappings = (): Promise<SavedMapping[]> => http<SavedMapping[]>('/import-mappings');
export const saveMapping = (mapping: SavedMapping): Promise<{ name: string }> =>
  http<{ name: string }>('/import-mappings', { method: 'POST', body: mapping });

function bodyOf(file: File, sheet: string | undefined): FormData {
  const body = new FormData();
  body.append('file', file, file.name);
  if (sheet) body.append('sheet', sheet);
  return body;
}
