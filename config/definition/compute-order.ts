import { ExpressionError } from './expression/error';
import { references } from './expression/references';
import type { FieldDefinition, FormDefinition } from './types';

/** One formula: of a field, or of a column of its rows. */
export interface ComputeStep {
  field: FieldDefinition;
  column?: FieldDefinition;
}

interface Node extends ComputeStep {
  name: string;
  needs: string[];
}

const known = new WeakMap<FormDefinition, ComputeStep[]>();

/** The formulas of a form, each after those it reads. Those in a circle stand last, as written; `circles` names them. */
export function computeOrder(def: FormDefinition): ComputeStep[] {
  const cached = known.get(def);
  if (cached) return cached;
  const { sorted, left } = sort(nodesOf(def));
  const order = [...sorted, ...left].map(({ field, column }) => ({ field, ...(column ? { column } : {}) }));
  known.set(def, order);
  return order;
}

/** Names (`total`, `lines.amount`) of formulas that need each other in a circle. A formula that reads its own value so far is none. */
export function circles(def: FormDefinition): string[] {
  return sort(nodesOf(def)).left.map((node) => node.name);
}

function sort(nodes: Node[]): { sorted: Node[]; left: Node[] } {
  const sorted: Node[] = [];
  let left = nodes;
  for (;;) {
    const open = new Set(left.map((node) => node.name));
    const ready = left.filter((node) => node.needs.every((name) => !open.has(name)));
    if (ready.length === 0) return { sorted, left };
    sorted.push(...ready);
    left = left.filter((node) => !ready.includes(node));
  }
}

function nodesOf(def: FormDefinition): Node[] {
  const nodes: Node[] = [];
  for (const field of def.fields) {
    for (const column of field.columns ?? []) {
      if (column.formula) nodes.push({ field, column, name: `${field.name}.${column.name}`, needs: readBy(column.formula, def, field) });
    }
    if (field.formula) nodes.push({ field, name: field.name, needs: readBy(field.formula, def) });
  }
  return nodes.map((node) => ({ ...node, needs: node.needs.filter((name) => name !== node.name) }));
}

/** Fields and columns that a formula reads; in a row a bare name is its column first, and `sum(lines, …)` reads the lines' columns. */
function readBy(formula: string, def: FormDefinition, rows?: FieldDefinition): string[] {
  return pathsOf(formula).flatMap(([first = '', second]) => {
    if (rows && first !== rows.name && rows.columns?.some((column) => column.name === first)) return [`${rows.name}.${first}`];
    const field = def.fields.find((candidate) => candidate.name === first);
    if (field?.type !== 'json-rows') return [first];
    return second === undefined ? [first, ...(field.columns ?? []).map((column) => `${first}.${column.name}`)] : [`${first}.${second}`];
  });
}

/** A formula that cannot be read is told by the check of expressions; here it reads nothing. */
function pathsOf(formula: string): string[][] {
  try {
    return references(formula);
  } catch (error) {
    if (error instanceof ExpressionError) return [];
    throw error;
  }
}
