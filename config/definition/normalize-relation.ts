import { isObject } from './expression/values';
import { shown, type Report } from './normalize-value';
import type { FieldDefinition } from './types';

/** Most records that one field names; a survey campaign names every customer. */
const MAX_TARGETS = 5000;
const DOCUMENT_ID = /^[A-Za-z0-9_-]{1,64}$/;
/** Strapi's own way to say what changes in a relation; its admin panel sends nothing else. */
const CHANGE_KEYS = new Set(['connect', 'disconnect', 'set', 'options']);

/**
 * documentId (to-many: list of them) of what was sent: an id, `{documentId}`, or the admin panel's `{connect, disconnect, set}`, which
 * speaks of differences to `current`. Undefined when such a difference says nothing.
 */
export function normalizeRelation(field: FieldDefinition, given: unknown, current: unknown, report: Report): unknown {
  const isMany = field.cardinality === 'manyToMany' || field.cardinality === 'oneToMany';
  if (isObject(given) && Object.keys(given).length > 0 && Object.keys(given).every((key) => CHANGE_KEYS.has(key))) {
    return changed(given, idsOf(current), isMany, report);
  }
  if (given === null || given === '') return isMany ? [] : null;
  if (!isMany) return Array.isArray(given) ? report('not_one_record') : idOf(given, report, []);
  if (!Array.isArray(given)) return report('not_a_list');
  return list(given, report, []);
}

function changed(change: Record<string, unknown>, current: string[], isMany: boolean, report: Report): unknown {
  const part = (name: string): string[] | undefined => {
    const value = change[name];
    if (value === undefined || value === null) return [];
    return list(Array.isArray(value) ? value : [value], report, [name]);
  };
  const [set, connect, disconnect] = [part('set'), part('connect'), part('disconnect')];
  if (!set || !connect || !disconnect) return undefined;
  const replaces = Array.isArray(change.set) || isObject(change.set);
  if (!replaces && connect.length === 0 && disconnect.length === 0) return undefined;
  const kept = (replaces ? set : current).filter((id) => !disconnect.includes(id) && !connect.includes(id));
  const next = [...kept, ...connect];
  // A to-one relation holds what was connected last.
  return isMany ? next : (next.at(-1) ?? null);
}

/** Each record once: a link of the same two records twice is none. */
function list(given: unknown[], report: Report, deeper: (string | number)[]): string[] | undefined {
  if (given.length > MAX_TARGETS) return report('too_many', { max: MAX_TARGETS, count: given.length }, deeper);
  const ids = given.map((entry, index) => idOf(entry, report, [...deeper, index]));
  return ids.every((id) => id !== undefined) ? [...new Set(ids)] : undefined;
}

function idOf(given: unknown, report: Report, deeper: (string | number)[]): string | undefined {
  const id = isObject(given) ? given.documentId : given;
  return typeof id === 'string' && DOCUMENT_ID.test(id) ? id : report('not_a_reference', shown(id), deeper);
}

function idsOf(current: unknown): string[] {
  const entries: unknown[] = Array.isArray(current) ? current : [current];
  return entries.map((entry) => (isObject(entry) ? entry.documentId : entry)).filter((id): id is string => typeof id === 'string');
}
