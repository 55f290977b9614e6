import { decodeMoney } from './format';
import { isToMany } from '../../config/projections/strapi-schema';
import type { FieldDefinition } from '../../config/definition/types';

/** A cell that a spreadsheet would run as a formula is made text by a leading apostrophe (CSV injection). Numbers are not touched. */
export function neutral(text: string): string {
  return /^[=+\-@\t\r]/.test(text) && !/^[-+]?\d+(\.\d+)?$/.test(text) ? `'${text}` : text;
}

/** The text that was neutralised. */
export function bare(text: string): string {
  return text.startsWith("'") && neutral(text.slice(1)) === text ? text.slice(1) : text;
}

/** What a list shows of a value, as text or number for a sheet: words of lists, labels of records, yuan, local time. */
export function cellOf(field: FieldDefinition, value: unknown, lang: 'zh' | 'en'): string | number | null {
  if (value === null || value === undefined) return null;
  switch (field.type) {
    case 'money':
      return typeof value === 'number' ? Number(decodeMoney(value)) : neutral(String(value));
    case 'integer':
    case 'decimal':
      return typeof value === 'number' ? value : neutral(String(value));
    case 'boolean':
      return lang === 'zh' ? (value ? '是' : '否') : value ? 'Yes' : 'No';
    case 'datetime':
      return localTime(String(value));
    case 'enum':
      return neutral((Array.isArray(value) ? value : [value]).map((entry) => wordOf(field, entry, lang)).join(lang === 'zh' ? '、' : ', '));
    case 'relation':
      return neutral((isToMany(field) && Array.isArray(value) ? value : [value]).map(labelOf).join(lang === 'zh' ? '、' : ', '));
    case 'media':
      return neutral(
        (Array.isArray(value) ? value : [value]).map((file) => String((file as { name?: unknown } | null)?.name ?? '')).join(', '),
      );
    case 'json-rows':
      return Array.isArray(value) ? value.length : null;
    default:
      return neutral(String(value));
  }
}

function wordOf(field: FieldDefinition, value: unknown, lang: 'zh' | 'en'): string {
  const entry = field.values?.find((candidate) => String(candidate.value) === String(value));
  return entry ? entry[lang] : String(value);
}

function labelOf(value: unknown): string {
  if (typeof value !== 'object' || value === null) return String(value ?? '');
  const { title, number, documentId } = value as Record<string, unknown>;
  return String(title ?? number ?? documentId ?? '');
}

function localTime(iso: string): string {
  const time = Date.parse(iso);
  return Number.isNaN(time) ? neutral(iso) : new Date(time + 8 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ');
}

/** A line of CSV: quoted where needed. */
export function csvLine(cells: (string | number | null)[]): string {
  return `${cells.map((cell) => (cell === null ? '' : /[",\r\n]/.test(String(cell)) ? `"${String(cell).replaceAll('"', '""')}"` : String(cell))).join(',')}\r\n`;
}
