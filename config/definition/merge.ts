import { keyed, same as sameWhole } from './changes';
import { isObject } from './expression/values';
import type { FormDefinition } from './types';

/** Both sides changed the same thing, differently. */
export type Conflict = { address: string; before: unknown; mine: unknown; theirs: unknown };
export type Side = 'mine' | 'theirs';
export type MergeResult = { definition: FormDefinition; conflicts: Conflict[] };

/**
 * Three definitions become one: what only one side changed is taken over, what both changed is a conflict, decided by `choose` (mine where
 * nobody has chosen yet). Lists of named things are merged by name, so two new fields do not stand in each other's way.
 */
export function mergeDefinitions(
  base: FormDefinition,
  mine: FormDefinition,
  theirs: FormDefinition,
  choose: Record<string, Side> = {},
): MergeResult {
  const conflicts: Conflict[] = [];
  const definition = merged('', base, mine, theirs, conflicts, choose) as FormDefinition;
  return { definition, conflicts };
}

function merged(
  address: string,
  base: unknown,
  mine: unknown,
  theirs: unknown,
  conflicts: Conflict[],
  choose: Record<string, Side>,
): unknown {
  if (same(mine, theirs) || same(base, theirs)) return mine;
  if (same(base, mine)) return theirs;
  if (isObject(mine) && isObject(theirs)) return mergedObjects(address, isObject(base) ? base : {}, mine, theirs, conflicts, choose);
  const lists = [mine, theirs].map(namesOf);
  if (lists[0] && lists[1]) return mergedLists(address, namesOf(base) ?? new Map<string, unknown>(), lists[0], lists[1], conflicts, choose);
  conflicts.push({ address, before: base ?? null, mine: mine ?? null, theirs: theirs ?? null });
  return choose[address] === 'theirs' ? theirs : mine;
}

function mergedObjects(address: string, base: Row, mine: Row, theirs: Row, conflicts: Conflict[], choose: Record<string, Side>): Row {
  const result: Row = {};
  for (const key of new Set([...Object.keys(mine), ...Object.keys(theirs)])) {
    const value = merged(join(address, key), base[key], mine[key], theirs[key], conflicts, choose);
    if (value !== undefined) result[key] = value;
  }
  return result;
}

/** In my order; what only they have comes behind its neighbour of theirs. */
function mergedLists(
  address: string,
  base: Named,
  mine: Named,
  theirs: Named,
  conflicts: Conflict[],
  choose: Record<string, Side>,
): unknown[] {
  const keptOrder = (list: Named): string => [...list.keys()].filter((key) => base.has(key) && mine.has(key) && theirs.has(key)).join(' ');
  const [first, second] = keptOrder(mine) === keptOrder(base) ? [theirs, mine] : [mine, theirs];
  const order = [...first.keys()];
  let before = -1;
  for (const key of second.keys()) {
    const at = order.indexOf(key);
    if (at < 0) order.splice(before + 1, 0, key);
    before = at < 0 ? before + 1 : at;
  }
  return order.flatMap((key) => {
    const value = merged(join(address, key), base.get(key), mine.get(key), theirs.get(key), conflicts, choose);
    return value === undefined ? [] : [value];
  });
}

type Row = Record<string, unknown>;
type Named = Map<string, unknown>;

const same = (a: unknown, b: unknown): boolean => sameWhole(a ?? null, b ?? null);
const join = (address: string, key: string): string => (address === '' ? key : `${address}.${key}`);
const namesOf = (value: unknown): Named | null => (value === undefined || value === null ? null : keyed(value));
