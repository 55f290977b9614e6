import { didYouMean } from '../suggest';
import type { Kind } from './functions';
import type { Node } from './parser';
import type { Report } from './typecheck';
import { ANY, BOOLEAN, NUMBER, TEXT, type Type } from './types-of-fields';

/** May a value of this type stand where this kind is needed? Nothing and unknown may stand anywhere. */
export function fits(type: Type, kind: Kind): boolean {
  if (kind === 'any' || type.kind === 'any' || type.kind === 'null') return true;
  switch (kind) {
    case 'number':
      return type.kind === 'number' || (type.kind === 'member' && (type.values ?? []).every((value) => typeof value === 'number'));
    case 'text':
      return type.kind === 'text' || type.kind === 'member' || type.kind === 'time';
    case 'date':
    case 'datetime':
    case 'time':
      // Dates are written as text.
      return type.kind === kind || (type.kind === 'text' && type.value !== undefined);
    case 'moment':
      return ['date', 'datetime'].includes(type.kind) || (type.kind === 'text' && type.value !== undefined);
    default:
      return type.kind === kind;
  }
}

/** The type of a value that is one of these. */
export function union(types: Type[]): Type {
  const known = types.filter((type) => type.kind !== 'null');
  const [first, ...others] = known;
  if (!first) return types[0] ?? ANY;
  if (others.every((type) => type.kind === first.kind)) {
    if (first.kind === 'list') return { kind: 'list', of: union(known.map((type) => (type.kind === 'list' ? type.of : ANY))) };
    if (others.length > 0 && (first.kind === 'text' || first.kind === 'member')) return TEXT;
    return first;
  }
  return known.every((type) => fits(type, 'text')) ? TEXT : ANY;
}

export function itemOf(type: Type): Type {
  return type.kind === 'list' ? type.of : ANY;
}

type Binary = Extract<Node, { kind: 'binary' }>;

/** Type of a binary operation; tells what can never be right. */
export function checkBinary(node: Binary, left: Type, right: Type, report: Report): Type {
  switch (node.operator) {
    case 'and':
    case 'or':
      for (const side of [left, right]) if (!fits(side, 'boolean')) wrong(node, '是/否', 'yes or no', side, report);
      return BOOLEAN;
    case '==':
    case '!=':
      checkMembers(node, left, node.right, report);
      checkMembers(node, right, node.left, report);
      if (!comparable(left, right)) neverEqual(node, left, right, report);
      return BOOLEAN;
    case 'in':
      checkIn(node, left, right, report);
      return BOOLEAN;
    case '<':
    case '<=':
    case '>':
    case '>=':
      checkOrder(node, left, right, report);
      return BOOLEAN;
    case '+':
      if ([left, right].some((side) => ['text', 'member'].includes(side.kind))) return TEXT;
      for (const side of [left, right]) if (!fits(side, 'number')) wrong(node, '数字', 'a number', side, report);
      return NUMBER;
    default:
      for (const side of [left, right]) if (!fits(side, 'number')) wrong(node, '数字', 'a number', side, report);
      return NUMBER;
  }
}

function wrong(node: Binary, zh: string, en: string, found: Type, report: Report): void {
  const hint = ['date', 'datetime'].includes(found.kind)
    ? { zh: ';请用 days()、addDays() 或 minutes()', en: '; use days(), addDays() or minutes()' }
    : { zh: '', en: '' };
  report(
    node.at,
    'wrong_type',
    `“${node.operator}”需要${zh},却是${describe(found).zh}${hint.zh}`,
    `"${node.operator}" needs ${en}, not ${describe(found).en}${hint.en}`,
  );
}

function neverEqual(node: Binary, left: Type, right: Type, report: Report): void {
  const [a, b] = [describe(left), describe(right)];
  report(node.at, 'never_equal', `${a.zh}与${b.zh}永远不会相等`, `${a.en} and ${b.en} are never equal`);
}

function checkOrder(node: Binary, left: Type, right: Type, report: Report): void {
  const open = [left, right].some((side) => side.kind === 'any' || side.kind === 'null');
  if (open) return;
  const ordered = (side: Type): boolean => ['number', 'text', 'member', 'date', 'datetime', 'time'].includes(side.kind);
  const mixed = [left.kind, right.kind].includes('date') && [left.kind, right.kind].includes('datetime');
  if (mixed) {
    report(
      node.at,
      'date_with_datetime',
      '日期与日期时间不可直接比较,请用 date()',
      'A date cannot be compared with a date and time; use date()',
    );
  } else if (!ordered(left) || !ordered(right) || !comparable(left, right)) {
    const [a, b] = [describe(left), describe(right)];
    report(node.at, 'not_ordered', `${a.zh}与${b.zh}不可比较大小`, `${a.en} and ${b.en} cannot be put in order`);
  }
}

function checkIn(node: Binary, left: Type, right: Type, report: Report): void {
  if (right.kind !== 'list' && right.kind !== 'any' && right.kind !== 'null') {
    report(
      node.at,
      'not_a_list',
      `“in”的右边应为列表,却是${describe(right).zh}`,
      `"in" needs a list on its right, not ${describe(right).en}`,
    );
    return;
  }
  if (node.right.kind === 'list') for (const item of node.right.items) checkMembers(node, left, item, report);
  else if (right.kind === 'list') checkMembers(node, right.of, node.left, report);
  if (right.kind === 'list' && !comparable(left, right.of)) neverEqual(node, left, right.of, report);
}

/** A literal compared with a list of values must be one of them. */
function checkMembers(node: Binary, type: Type, other: Node, report: Report): void {
  if (type.kind !== 'member' || other.kind !== 'literal' || other.value === null || other.value === '' || !type.values) return;
  if (type.values.some((value) => value === other.value)) return;
  const hint = didYouMean(String(other.value), type.values.map(String));
  report(other.at, 'unknown_member', `可选值中没有“${other.value}”${hint.zh}`, `"${other.value}" is not one of the values${hint.en}`);
}

function comparable(a: Type, b: Type): boolean {
  const group = (type: Type): string => {
    if (type.kind === 'member') return (type.values ?? []).every((value) => typeof value === 'number') ? 'number' : 'text';
    if (['date', 'datetime', 'time', 'record'].includes(type.kind)) return 'text';
    return type.kind;
  };
  const open = (type: Type): boolean => ['any', 'null', 'file', 'row'].includes(type.kind);
  return open(a) || open(b) || group(a) === group(b);
}

/** A type in words. */
export function describe(type: Type): { zh: string; en: string } {
  switch (type.kind) {
    case 'boolean':
      return { zh: '是/否', en: 'yes or no' };
    case 'number':
      return { zh: '数字', en: 'a number' };
    case 'text':
      return type.value === undefined ? { zh: '文字', en: 'a text' } : { zh: `文字“${type.value}”`, en: `the text "${type.value}"` };
    case 'member':
      return { zh: '选项', en: 'a value of a list' };
    case 'date':
      return { zh: '日期', en: 'a date' };
    case 'datetime':
      return { zh: '日期时间', en: 'a date and time' };
    case 'time':
      return { zh: '时刻', en: 'a time' };
    case 'file':
      return { zh: '文件', en: 'a file' };
    case 'record':
      return { zh: '记录', en: 'a record' };
    case 'row':
      return { zh: '表格行', en: 'a row' };
    case 'list':
      return { zh: '列表', en: 'a list' };
    case 'any':
    case 'null':
      return { zh: '任意值', en: 'any value' };
  }
}
