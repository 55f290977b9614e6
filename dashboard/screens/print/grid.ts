import { addDays, parseDate } from '../../../config/definition/calendar-date';
import type { FieldDefinition } from '../../../config/definition/types';
import type { PaperBlock } from '../../../config/papers/paper-types';
import { textOf } from '../../fields/field-value';
import type { Wording } from '../../providers/i18n';
import type { Piece } from './pieces';

type Row = Record<string, unknown>;
export type GridCell = { text: string; isMarked: boolean };
type GridBlock = Extract<PaperBlock, { kind: 'grid' }>;

/** Longest grid: a month and a bit; more days would be too narrow to read. */
const MOST_DAYS = 35;

/** Rows of a json-rows field against the days between the first and the last of them, and below what the letters mean. */
export function gridPieces(block: GridBlock, group: string, field: FieldDefinition, rows: Row[], words: Wording): Piece[] {
  const column = (name: string | undefined): FieldDefinition | undefined => field.columns?.find((one) => one.name === name);
  const [who, cell, mark] = [column(block.row), column(block.cell), column(block.mark)];
  const days = daysOf(rows.map((row) => row[block.day]));
  if (!who || !cell || days.length === 0) return [];
  const names = new Map<string, Map<string, GridCell>>();
  const labels = [...new Set(rows.map((row) => textOf(row[cell.name], cell, words)))].filter(Boolean);
  const short = shortest(labels);
  for (const row of rows) {
    const name = textOf(row[who.name], who, words);
    const line = names.get(name) ?? new Map<string, GridCell>();
    const text = short.get(textOf(row[cell.name], cell, words)) ?? '';
    const before = line.get(String(row[block.day]));
    // Two shifts on one day stand in one box.
    line.set(String(row[block.day]), {
      text: before ? `${before.text}/${text}` : text,
      isMarked: (mark && row[mark.name] === true) || before?.isMarked === true,
    });
    names.set(name, line);
  }
  const legend = [
    ...labels.filter((label) => short.get(label) !== label).map((label) => `${short.get(label)} ${label}`),
    ...(mark ? [words.t('print.markIs', { name: words.say(mark) })] : []),
  ];
  return [
    ...[...names].map(
      ([name, line]): Piece => ({
        kind: 'grid',
        group,
        days,
        name,
        cells: days.map((day) => line.get(day) ?? { text: '', isMarked: false }),
      }),
    ),
    ...(legend.length > 0 ? [{ kind: 'text', text: legend.join('    ') } satisfies Piece] : []),
  ];
}

function daysOf(values: unknown[]): string[] {
  const known = values.filter((value): value is string => typeof value === 'string' && parseDate(value) !== null).sort();
  const [first, last] = [known[0], known.at(-1)];
  const days: string[] = [];
  for (let day = first; day && last && day <= last && days.length < MOST_DAYS; day = addDays(day, 1) ?? undefined) days.push(day);
  return days;
}

/** The fewest first letters that tell the names apart: 早 for 早班 where nothing else begins so. */
export function shortest(names: string[]): Map<string, string> {
  const letters = names.map((name) => [...name]);
  const longest = Math.max(0, ...letters.map((own) => own.length));
  for (let count = 1; count < longest; count += 1) {
    const cut = letters.map((own) => own.slice(0, count).join(''));
    if (new Set(cut).size === names.length) return new Map(names.map((name, index) => [name, cut[index] ?? name]));
  }
  return new Map(names.map((name) => [name, name]));
}
