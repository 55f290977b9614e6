import { parseExpression, type Node } from './expression/parser';
import type { FieldDefinition, FormDefinition } from './types';

/** What a field of the record has to be like where a condition holds: filled, or on one side of a number, of today or of now. */
export interface Bound {
  field: FieldDefinition;
  is: 'filled' | '<' | '<=' | '>' | '>=';
  than: number | 'today' | 'now' | null;
}

/**
 * Bounds that a condition sets for fields of the record itself: whatever fits the condition lies within them, not the other way round. So a
 * database can find the few records that are worth looking at; what the condition says beyond them is evaluated.
 */
export function boundsOf(def: FormDefinition, condition: string): Bound[] {
  return partsOf(parseExpression(condition)).flatMap((part) => boundOf(def, part) ?? []);
}

/** What has to hold all together. */
const partsOf = (node: Node): Node[] =>
  node.kind === 'binary' && node.operator === 'and' ? [...partsOf(node.left), ...partsOf(node.right)] : [node];

const TURNED = { '<': '>', '<=': '>=', '>': '<', '>=': '<=' } as const;
type Comparison = keyof typeof TURNED;
const isComparison = (operator: string): operator is Comparison => Object.hasOwn(TURNED, operator);

function boundOf(def: FormDefinition, node: Node): Bound | null {
  if (node.kind === 'call' && node.name === 'filled') {
    const field = fieldOf(def, node.args[0]);
    return field && { field, is: 'filled', than: null };
  }
  if (node.kind !== 'binary' || !isComparison(node.operator)) return null;
  return (
    compared(def, node.left, node.operator, node.right) ?? compared(def, node.right, TURNED[node.operator], node.left) ?? since(def, node)
  );
}

function compared(def: FormDefinition, left: Node, is: Comparison, right: Node): Bound | null {
  const field = fieldOf(def, left);
  if (!field) return null;
  if (field.type === 'date') return isCall(right, 'today') ? { field, is, than: 'today' } : null;
  if (field.type === 'datetime') return isCall(right, 'now') ? { field, is, than: 'now' } : null;
  const isNumber = right.kind === 'literal' && typeof right.value === 'number';
  return isNumber && ['integer', 'money', 'decimal'].includes(field.type) ? { field, is, than: right.value as number } : null;
}

/** `minutes(dueAt, now()) > 0`: time has passed since. */
function since(def: FormDefinition, node: Extract<Node, { kind: 'binary' }>): Bound | null {
  const { left, operator, right } = node;
  if (left.kind !== 'call' || left.name !== 'minutes' || !left.args[1] || !isCall(left.args[1], 'now')) return null;
  const field = fieldOf(def, left.args[0]);
  const isLater = operator === '>' && right.kind === 'literal' && typeof right.value === 'number' && right.value >= 0;
  return isLater && field?.type === 'datetime' ? { field, is: '<=', than: 'now' } : null;
}

const isCall = (node: Node, name: string): boolean => node.kind === 'call' && node.name === name && node.args.length === 0;

/** A field of the record itself, by its name alone. */
function fieldOf(def: FormDefinition, node: Node | undefined): FieldDefinition | null {
  if (node?.kind !== 'path' || node.names.length !== 1) return null;
  return (
    def.fields.find(
      (field) => field.name === node.names[0] && !['relation', 'media', 'json-rows'].includes(field.type) && !field.multiple,
    ) ?? null
  );
}
