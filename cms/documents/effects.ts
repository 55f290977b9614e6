import { evaluate } from '../../config/definition/expression/evaluate';
import type { Effect, FormDefinition, TransitionDefinition } from '../../config/definition/types';
import { effects as namedEffects } from '../../config/rules/effects-registry';
import type { EffectStep } from '../../config/rules/effects';
import { SYSTEM } from '../access/actor';
import { createIn, siteIdOf } from './create';
import { findTarget, loadById, loadForWrite, loadWhere, type LoadedRecord } from './load';
import { sendMessage } from './outbox';
import { resolveReferences } from './resolve';
import { contextOf, scopeOf, withComputed } from './rules';
import { nested, type Tx } from './tx';
import { save } from './update';

type Row = Record<string, unknown>;

/** `actIn`, handed in by itself: an action has effects, and an effect may act. */
type Act = (tx: Tx, def: FormDefinition, documentId: string, action: string, input: { data?: unknown }) => Promise<LoadedRecord>;

/** Carries out what a transition declares, as `system`, in the same transaction; the record as it is afterwards. */
export async function runEffects(
  tx: Tx,
  def: FormDefinition,
  transition: TransitionDefinition,
  saved: LoadedRecord,
  old: LoadedRecord,
  act: Act,
): Promise<LoadedRecord> {
  let record = saved;
  for (const effect of transition.effects ?? []) {
    if (effect.when && evaluate(effect.when, scopeOf(tx, record, old)) !== true) continue;
    record = await runEffect(tx, def, effect, record, old, act);
  }
  return record;
}

async function runEffect(
  tx: Tx,
  def: FormDefinition,
  effect: Effect,
  record: LoadedRecord,
  old: LoadedRecord,
  act: Act,
): Promise<LoadedRecord> {
  if ('create' in effect) return createEffect(tx, def, effect.create, record, old);
  if ('act' in effect) {
    const data = evaluateAll(tx, effect.act.data ?? {}, record, old);
    const targets = await targetsOf(tx, def, effect.act, record);
    for (const { form, target } of targets) {
      const states = effect.act.states;
      if (!states || states.includes(target.state)) await act(systemTx(tx), form, target.documentId, effect.act.action, { data });
    }
    return reload(tx, def, record);
  }
  if ('update' in effect) {
    const targets = await targetsOf(tx, def, { on: effect.update.on }, record);
    for (const { form, target } of targets) await writeFields(tx, form, target, evaluateAll(tx, effect.update.values, record, old));
    return reload(tx, def, record);
  }
  if ('notify' in effect) {
    await notify(tx, def, record, effect.notify);
    return record;
  }
  return runNamed(tx, def, effect, record, old, act);
}

async function createEffect(
  tx: Tx,
  def: FormDefinition,
  create: Extract<Effect, { create: unknown }>['create'],
  record: LoadedRecord,
  old: LoadedRecord,
): Promise<LoadedRecord> {
  const target = requireForm(tx, create.form);
  const rows = create.each ? ((record[create.each] as Row[] | null) ?? []) : [null];
  let created: LoadedRecord | null = null;
  for (const row of rows) {
    const scope = { ...scopeOf(tx, record, old), ...(row ? { row } : {}) };
    const values = Object.fromEntries(Object.entries(create.values).map(([name, expression]) => [name, evaluate(expression, scope)]));
    created = await createIn(systemTx(tx), target, await named(tx, target, { ...values, site: siteDocument(record) }), { trusted: true });
  }
  if (create.link && created) await writeFields(tx, def, record, { [create.link]: created });
  return create.link && created ? reload(tx, def, record) : record;
}

/** People named by the acting user stay named: an effect's `registeredBy` is the person behind it. */
function systemTx(tx: Tx): Tx {
  return nested(tx, { ...SYSTEM, employee: tx.actor.employee, employeeId: tx.actor.employeeId, siteIds: tx.actor.siteIds });
}

async function runNamed(
  tx: Tx,
  def: FormDefinition,
  effect: Extract<Effect, { run: string }>,
  record: LoadedRecord,
  old: LoadedRecord,
  act: Act,
): Promise<LoadedRecord> {
  const run = namedEffects[effect.run];
  if (!run) throw new Error(`${def.key}: the effect "${effect.run}" is not in config/rules/effects-registry.ts`);
  const steps = run(record, await contextOf(tx, record, old, effect));
  for (const step of steps) await runStep(tx, def, step, record, act);
  return reload(tx, def, record);
}

/** Steps of named effects carry plain values, worked out by a pure function. */
async function runStep(tx: Tx, def: FormDefinition, step: EffectStep, record: LoadedRecord, act: Act): Promise<void> {
  if ('notify' in step) return notify(tx, def, record, step.notify);
  if ('create' in step) {
    const form = requireForm(tx, step.create.form);
    const values = await named(tx, form, { site: siteDocument(record), ...step.create.values });
    const created = await createIn(systemTx(tx), form, values, { trusted: true });
    if (step.create.link) await writeFields(tx, def, record, { [step.create.link]: created });
    return;
  }
  const { form: key, documentId } = 'update' in step ? step.update : step.act;
  const form = requireForm(tx, key);
  const target = await loadForWrite(tx, form, documentId);
  if (!target) throw new Error(`${def.key}: an effect names ${key} ${documentId}, which is not there`);
  if ('update' in step) await writeFields(tx, form, target, step.update.values);
  else await act(systemTx(tx), form, documentId, step.act.action, { data: step.act.data ?? {} });
}

/** Writes fields of a record as the system: computed ones too, with a revision, an audit row and formulas recomputed. */
async function writeFields(tx: Tx, def: FormDefinition, target: LoadedRecord, values: Row): Promise<void> {
  const current = await loadForWrite(tx, def, target.documentId);
  if (!current) return;
  // The files are those that hang there already; whose they are was asked when they were hung.
  const { values: resolved, violations } = await resolveReferences(systemTx(tx), def, await named(tx, def, values), current);
  if (violations.length > 0) throw new Error(`${def.key}: an effect writes a reference that is not there: ${JSON.stringify(violations)}`);
  const next = withComputed(systemTx(tx), def, { ...current, ...resolved }, current);
  await save(systemTx(tx), def, current, next, { event: 'update' });
}

async function notify(
  tx: Tx,
  def: FormDefinition,
  record: LoadedRecord,
  message: { roles?: string[]; employees?: string[]; zh: string; en: string },
): Promise<void> {
  const employees = (message.employees ?? []).flatMap((name) => {
    const value = record[name];
    return (Array.isArray(value) ? value : [value]).flatMap((person) => {
      const documentId = (person as { documentId?: string } | null | undefined)?.documentId;
      return documentId ? [documentId] : [];
    });
  });
  const siteId = siteIdOf(def, record, record.id);
  const auditId = Number((record as Row).lastAuditId ?? 0);
  const number = typeof record.number === 'string' ? `${record.number} ` : '';
  await sendMessage(tx, def, { documentId: record.documentId, siteId }, auditId, {
    ...(message.roles ? { roles: message.roles } : {}),
    employees,
    zh: `${number}${message.zh}`,
    en: `${number}${message.en}`,
  });
}

async function targetsOf(
  tx: Tx,
  def: FormDefinition,
  where: { on?: string; form?: string; via?: string },
  record: LoadedRecord,
): Promise<{ form: FormDefinition; target: LoadedRecord }[]> {
  if (where.on) {
    const field = def.fields.find((candidate) => candidate.name === where.on);
    const form = requireForm(tx, field?.target ?? '');
    const value = record[where.on] as LoadedRecord | LoadedRecord[] | null | undefined;
    const targets = Array.isArray(value) ? value : value ? [value] : [];
    return targets.map((target) => ({ form, target }));
  }
  const form = requireForm(tx, where.form ?? '');
  const column = tx.engine.registry.table(form.key).columns[where.via ?? '']?.column;
  if (!column) throw new Error(`${def.key}: an effect names ${form.key}.${where.via}, which is no relation`);
  return (await loadWhere(tx, form, { [column]: record.id })).map((target) => ({ form, target }));
}

/** Expressions may give a documentId where a relation is meant. */
async function named(tx: Tx, def: FormDefinition, values: Row): Promise<Row> {
  const result: Row = { ...values };
  for (const field of def.fields) {
    const value = values[field.name];
    if (field.type === 'relation' && typeof value === 'string') result[field.name] = await findTarget(tx, field.target ?? '', value, 1);
  }
  return result;
}

function evaluateAll(tx: Tx, expressions: Record<string, string>, record: LoadedRecord, old: LoadedRecord): Row {
  return Object.fromEntries(
    Object.entries(expressions).map(([name, expression]) => [name, evaluate(expression, scopeOf(tx, record, old))]),
  );
}

async function reload(tx: Tx, def: FormDefinition, record: LoadedRecord): Promise<LoadedRecord> {
  const fresh = await loadById(tx, def, record.id);
  return { ...(fresh ?? record), lastAuditId: (record as Row).lastAuditId } as unknown as LoadedRecord;
}

function requireForm(tx: Tx, key: string): FormDefinition {
  const def = tx.engine.registry.get(key);
  if (!def) throw new Error(`An effect names the form "${key}", which is not there`);
  return def;
}

function siteDocument(record: LoadedRecord): unknown {
  return (record.site as { documentId?: string } | null | undefined)?.documentId ?? undefined;
}
