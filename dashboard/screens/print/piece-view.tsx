import { weekday } from '../../../config/definition/calendar-date';
import type { FieldDefinition } from '../../../config/definition/types';
import { partsOf } from '../../fields';
import { textOf } from '../../fields/field-value';
import type { Wording } from '../../providers/i18n';
import { chineseAmount } from './chinese-amount';
import { PaperValue } from './paper-value';
import type { Piece } from './pieces';

type RowPiece = Extract<Piece, { kind: 'row' | 'total' }>;
type GridPiece = Extract<Piece, { kind: 'grid' }>;

export const groupOf = (piece: Piece): string | undefined => ('group' in piece ? piece.group : undefined);

/** Pieces that follow each other on one page; those of a table become one table with its head. */
export function Pieces({ pieces, words }: { pieces: Piece[]; words: Wording }) {
  const runs: Piece[][] = [];
  for (const piece of pieces) {
    const last = runs.at(-1);
    const group = groupOf(piece);
    if (last?.[0] && group !== undefined && groupOf(last[0]) === group) last.push(piece);
    else runs.push([piece]);
  }
  return runs.map((run, index) => (
    <div key={index} className="td-paper-run" data-kind={run[0]?.kind}>
      <Run pieces={run} words={words} />
    </div>
  ));
}

function Run({ pieces, words }: { pieces: Piece[]; words: Wording }) {
  const [first] = pieces;
  if (!first) return null;
  if (first.kind === 'fields') return <FieldsTable pieces={pieces} words={words} />;
  if (first.kind === 'row' || first.kind === 'total') return <RowsTable pieces={pieces as RowPiece[]} words={words} hasHead />;
  if (first.kind === 'grid') return <GridTable pieces={pieces as GridPiece[]} days={first.days} words={words} hasHead />;
  if (first.kind === 'heading') return <h2 className="td-paper-heading">{first.text}</h2>;
  if (first.kind === 'prose')
    return first.isHeading ? <h2 className="td-paper-prose">{first.text}</h2> : <p className="td-paper-prose">{first.text}</p>;
  if (first.kind === 'text') return <p className="td-paper-text">{first.text}</p>;
  return <SignaturesView boxes={first.boxes} words={words} />;
}

/** One piece alone, without the head of its table and the room above it: what is measured. */
export function SinglePiece({ piece, words }: { piece: Piece; words: Wording }) {
  if (piece.kind === 'row' || piece.kind === 'total') return <RowsTable pieces={[piece]} words={words} hasHead={false} />;
  if (piece.kind === 'grid') return <GridTable pieces={[piece]} days={piece.days} words={words} hasHead={false} />;
  return piece.kind === 'fields' ? <FieldsTable pieces={[piece]} words={words} /> : <Pieces pieces={[piece]} words={words} />;
}

/** The head of a table alone, with the room above it. */
export function HeadOnly({ piece, words }: { piece: Piece; words: Wording }) {
  return (
    <div className="td-paper-run" data-kind={piece.kind}>
      {(piece.kind === 'row' || piece.kind === 'total') && <RowsTable pieces={[]} columns={piece.columns} words={words} hasHead />}
      {piece.kind === 'grid' && <GridTable pieces={[]} days={piece.days} words={words} hasHead />}
    </div>
  );
}

function FieldsTable({ pieces, words }: { pieces: Piece[]; words: Wording }) {
  const columns = pieces[0]?.kind === 'fields' ? pieces[0].columns : 1;
  return (
    <table className="td-paper-table" data-columns={columns}>
      <colgroup>
        {Array.from({ length: columns }, (_, index) => [<col key={`${index}l`} className="td-paper-label" />, <col key={`${index}v`} />])}
      </colgroup>
      <tbody>
        {pieces.map((piece, index) => (
          <tr key={index}>
            {piece.kind === 'fields' &&
              piece.cells.map(({ field, value, span }) => [
                <th key={`${field.name}l`} scope="row">
                  {words.say(field)}
                </th>,
                <td
                  key={field.name}
                  colSpan={span * 2 - 1}
                  className={field.type === 'text' ? 'td-paper-long' : field.format === 'signature' ? 'td-paper-sign' : undefined}
                >
                  <PaperValue field={field} value={value} words={words} />
                </td>,
              ])}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

const WEIGHTS: Partial<Record<FieldDefinition['type'], number>> = {
  integer: 1.1,
  decimal: 1.6,
  boolean: 1.6,
  time: 1.2,
  date: 2.2,
  money: 2,
  enum: 1.8,
  datetime: 2.4,
  text: 4,
};

function RowsTable({
  pieces,
  columns = pieces[0]?.columns ?? [],
  words,
  hasHead,
}: {
  pieces: RowPiece[];
  columns?: FieldDefinition[];
  words: Wording;
  hasHead: boolean;
}) {
  const { t, say } = words;
  const weight = (column: FieldDefinition): number => (column.name === 'number' ? 3 : column.values ? 2 : (WEIGHTS[column.type] ?? 2.6));
  const sum = columns.reduce((total, column) => total + weight(column), 0);
  return (
    <table className="td-paper-table" data-rows data-dense={columns.length > 9 || undefined}>
      <colgroup>
        <col className="td-paper-index" />
        {columns.map((column) => (
          <col key={column.name} style={{ width: `${(weight(column) / sum) * 95}%` }} />
        ))}
      </colgroup>
      {hasHead && (
        <thead>
          <tr>
            <th scope="col">{t('print.row')}</th>
            {columns.map((column) => (
              <th key={column.name} scope="col">
                {say(column)}
              </th>
            ))}
          </tr>
        </thead>
      )}
      <tbody>
        {pieces.map((piece, index) =>
          piece.kind === 'total' ? (
            <TotalRow key="total" piece={piece} words={words} />
          ) : (
            <tr key={index}>
              <td className="td-paper-centre">{piece.index + 1}</td>
              {columns.map((column) => (
                <td key={column.name} data-align={partsOf(column).align}>
                  {piece.row && <PaperValue field={column} value={piece.row[column.name]} words={words} isCompact />}
                </td>
              ))}
            </tr>
          ),
        )}
      </tbody>
    </table>
  );
}

/** Money is said twice, in digits and in capitals, so that nobody can change it with a pen; without any line both stay open for the pen. */
function TotalRow({ piece, words }: { piece: Extract<Piece, { kind: 'total' }>; words: Wording }) {
  const { t } = words;
  const isMoney = piece.field.type === 'money';
  const amount = typeof piece.value === 'number' ? piece.value : null;
  return (
    <tr className="td-paper-total">
      <td colSpan={piece.columns.length + 1}>
        <span>{t('print.total')}</span>
        {isMoney && <span>{`${t('print.capitals')}:${amount === null ? '' : chineseAmount(amount)}`}</span>}
        <strong>{isMoney && amount === null ? <span className="td-paper-open">¥</span> : textOf(piece.value, piece.field, words)}</strong>
      </td>
    </tr>
  );
}

/** Names against days; Saturdays and Sundays are grey. */
function GridTable({ pieces, days, words: { t }, hasHead }: { pieces: GridPiece[]; days: string[]; words: Wording; hasHead: boolean }) {
  const isFree = (day: string): true | undefined => ((weekday(day) ?? 1) > 5 ? true : undefined);
  return (
    <table className="td-paper-table" data-grid>
      <colgroup>
        <col className="td-paper-name" />
        {days.map((day) => (
          <col key={day} />
        ))}
      </colgroup>
      {hasHead && (
        <thead>
          <tr>
            <th scope="col">{t('print.person')}</th>
            {days.map((day) => (
              <th key={day} scope="col" data-free={isFree(day)}>
                {Number(day.slice(8))}
              </th>
            ))}
          </tr>
        </thead>
      )}
      <tbody>
        {pieces.map((piece) => (
          <tr key={piece.name}>
            <th scope="row">{piece.name}</th>
            {piece.cells.map((cell, index) => (
              <td key={days[index]} data-free={isFree(days[index] ?? '')}>
                {cell.text}
                {cell.isMarked && <b>●</b>}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function SignaturesView({ boxes, words: { t } }: { boxes: Extract<Piece, { kind: 'signatures' }>['boxes']; words: Wording }) {
  return (
    <ul className="td-paper-signatures">
      {boxes.map((box, index) => (
        <li key={index}>
          <span>{box.label}</span>
          <div>{box.image ? <img className="td-paper-drawing" src={box.image} alt={t('fields.signed')} /> : box.name}</div>
          <small>{t('print.date')}</small>
        </li>
      ))}
    </ul>
  );
}
