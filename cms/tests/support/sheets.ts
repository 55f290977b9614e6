import iconv from 'iconv-lite';
import writeXlsx from 'write-excel-file/node';
import type { Answer, Api } from './api';
import { need } from './house';

/** Sheets as people send them: made up, with the columns and the traps of real ones. */
export type Cells = string[];

const quoted = (cell: string): string => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);

export const csv = (rows: Cells[], lineEnd = '\n'): Buffer =>
  Buffer.from(rows.map((row) => row.map(quoted).join(',')).join(lineEnd) + lineEnd);
export const withBom = (bytes: Buffer): Buffer => Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), bytes]);
/** As Excel in Chinese saves a CSV. */
export const inGbk = (bytes: Buffer): Buffer => iconv.encode(bytes.toString('utf8'), 'gbk');
export const xlsx = (rows: Cells[]): Promise<Buffer> => writeXlsx(rows.map((row) => row.map((value) => ({ value })))).toBuffer();

export interface Report {
  mapping: string;
  rows: number;
  ok: number;
  created: number;
  known: number;
  byForm: Record<string, number>;
  errors: { row: number; column: string; field: string; code: string; zh: string; en: string }[];
  formulas: { line: number; column: string }[];
  batch: number | null;
  dryRun: boolean;
  markedCopy: string | null;
}

export interface Preview {
  columns: string[];
  rows: Record<string, unknown>[];
  total: number;
  guess: Record<string, string>;
  mapping: string | null;
  encoding: string;
  sheetNames: string[];
  formulas: { line: number; column: string }[];
}

interface Choice {
  /** Name of a mapping, or {column: field}. */
  mapping?: string | Record<string, string>;
  dryRun?: boolean;
  name?: string;
  sheet?: string;
}

function bodyOf(bytes: Buffer, { mapping, name = 'sheet.csv', sheet }: Choice): FormData {
  const body = new FormData();
  body.append('file', new Blob([new Uint8Array(bytes)]), name);
  if (mapping !== undefined) body.append('mapping', typeof mapping === 'string' ? mapping : JSON.stringify(mapping));
  if (sheet !== undefined) body.append('sheet', sheet);
  return body;
}

export const sendSheet = (api: Api, plural: string, bytes: Buffer, choice: Choice = {}): Promise<Answer<Report>> =>
  api.post<Report>(`/api/${plural}/import${choice.dryRun ? '?dryRun=true' : ''}`, bodyOf(bytes, choice));

/** Imports a sheet; the answer must be a report. */
export const bringIn = async (api: Api, plural: string, bytes: Buffer, choice: Choice = {}): Promise<Report> =>
  need(await sendSheet(api, plural, bytes, choice));

export const look = async (api: Api, plural: string, bytes: Buffer, choice: Choice = {}): Promise<Preview> =>
  need(await api.post<Preview>(`/api/${plural}/import/preview`, bodyOf(bytes, choice)));

/** The marked copy out of a report. */
export const copyOf = (report: Report): Buffer => Buffer.from(report.markedCopy?.split(',')[1] ?? '', 'base64');
