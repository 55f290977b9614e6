import { compile } from './evaluate';
import { ROW_FUNCTIONS } from './functions';
import type { Node } from './parser';

interface Rows {
  path: string[];
  /** Known only of the rows around the expression. */
  columns?: readonly string[];
}

/** Names that stand for a record, not for a field of it. */
const RECORD_NAMES = new Set(['record', 'old', 'self', 'parent']);

/**
 * Field paths that an expression reads, e.g. [['contractor', 'qualificationGrade'], ['materials', 'amount']]. Inside
 * `any(rows, …)` a name may be a column of the rows or a field of the record: both are reported. `changed('x')` reads x. `rows` = the
 * field of rows in one of whose columns the expression stands: there a bare name that is a column is no field.
 */
export function references(source: string, rows?: { name: string; columns: readonly string[] }): string[][] {
  const found = new Map<string, string[]>();
  const around = rows ? { path: [rows.name], columns: rows.columns } : null;
  collect(compile(source).node, around, (path) => found.set(path.join('.'), path));
  return [...found.values()];
}

function collect(node: Node, rows: Rows | null, add: (path: string[]) => void): void {
  switch (node.kind) {
    case 'path':
      addPath(node.names, rows, add);
      return;
    case 'list':
      node.items.forEach((item) => collect(item, rows, add));
      return;
    case 'unary':
      collect(node.operand, rows, add);
      return;
    case 'binary':
      collect(node.left, rows, add);
      collect(node.right, rows, add);
      return;
    case 'call':
      collectCall(node, rows, add);
      return;
    case 'literal':
  }
}

function collectCall(node: Extract<Node, { kind: 'call' }>, rows: Rows | null, add: (path: string[]) => void): void {
  const [first, ...rest] = node.args;
  if (!first) return;
  if (node.name === 'changed' && first.kind === 'literal') {
    add([String(first.value)]);
    return;
  }
  collect(first, rows, add);
  const perRow = Object.hasOwn(ROW_FUNCTIONS, node.name) && first.kind === 'path';
  const inner = perRow ? { path: withoutRecordName(first.names) } : rows;
  rest.forEach((arg) => collect(arg, inner, add));
}

function addPath(names: string[], rows: Rows | null, add: (path: string[]) => void): void {
  const [first = ''] = names;
  const path = withoutRecordName(names);
  if (path.length === 0 || first === 'related') return;
  if (first === 'row') {
    if (rows && path.length > 1) add([...rows.path, ...path.slice(1)]);
    return;
  }
  const isBare = !RECORD_NAMES.has(first);
  if (!(isBare && rows?.columns?.includes(first))) add(path);
  if (rows && isBare) add([...rows.path, ...path]);
}

function withoutRecordName(names: string[]): string[] {
  return RECORD_NAMES.has(names[0] ?? '') ? names.slice(1) : names;
}
