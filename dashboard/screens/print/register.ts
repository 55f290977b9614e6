import { addMonths, parseDate } from '../../../config/definition/calendar-date';
import type { FieldDefinition, PaperDefinition } from '../../../config/definition/types';
import { partyWords } from '../../../config/papers/parties';
import { presentField } from '../../fields/present-field';
import { dayStart, toHouse } from '../../fields/controls/house-time';
import type { FormView } from '../../providers/definitions-source';
import type { Wording } from '../../providers/i18n';
import type { RecordRow } from '../../providers/record-types';
import type { Piece, SignatureBox } from './pieces';

/** Empty lines below the rows: a register lies on the counter and is written on by hand. */
const LEAST_ROWS = 16;

/** The date by which a register is kept: that of its order, else when a line was written. Masters are one list without months. */
export function monthField(form: FormView): FieldDefinition | null {
  if (form.kind === 'master') return null;
  const named = form.fields.find((field) => field.name === form.list.sort?.replace(/^-/, ''));
  const dated = named?.type === 'date' || named?.type === 'datetime' ? named : undefined;
  return dated ?? form.fields.find((field) => field.name === 'registeredAt') ?? null;
}

/** `2026-11` of the address, else the month of the record. */
export function monthOf(asked: string | null, field: FieldDefinition, record: RecordRow): string {
  if (asked && parseDate(`${asked}-01`) !== null) return asked;
  const value = record[field.name];
  return (field.type === 'date' ? String(value ?? '') : toHouse(value)).slice(0, 7);
}

/** The month as a list is asked for it; instants by the house's midnight. */
export function daysOfMonth(month: string, field: FieldDefinition): { field: FieldDefinition; from: string; to: string } | null {
  const next = addMonths(`${month}-01`, 1);
  if (next === null) return null;
  const bound = (day: string): string => (field.type === 'date' ? day : (dayStart(day) ?? day));
  return { field, from: bound(`${month}-01`), to: bound(next) };
}

/** Columns of the list, and who signs each line where that is a field of the form. */
export function registerColumns(form: FormView, paper: PaperDefinition): { columns: FieldDefinition[]; signers: string[] } {
  const columns = (paper.fields ?? form.list.columns)
    .flatMap((name) => presentField(form, name) ?? [])
    .filter((field) => field.name !== 'slaDueAt');
  const signers: string[] = [];
  for (const label of paper.signatures) {
    const field = form.fields.find(
      (one) => (one.format === 'signature' && one.zh.startsWith(label)) || (one.zh === label && one.type === 'relation'),
    );
    if (!field) signers.push(label);
    else if (!columns.includes(field)) columns.push(field);
  }
  return { columns, signers };
}

export function registerPieces(form: FormView, paper: PaperDefinition, records: RecordRow[], words: Wording): Piece[] {
  const { columns, signers } = registerColumns(form, paper);
  const rows: (RecordRow | null)[] = [...records];
  while (rows.length < LEAST_ROWS) rows.push(null);
  const boxes: SignatureBox[] = signers.map((label) => ({ label: words.say(partyWords(label)) }));
  return [
    ...rows.map((row, index): Piece => ({ kind: 'row', group: 'register', columns, row, index })),
    ...(boxes.length > 0 ? [{ kind: 'signatures', boxes } satisfies Piece] : []),
  ];
}
