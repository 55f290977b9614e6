import { localDate, localTime } from '../definition/calendar-date';
import { VOID_STATE } from '../definition/expand';
import type { FieldDefinition, FormDefinition, Words } from '../definition/types';
import { tileField, isDay, needsField, type FilterTree, type TileDefinition } from './tile';

/** Forms by their key, and names of the records that a condition names. */
export interface TileLookup {
  form: (key: string) => Pick<FormDefinition, 'fields' | 'states'> | undefined;
  name: (form: string, documentId: string) => string | undefined;
}

type Form = Pick<FormDefinition, 'fields' | 'states'>;

/** What the figure is, in one sentence of each language, out of its definition: nobody has to write it, and it is never out of date. */
export function tileWords(tile: TileDefinition, def: FormDefinition, lookup: TileLookup): Words {
  const field = needsField(tile.measure) ? tileField(def, tile.field) : undefined;
  const what = measureWords(tile, def, field, lookup);
  const where = conditionWords(tile.filter, def, lookup);
  const day = tile.period === null ? undefined : tileField(def, tile.period);
  const hasVoid = def.states.some((state) => state.value === VOID_STATE) && !asksForVoid(tile.filter);
  const left: Words = hasVoid
    ? { zh: '作废与归档的记录不计。', en: 'Void and archived records are left out.' }
    : { zh: '归档的记录不计。', en: 'Archived records are left out.' };
  const time: Words = day
    ? { zh: `按“${day.zh}”归入期间`, en: `by “${day.en}” within the period` }
    : { zh: '不分期间,为当前的全部记录', en: 'all of them as they stand now, whatever the period' };
  return {
    zh: `${what.zh}${where ? `;条件:${where.zh}` : ''};${time.zh}。${left.zh}`,
    en: `${what.en}${where ? `, where ${where.en}` : ''}; ${time.en}. ${left.en}`,
  };
}

function measureWords(tile: TileDefinition, def: FormDefinition, field: FieldDefinition | undefined, lookup: TileLookup): Words {
  const of = { zh: field?.zh ?? tile.field ?? '', en: field?.en ?? tile.field ?? '' };
  switch (tile.measure) {
    case 'count':
      return { zh: `“${def.zh}”的记录数`, en: `Number of records of “${def.en}”` };
    case 'sum':
      return { zh: `“${def.zh}”中“${of.zh}”的合计`, en: `Sum of “${of.en}” over “${def.en}”` };
    case 'average':
      return { zh: `“${def.zh}”中“${of.zh}”的平均值(未填的不计)`, en: `Average of “${of.en}” over “${def.en}” (empty ones do not count)` };
    case 'min':
      return { zh: `“${def.zh}”中“${of.zh}”的最小值`, en: `Smallest “${of.en}” of “${def.en}”` };
    case 'max':
      return { zh: `“${def.zh}”中“${of.zh}”的最大值`, en: `Largest “${of.en}” of “${def.en}”` };
    case 'share': {
      const met = conditionWords(tile.condition, def, lookup) ?? { zh: '全部', en: 'all' };
      return { zh: `“${def.zh}”的记录中,${met.zh}者所占比例`, en: `Of the records of “${def.en}”, the share where ${met.en}` };
    }
  }
}

/** What the two sides of a share or an average are called. */
export function partWords(tile: TileDefinition, def: FormDefinition, lookup: TileLookup): { numerator: Words; denominator: Words } {
  if (tile.measure === 'share')
    return {
      numerator: conditionWords(tile.condition, def, lookup) ?? { zh: '符合条件', en: 'Meeting it' },
      denominator: { zh: '全部记录', en: 'All records' },
    };
  const field = tileField(def, tile.field);
  return {
    numerator: { zh: `${field?.zh ?? ''}合计`, en: `Sum of ${field?.en ?? ''}` },
    denominator: { zh: '已填记录', en: 'Records with a value' },
  };
}

/** The conditions in words; null when there are none. */
export function conditionWords(tree: FilterTree | null, form: Form, lookup: TileLookup): Words | null {
  if (tree === null) return null;
  const parts = partsOf(tree, form, lookup);
  return parts.length === 0 ? null : joined(parts, '且', 'and');
}

function partsOf(tree: unknown, form: Form, lookup: TileLookup): Words[] {
  if (!isTree(tree)) return [];
  return Object.entries(tree).flatMap(([key, value]): Words[] => {
    if (key === '$and' || key === '$or') {
      const parts = listOf(value).flatMap((item) =>
        key === '$and' ? partsOf(item, form, lookup) : [bracketed(partsOf(item, form, lookup))],
      );
      return key === '$and' ? parts : [{ zh: `(${joined(parts, '或', 'or').zh})`, en: `(${joined(parts, '或', 'or').en})` }];
    }
    if (key === '$not') {
      const inner = joined(partsOf(value, form, lookup), '且', 'and');
      return [{ zh: `并非(${inner.zh})`, en: `not (${inner.en})` }];
    }
    const field = tileField(form, key);
    return field ? fieldParts(field, value, form, lookup) : [];
  });
}

/** Conditions on one field, or on a field of the record that it names. */
function fieldParts(field: FieldDefinition, value: unknown, form: Form, lookup: TileLookup): Words[] {
  if (field.type === 'relation' && isTree(value) && !Object.keys(value).every((key) => key.startsWith('$'))) {
    if (!('documentId' in value) || Object.keys(value).length > 1) {
      const target = lookup.form(field.target ?? '');
      return target ? partsOf(value, target, lookup).map((part) => ({ zh: `${field.zh}的${part.zh}`, en: `${field.en}: ${part.en}` })) : [];
    }
    return fieldParts(field, value.documentId, form, lookup);
  }
  const operators = isTree(value) ? Object.entries(value) : [['$eq', value] as const];
  return operators.map(([operator, operand]) => said(field, operator, listOf(operand), form, lookup));
}

function said(field: FieldDefinition, operator: string, operands: unknown[], form: Form, lookup: TileLookup): Words {
  const values = operands.map((one) => valueWords(field, one, form, lookup));
  const zh = `“${field.zh}”`;
  const list = { zh: values.map((value) => value.zh).join('、'), en: values.map((value) => value.en).join(' / ') };
  const [from, to] = values;
  const isNo = String(operands[0]) === 'false';
  switch (operator) {
    case '$null':
    case '$notNull':
      return (operator === '$null') !== isNo
        ? { zh: `${zh}为空`, en: `${field.en} is empty` }
        : { zh: `${zh}已填`, en: `${field.en} is filled in` };
    case '$ne':
    case '$notIn':
    case '$nei':
      return { zh: `${zh}不为${list.zh}`, en: `${field.en} is not ${list.en}` };
    case '$gt':
    case '$gte':
    case '$lt':
    case '$lte': {
      const sign = SIGNS[operator];
      return { zh: `${zh}${sign}${list.zh}`, en: `${field.en} ${sign} ${list.en}` };
    }
    case '$between':
      return { zh: `${zh}在${from?.zh ?? ''}与${to?.zh ?? ''}之间`, en: `${field.en} is between ${from?.en ?? ''} and ${to?.en ?? ''}` };
    case '$contains':
    case '$containsi':
      return { zh: `${zh}含“${list.zh}”`, en: `${field.en} contains “${list.en}”` };
    case '$notContains':
    case '$notContainsi':
      return { zh: `${zh}不含“${list.zh}”`, en: `${field.en} does not contain “${list.en}”` };
    case '$startsWith':
    case '$startsWithi':
      return { zh: `${zh}以“${list.zh}”开头`, en: `${field.en} begins with “${list.en}”` };
    case '$endsWith':
    case '$endsWithi':
      return { zh: `${zh}以“${list.zh}”结尾`, en: `${field.en} ends with “${list.en}”` };
    default:
      return { zh: `${zh}为${list.zh}`, en: `${field.en} is ${list.en}` };
  }
}

const SIGNS: Record<string, string> = { $gt: '>', $gte: '≥', $lt: '<', $lte: '≤' };

function valueWords(field: FieldDefinition, value: unknown, form: Form, lookup: TileLookup): Words {
  const text = typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';
  if (field.name === 'state') return form.states.find((state) => state.value === text) ?? same(text);
  switch (field.type) {
    case 'enum':
      return field.values?.find((entry) => String(entry.value) === text) ?? same(text);
    case 'boolean':
      return text === 'true' || text === '1' ? { zh: '是', en: 'yes' } : { zh: '否', en: 'no' };
    case 'money':
      return same(`¥${(Number(text) / 100).toFixed(2).replace(/\B(?=(\d{3})+(?=\.))/g, ',')}`);
    case 'relation':
      return same(lookup.name(field.target ?? '', text) ?? '…');
    default:
      return same(isDay(field) && text.includes('T') ? `${localDate(text) ?? text} ${localTime(text) ?? ''}`.trim() : text);
  }
}

/** A record that is void counts nowhere, unless the figure is about void records. */
export function asksForVoid(tree: FilterTree | null): boolean {
  const walk = (value: unknown, isState: boolean, isNot: boolean): boolean => {
    if (isTree(value) || Array.isArray(value))
      return Object.entries(value).some(([key, inner]) =>
        walk(inner, isState || key === 'state', isNot || ['$ne', '$notIn', '$nei', '$not'].includes(key)),
      );
    return isState && !isNot && value === VOID_STATE;
  };
  return walk(tree, false, false);
}

const bracketed = (parts: Words[]): Words => {
  const all = joined(parts, '且', 'and');
  return parts.length > 1 ? { zh: `(${all.zh})`, en: `(${all.en})` } : all;
};

const joined = (parts: Words[], zh: string, en: string): Words => ({
  zh: parts.map((part) => part.zh).join(`,${zh}`),
  en: parts.map((part) => part.en).join(` ${en} `),
});

const same = (text: string): Words => ({ zh: text, en: text });
const isTree = (value: unknown): value is FilterTree => typeof value === 'object' && value !== null && !Array.isArray(value);
/** A list may come as an object with indices. */
const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : isTree(value) ? Object.values(value) : [value]);
