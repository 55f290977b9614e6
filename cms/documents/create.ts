import { can, fieldAccess, mayBringHistory } from '../access/rights';
import { evaluate } from '../../config/definition/expression/evaluate';
import { initialStateOf } from '../../config/definition/expand';
import { checkRecord } from '../../config/definition/check-record';
import { normalize } from '../../config/definition/normalize';
import type { FormDefinition, Violation } from '../../config/definition/types';
import { AppError, forbidden, invalid } from '../http/errors';
import { turnCases } from './approvals';
import { diff, writeAudit } from './audit';
import { carryOver } from './carry-over';
import { dueOf, noteStates } from './clocks';
import { findTarget, loadById, loadTarget, type LoadedRecord } from './load';
import { keepUnseen } from './masked-input';
import { keepAbove, takeNumber } from './numbering';
import { sendEvent } from './outbox';
import { resolveReferences } from './resolve';
import { checkAll, scopeOf, withComputed } from './rules';
import { insertRecord } from './store';
import type { Tx } from './tx';
import { checkUnique } from './unique';

type Row = Record<string, unknown>;

/** History that enters as it was: its state, number and times. The one exception to the state machine; runs no effects. */
export interface Imported {
  state: string;
  number?: string | null;
  registeredAt?: string;
  /** When each state was entered, ISO. */
  entered?: Record<string, string>;
  /** Values of computed fields that the old system had already worked out. */
  computed?: Row;
}

export interface CreateOptions {
  imported?: Imported;
  /** Values that only the engine may set (effects): computed fields among them. */
  trusted?: boolean;
  /** Answers the record as it was written, without reading it again: where thousands are written at once, or only its name is wanted. */
  unread?: boolean;
}

/** Creates one record inside `tx`: rights, values, references, rules, number, row, audit, outbox. */
export async function createIn(outer: Tx, def: FormDefinition, input: Row, options: CreateOptions = {}): Promise<LoadedRecord> {
  // Values, defaults, rules and the answer name the same few people and places; a create changes none of them.
  const tx: Tx = outer.known ? outer : { ...outer, known: new Map() };
  if (!can(tx.actor, def, options.imported ? 'import' : 'create')) throw forbidden({ form: def.key, action: 'create' });
  if (options.imported && !mayBringHistory(tx.actor)) throw forbidden({ form: def.key, action: 'import' });
  const { site, values, violations } = await prepareValues(tx, def, input, options);
  const record = await complete(tx, def, values, site, options);
  violations.push(...(await broken(tx, def, record, options)));
  if (violations.length > 0) throw invalid(dedupe(violations));

  record.number = options.imported?.number ?? (await takeNumber(tx, def, record));
  if (options.imported?.number) await keepAbove(tx, def, options.imported.number);
  const state = record.state as string;
  const entered = options.imported?.entered ?? { [state]: tx.now.toISOString() };
  record.slaDueAt = isFinal(def, state) ? null : dueOf(tx, def, record, entered);
  const { id, documentId } = await insertRecord(tx, def, record);
  const siteId = siteIdOf(def, record, id);
  await noteStates(tx, def, documentId, siteId, entered);
  const auditId = await writeAudit(tx, def.key, documentId, {
    event: options.imported ? 'imported' : 'create',
    toState: state,
    changes: diff(def, null, record),
    rev: 1,
    siteId,
  });
  await sendEvent(tx, def.key, documentId, 'create', siteId, auditId);
  const written = { ...record, id, documentId } as unknown as LoadedRecord;
  await turnCases(outer, def, written, siteId);
  if (options.unread) return written;
  const saved = await loadById(tx, def, id);
  if (!saved) throw new AppError(500, 'internal');
  return saved;
}

async function prepareValues(
  tx: Tx,
  def: FormDefinition,
  input: Row,
  options: CreateOptions,
): Promise<{ site: LoadedRecord | null; values: Row; violations: Violation[] }> {
  const { site: siteInput, ...rest } = input;
  const ownSite = def.fields.some((field) => field.name === 'site' && !field.computed);
  const sent = ownSite ? input : rest;
  const refusedValues: Violation[] = [];
  const given = options.trusted ? sent : carryOver(def, sent, refusedValues);
  const refused = options.trusted || options.imported ? [] : Object.keys(given).filter((name) => isRefused(tx, def, name));
  if (refused.length > 0) {
    throw new AppError(403, 'forbidden_field', { violations: refused.map((name) => ({ path: [name], code: 'not_writable' })) });
  }
  // Effects hand over loaded records and computed values: they were checked where they came from.
  const normalized = options.trusted ? { values: given, violations: [] } : normalize(def, keepUnseen(tx.actor, def, given, null));
  const { values, violations } = await resolveReferences(tx, def, { ...normalized.values, ...(options.imported?.computed ?? {}) });
  const site = await siteOf(tx, def, values, siteInput);
  return { site, values, violations: [...refusedValues, ...normalized.violations, ...violations] };
}

/** Fields that exist but that the caller may not write; unknown ones are told by `normalize`. */
function isRefused(tx: Tx, def: FormDefinition, name: string): boolean {
  const field = def.fields.find((candidate) => candidate.name === name);
  return field !== undefined && !field.computed && fieldAccess(tx.actor, def, field) !== 'write';
}

async function complete(tx: Tx, def: FormDefinition, values: Row, site: LoadedRecord | null, options: CreateOptions): Promise<Row> {
  const record: Row = Object.fromEntries(def.fields.map((field) => [field.name, values[field.name] ?? null]));
  const defaults: Row = {};
  for (const field of def.fields) {
    if (field.default === undefined || values[field.name] !== undefined || options.imported) continue;
    const isExpression = typeof field.default === 'string' && field.default.startsWith('=');
    if (isExpression) defaults[field.name] = evaluate((field.default as string).slice(1), scopeOf(tx, record));
    // Rows to start with get the defaults of their columns, as those that somebody adds.
    else if (field.type === 'json-rows' && !field.computed) Object.assign(defaults, normalize(def, { [field.name]: field.default }).values);
    else defaults[field.name] = field.default;
  }
  const { values: resolvedDefaults } = await resolveReferences(tx, def, defaults);
  Object.assign(record, resolvedDefaults, {
    state: options.imported?.state ?? initialStateOf(def),
    registeredBy: tx.actor.employee ? await findTarget(tx, 'employee', tx.actor.employee, 1) : null,
    registeredAt: options.imported?.registeredAt ?? tx.now.toISOString(),
    rev: 1,
    formVersion: def.version ?? 1,
  });
  if (def.key !== 'site') record.site = site;
  const computed = withComputed(tx, def, record, null);
  return options.imported?.computed ? { ...computed, ...pickDefined(options.imported.computed, values) } : computed;
}

function pickDefined(given: Row, resolved: Row): Row {
  return Object.fromEntries(Object.keys(given).map((name) => [name, resolved[name] ?? given[name]]));
}

async function broken(tx: Tx, def: FormDefinition, record: Row, options: CreateOptions): Promise<Violation[]> {
  const unique = await checkUnique(tx, def, record);
  if (!options.imported) return [...unique, ...(await checkAll(tx, def, record, null, { kind: 'save' }))];
  // Old papers have gaps: what is missing is waived and the record marked, what is malformed is still refused.
  const missing = checkRecord(def, record, scopeOf(tx, record), { kind: 'save' });
  record.incomplete = missing.length > 0;
  return unique;
}

/** The site of a new record: named, else that of a related record, else the caller's only one. */
async function siteOf(tx: Tx, def: FormDefinition, values: Row, named: unknown): Promise<LoadedRecord | null> {
  if (def.key === 'site') return null;
  const documentId = typeof named === 'object' && named !== null ? (named as Row).documentId : named;
  if (documentId) {
    const site = await findTarget(tx, 'site', documentId, 1);
    if (!site || (tx.actor.kind === 'user' && !tx.actor.siteIds.includes(site.id))) {
      throw invalid([{ path: ['site'], code: 'relation_not_found', params: { target: 'site' } }]);
    }
    return site;
  }
  for (const value of Object.values(values)) {
    const related = (Array.isArray(value) ? value[0] : value) as { site?: LoadedRecord | null } | null | undefined;
    if (related && typeof related === 'object' && related.site && typeof related.site.id === 'number') return related.site;
  }
  const siteId = tx.actor.siteIds[0] ?? tx.engine.settings.onlySite();
  return siteId === null ? null : loadTarget(tx, 'site', siteId, 1);
}

export function isFinal(def: FormDefinition, state: string): boolean {
  return def.states.find((candidate) => candidate.value === state)?.final === true;
}

export function siteIdOf(def: FormDefinition, record: Row, id: number): number | null {
  if (def.key === 'site') return id;
  return (record.site as { id?: number } | null | undefined)?.id ?? null;
}

/** The same code at the same place once. */
export function dedupe(violations: Violation[]): Violation[] {
  const seen = new Set<string>();
  return violations.filter((violation) => {
    const key = `${violation.path.join('.')}|${violation.code}|${violation.message?.zh ?? ''}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}
