import type { FieldDefinition, PaperDefinition, Words } from '../../../config/definition/types';
import type { PaperBlock } from '../../../config/papers/paper-types';
import { partyWords } from '../../../config/papers/parties';
import { filesOf, isSignature } from '../../fields/media/file-words';
import { textOf } from '../../fields/field-value';
import type { FormView } from '../../providers/definitions-source';
import type { Wording } from '../../providers/i18n';
import type { RecordRow } from '../../providers/record-types';
import { gridPieces, type GridCell } from './grid';

type Row = Record<string, unknown>;
export type Cell = { field: FieldDefinition; value: unknown; /** How many of the block's columns it takes. */ span: number };
export type SignatureBox = { label: string; image?: string; name?: string };

/** A part of a paper that is not cut by the end of a page. Pieces of one `group` are rows of one table. */
export type Piece =
  | { kind: 'heading'; text: string }
  | { kind: 'fields'; group: string; columns: number; cells: Cell[] }
  | { kind: 'row'; group: string; columns: FieldDefinition[]; row: Row | null; index: number }
  | { kind: 'total'; group: string; columns: FieldDefinition[]; field: FieldDefinition; value: unknown }
  | { kind: 'grid'; group: string; days: string[]; name: string; cells: GridCell[] }
  | { kind: 'text'; text: string }
  | { kind: 'prose'; text: string; isHeading: boolean }
  | { kind: 'signatures'; boxes: SignatureBox[] };

type Source = { form: FormView; record: RecordRow; paper: PaperDefinition; words: Wording };

/** The blocks of a layout as pieces; title, copies and code stand in the head of the sheet. */
export function piecesOf(blocks: PaperBlock[], headings: Map<PaperBlock, Words>, source: Source): Piece[] {
  return blocks.flatMap((block, index): Piece[] => {
    const heading = headings.get(block);
    const own = blockPieces(block, String(index), source);
    return heading && own.length > 0 ? [{ kind: 'heading', text: source.words.say(heading) }, ...own] : own;
  });
}

function blockPieces(block: PaperBlock, group: string, source: Source): Piece[] {
  const { words } = source;
  switch (block.kind) {
    case 'fields':
      return lines(block.fields, block.columns ?? 2, source).map((cells) => ({
        kind: 'fields',
        group,
        columns: block.columns ?? 2,
        cells,
      }));
    case 'table':
      return tablePieces(block, group, source);
    case 'grid': {
      const field = source.form.fields.find((one) => one.name === block.field);
      const rows = source.record[block.field];
      return field && Array.isArray(rows) ? gridPieces(block, group, field, rows as Row[], words) : [];
    }
    case 'text':
      // By paragraph, so that a long one may go on overleaf.
      return words
        .say(block)
        .split(/\n+/)
        .map((text) => ({ kind: 'text', text }));
    case 'prose':
      return prosePieces(block, source);
    case 'signatures':
      return signaturePieces(signatureBoxes(block.fields, source));
    default:
      return [];
  }
}

/** Fills lines of so many boxes; a long text takes a line of its own, and the last box takes what is left. */
function lines(names: string[], columns: number, { form, record }: Source): Cell[][] {
  const found: Cell[][] = [];
  let used = columns;
  for (const field of known(form, names)) {
    const span = field.type === 'text' ? columns : 1;
    const cell: Cell = { field, value: record[field.name], span };
    const line = found.at(-1);
    if (line && used + span <= columns) line.push(cell);
    else {
      fill(line, columns - used);
      found.push([cell]);
      used = 0;
    }
    used += span;
  }
  fill(found.at(-1), columns - used);
  return found;
}

function fill(line: Cell[] | undefined, left: number): void {
  const last = line?.at(-1);
  if (last) last.span += left;
}

/** Fields of the form that the caller sees, in the order of the layout. */
const known = (form: FormView, names: string[]): FieldDefinition[] =>
  names.flatMap((name) => form.fields.find((field) => field.name === name) ?? []);

function tablePieces(block: PaperBlock & { kind: 'table' }, group: string, { form, record }: Source): Piece[] {
  const field = form.fields.find((one) => one.name === block.field);
  if (!field) return [];
  const columns = block.columns.flatMap((name) => field.columns?.find((column) => column.name === name && !column.archived) ?? []);
  const value = record[field.name];
  const rows: (Row | null)[] = Array.isArray(value) ? [...(value as Row[])] : [];
  while (rows.length < (block.minRows ?? 1)) rows.push(null);
  const total = block.total ? form.fields.find((one) => one.name === block.total) : undefined;
  return [
    ...rows.map((row, index): Piece => ({ kind: 'row', group, columns, row, index })),
    ...(total
      ? [
          {
            kind: 'total',
            group,
            columns,
            field: total,
            value: rows.some(Boolean) ? record[total.name] : record[total.name] || null,
          } satisfies Piece,
        ]
      : []),
  ];
}

/** Paragraph by paragraph, so that a long text goes on overleaf; nothing for a language that was not written. */
function prosePieces(block: PaperBlock & { kind: 'prose' }, { record }: Source): Piece[] {
  const [heading, text] = [block.heading && record[block.heading], record[block.field]];
  if (typeof text !== 'string' || text.trim() === '') return [];
  const paragraphs = text
    .trim()
    .split(/\n+/)
    .map((paragraph): Piece => ({ kind: 'prose', text: paragraph, isHeading: false }));
  return typeof heading === 'string' && heading !== '' ? [{ kind: 'prose', text: heading, isHeading: true }, ...paragraphs] : paragraphs;
}

const signaturePieces = (boxes: SignatureBox[]): Piece[] => (boxes.length > 0 ? [{ kind: 'signatures', boxes }] : []);

/**
 * Boxes to sign in. Named fields print their drawing; names of the paper take the drawing, or the person of the field that is called so
 * (`客户` finds 客户验收签字, not 客户确认价格), and else stay empty for the pen. A drawing that no name asks for is printed too: it is part of the paper.
 */
function signatureBoxes(fields: string[] | undefined, source: Source): SignatureBox[] {
  const { form, record, paper, words } = source;
  const drawn = form.fields.filter((field) => field.type === 'media' && isSignature(field));
  if (fields) return known(form, fields).map((field) => ({ label: words.say(field), image: filesOf(record[field.name])[0]?.url }));
  const used = new Set<string>();
  const boxes = paper.signatures.map((label): SignatureBox => {
    const plain = label.replace(/[((].*$/, '');
    const image = drawn.find((field) => !used.has(field.name) && field.zh.startsWith(plain) && /签/.test(field.zh));
    if (image) used.add(image.name);
    const person = form.fields.find((field) => field.zh === plain && (field.target === 'employee' || field.type === 'string'));
    return {
      label: words.say(partyWords(label)),
      image: image && filesOf(record[image.name])[0]?.url,
      name: person && textOf(record[person.name], person, words),
    };
  });
  const others = drawn.filter((field) => !used.has(field.name) && filesOf(record[field.name])[0]);
  const open = boxes.filter((box) => !box.image && !box.name);
  const [box, other] = [open[0], others[0]];
  // One name and one drawing are left over: they belong together, whatever the field is called.
  if (box && other && open.length === 1 && others.length === 1 && boxes.length === 1) {
    box.image = filesOf(record[other.name])[0]?.url;
    return boxes;
  }
  return [...boxes, ...others.map((field) => ({ label: words.say(field), image: filesOf(record[field.name])[0]?.url }))];
}
