import { isObject } from './expression/values';
import type { FormDefinition } from './types';

/** One difference between two definitions, addressed by names: `fields.fee.zh`. */
export interface DefinitionChange {
  address: string;
  kind: 'added' | 'removed' | 'changed' | 'moved';
  before: unknown;
  after: unknown;
}

/** What tells the entries of a list apart, in the order of preference. */
const KEYS = ['name', 'key', 'value', 'id', 'action'] as const;

/** Every difference between two definitions as they stand in their files. Entries of lists are compared by name, so a moved one is moved, not changed. */
export function changesBetween(before: FormDefinition, after: FormDefinition): DefinitionChange[] {
  const changes: DefinitionChange[] = [];
  compare('', { ...before, version: undefined }, { ...after, version: undefined }, changes);
  return changes;
}

function compare(address: string, before: unknown, after: unknown, changes: DefinitionChange[]): void {
  if (same(before, after)) return;
  if (before === undefined || before === null) return void changes.push({ address, kind: 'added', before: null, after });
  if (after === undefined || after === null) return void changes.push({ address, kind: 'removed', before, after: null });
  if (isObject(before) && isObject(after)) {
    for (const key of new Set([...Object.keys(before), ...Object.keys(after)]))
      compare(join(address, key), before[key], after[key], changes);
    return;
  }
  const [old, now] = [keyed(before), keyed(after)];
  if (!old || !now) return void changes.push({ address, kind: 'changed', before, after });
  for (const key of new Set([...old.keys(), ...now.keys()])) compare(join(address, key), old.get(key), now.get(key), changes);
  const kept = (list: Map<string, unknown>, other: Map<string, unknown>): string[] => [...list.keys()].filter((key) => other.has(key));
  if (!same(kept(old, now), kept(now, old))) changes.push({ address, kind: 'moved', before: [...old.keys()], after: [...now.keys()] });
}

/** A list of named things as a map, or null for any other value. Two of a name (an action from two states) are told apart by where they start. */
export function keyed(value: unknown): Map<string, unknown> | null {
  if (!Array.isArray(value) || value.length === 0 || !value.every(isObject))
    return Array.isArray(value) && value.length === 0 ? new Map() : null;
  const map = new Map<string, unknown>();
  for (const entry of value) {
    const key = KEYS.find((candidate) => typeof entry[candidate] === 'string' || typeof entry[candidate] === 'number');
    if (key === undefined) return null;
    const name = String(entry[key]);
    const full = map.has(name) && Array.isArray(entry.from) ? `${name}(${entry.from.join(',')})` : name;
    if (map.has(full)) return null;
    map.set(full, entry);
  }
  return map;
}

/** Equal content, whatever the order of keys; what is left out equals undefined. */
export function same(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (Array.isArray(a) && Array.isArray(b)) return a.length === b.length && a.every((item, index) => same(item, b[index]));
  if (!isObject(a) || !isObject(b) || Array.isArray(a) || Array.isArray(b)) return false;
  return [...new Set([...Object.keys(a), ...Object.keys(b)])].every((key) => same(a[key], b[key]));
}

const join = (address: string, key: string): string => (address === '' ? key : `${address}.${key}`);
