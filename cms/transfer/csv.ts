import { parse } from 'csv-parse/sync';
import { decodeText } from './encoding';
import { LIMITS, sheetOf, SheetError, type Cell, type Sheet } from './sheet';

/** Reads delimited text of any common kind: delimiter, line ends (CRLF, LF, CR only) and encoding are found out. */
export function readCsv(bytes: Buffer): Sheet {
  if (bytes.length > LIMITS.bytes) throw new SheetError('file_too_large', { bytes: bytes.length, limit: LIMITS.bytes });
  const { text, encoding } = decodeText(bytes);
  if (text.includes('\u0000')) throw new SheetError('unreadable_file', { reason: 'binary' });
  let rows: string[][];
  try {
    rows = parse(text, {
      delimiter: sniffDelimiter(text),
      record_delimiter: ['\r\n', '\n', '\r'],
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: false,
      to: LIMITS.rows + 2,
    }) as string[][];
  } catch (error) {
    throw new SheetError('unreadable_file', { reason: error instanceof Error ? error.message : String(error) });
  }
  return sheetOf(rows as Cell[][], { encoding });
}

/** The delimiter that splits the first lines most evenly, outside quotes. */
export function sniffDelimiter(text: string): string {
  const sample = text.slice(0, 20_000);
  let best = { delimiter: ',', score: 0 };
  for (const delimiter of [',', ';', '\t', '|']) {
    const counts = countPerLine(sample, delimiter).slice(0, 20);
    const first = counts[0] ?? 0;
    if (first === 0) continue;
    const even = counts.filter((count) => count === first).length / counts.length;
    const score = first * even;
    if (score > best.score) best = { delimiter, score };
  }
  return best.delimiter;
}

function countPerLine(text: string, delimiter: string): number[] {
  const counts: number[] = [];
  let quoted = false;
  let count = 0;
  for (let index = 0; index < text.length; index += 1) {
    const char = text[index];
    if (char === '"') quoted = !quoted;
    else if (quoted) continue;
    else if (char === delimiter) count += 1;
    else if (char === '\n' || (char === '\r' && text[index + 1] !== '\n')) {
      if (count > 0 || counts.length > 0) counts.push(count);
      count = 0;
    }
  }
  return counts.length > 0 ? counts : [count];
}
