import type { FieldDefinition } from '../../../../config/definition/types';
import type { DesignerWording } from '../words/use-designer-words';

export type FormulaTemplate = { label: string; source: string };

const NUMBERS = ['integer', 'decimal', 'money'];
const MOST = 8;

/** Formulas that are asked for again and again, made of the fields that are there: sums of rows, products, days between, texts put together. */
export function formulaTemplates(
  own: FieldDefinition,
  fields: readonly FieldDefinition[],
  { d, say }: Pick<DesignerWording, 'd' | 'say'>,
): FormulaTemplate[] {
  const others = fields.filter((field) => field.name !== own.name && !field.archived);
  const named = (...parts: FieldDefinition[]): { a: string; b: string } => ({
    a: parts[0] ? say(parts[0]) : '',
    b: parts[1] ? say(parts[1]) : '',
  });
  const found: FormulaTemplate[] = [];
  if (NUMBERS.includes(own.type)) {
    for (const rows of others.filter((field) => field.type === 'json-rows')) {
      for (const column of (rows.columns ?? []).filter(
        (one) => one.type === own.type || (NUMBERS.includes(one.type) && own.type !== 'money'),
      )) {
        found.push({ label: d('formulas.sum', { a: say(rows), b: say(column) }), source: `sum(${rows.name}.${column.name})` });
      }
      if (own.type !== 'money') found.push({ label: d('formulas.count', { a: say(rows) }), source: `count(${rows.name})` });
    }
    const numbers = others.filter((field) => NUMBERS.includes(field.type) && !['rev', 'formVersion'].includes(field.name));
    const products = numbers
      .flatMap((a, index) => numbers.slice(index + 1).map((b) => [a, b] as const))
      .filter(([a, b]) => (own.type === 'money') === (a.type === 'money' || b.type === 'money'));
    for (const [a, b] of products) found.push({ label: d('formulas.product', named(a, b)), source: `round(${a.name} * ${b.name})` });
    const dates = others.filter((field) => field.type === 'date');
    if (own.type === 'integer')
      for (const [index, a] of dates.entries())
        for (const b of dates.slice(index + 1))
          found.push({ label: d('formulas.days', named(a, b)), source: `days(${a.name}, ${b.name})` });
  }
  if (own.type === 'string') {
    const texts = others.filter((field) => field.type === 'string' && !field.sensitive && !field.encrypted);
    for (const [index, a] of texts.entries())
      for (const b of texts.slice(index + 1, index + 2))
        found.push({ label: d('formulas.text', named(a, b)), source: `text(${a.name}) + ' ' + text(${b.name})` });
  }
  if (own.type === 'date')
    for (const a of others.filter((field) => field.type === 'date'))
      found.push({ label: d('formulas.later', named(a)), source: `addDays(${a.name}, 7)` });
  if (own.type === 'boolean')
    for (const a of others.filter((field) => ['date', 'media', 'relation'].includes(field.type)))
      found.push({ label: d('formulas.filled', named(a)), source: `filled(${a.name})` });
  return found.slice(0, MOST);
}
