import type { Violation, Words } from '../definition/types';

/** A record as rules see it: plain values; relations are objects `{documentId, number?, title, state, ...}` or lists of them. */
export type RuleRecord = Record<string, unknown>;

/** Who acts. `employee` is the documentId of the person behind the login; null for the product itself. */
export interface RuleActor {
  employee: string | null;
  roles: string[];
  head: boolean;
  department: string | null;
}

/** What a named rule may know beside the record. The engine fills it; a rule never reads a clock or a database of its own. */
export interface RuleContext {
  /** Records that `RuleUse.load` names, by their name there. */
  related: Record<string, RuleRecord[]>;
  /** Local date of the site, 'YYYY-MM-DD'. */
  today: string;
  /** ISO 8601, UTC. */
  now: string;
  actor: RuleActor;
  settings: Record<string, unknown>;
  /** `RuleUse.params` of the definition. */
  params: Record<string, unknown>;
  /** The record before the change; null for a new one. */
  old?: RuleRecord | null;
}

/** A rule of the manual that is too much for an expression: pure, all violations at once, each with its field. */
export type Rule = (record: RuleRecord, context: RuleContext) => Violation[];

/** A broken rule with its own words. `path` empty = the whole record. */
export function violation(path: (string | number)[], code: string, message: Words, params?: Record<string, unknown>): Violation {
  return params === undefined ? { path, code, message } : { path, code, message, params };
}

/** The documentId behind a relation's value: an object, an id, or nothing. */
export function idOf(value: unknown): string | null {
  if (typeof value === 'string') return value === '' ? null : value;
  if (typeof value !== 'object' || value === null) return null;
  const id = (value as { documentId?: unknown }).documentId;
  return typeof id === 'string' ? id : null;
}

/** Every documentId of a to-many relation. */
export function idsOf(value: unknown): string[] {
  if (!Array.isArray(value)) return [];
  return value.map(idOf).filter((id): id is string => id !== null);
}

/** The rows of a json-rows field, never null. */
export function rowsOf(record: RuleRecord, field: string): RuleRecord[] {
  const value = record[field];
  if (!Array.isArray(value)) return [];
  return value.filter((row): row is RuleRecord => typeof row === 'object' && row !== null);
}

/** A number, also from the text that a big integer may arrive as; anything else is 0. */
export function numberOf(value: unknown): number {
  if (typeof value === 'number') return Number.isFinite(value) ? value : 0;
  if (typeof value !== 'string' || value.trim() === '') return 0;
  const parsed = Number(value);
  return Number.isFinite(parsed) ? parsed : 0;
}

/** A text, or '' when the value is none. */
export function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
