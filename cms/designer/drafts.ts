import type { Knex } from 'knex';
import { definitionOf } from '../../config/definition/parse';
import { checkDefinition, type Issue } from '../../config/definition/check';
import { changesBetween, type DefinitionChange } from '../../config/definition/changes';
import { expand } from '../../config/definition/expand';
import { resolveLists } from '../../config/definition/lists';
import type { FormDefinition } from '../../config/definition/types';
import type { Actor } from '../access/actor';
import { ownTable } from '../database/own-tables';
import { writeAudit } from '../documents/audit';
import { inTransaction, type Tx } from '../documents/tx';
import type { Engine } from '../engine';
import { AppError, notFound } from '../http/errors';
import { forgetMerge, noteMerged } from './releases';

/** The one draft of a form: autosaved, with a counter that tells two editors apart. */
export interface Draft {
  revision: number;
  /** Version that the draft began with; 0 for a form that is not there yet. */
  baseVersion: number;
  definition: FormDefinition;
  at: string | null;
  by: string | null;
}

interface Row {
  revision: number | string;
  base_version: number | string;
  definition: string;
  at: number | string;
  actor_name: string;
}

/** The stored draft, else the present definition as revision 0. */
export async function readDraft(engine: Engine, key: string, trx?: Knex.Transaction): Promise<Draft> {
  const row = (await ownTable(engine, 'td_form_drafts', trx).where({ form: key }).first()) as Row | undefined;
  if (row) return draftOf(row);
  const raw = engine.registry.raw(key);
  if (!raw) throw notFound();
  return { revision: 0, baseVersion: engine.registry.get(key)?.version ?? 1, definition: raw, at: null, by: null };
}

const draftOf = (row: Row): Draft => ({
  revision: Number(row.revision),
  baseVersion: Number(row.base_version),
  definition: JSON.parse(row.definition) as FormDefinition,
  at: new Date(Number(row.at)).toISOString(),
  by: row.actor_name,
});

/** Saves a draft; a stale one is refused with what the other editor has changed, and never overwrites it. */
export async function saveDraft(
  engine: Engine,
  key: string,
  input: { revision?: unknown; definition?: unknown; release?: unknown },
  actor: Actor,
): Promise<Draft> {
  const definition = checked(engine, key, input.definition);
  if (typeof input.revision !== 'number' || !Number.isInteger(input.revision))
    throw new AppError(400, 'invalid', { violations: [{ path: ['revision'], code: 'not_an_integer' }] });
  const revision = input.revision;
  return inTransaction(engine, actor, async (tx) => {
    const row = {
      form: key,
      revision: revision + 1,
      base_version: engine.registry.get(key)?.version ?? 0,
      definition: JSON.stringify(definition),
      at: tx.now.getTime(),
      user_id: actor.userId,
      actor_name: actor.name,
    };
    if (revision === 0) {
      const inserted = (await ownTable(engine, 'td_form_drafts', tx.trx)
        .insert(row)
        .onConflict('form')
        .ignore()
        .returning('form')) as unknown[];
      if (inserted.length === 0) throw await stale(tx, key, definition);
    } else {
      const { base_version: _base, ...change } = row;
      const count = Number(await ownTable(engine, 'td_form_drafts', tx.trx).where({ form: key, revision }).update(change));
      if (count !== 1) throw await stale(tx, key, definition);
    }
    await noteMerged(tx, key, input.release);
    const saved = (await ownTable(engine, 'td_form_drafts', tx.trx).where({ form: key }).first()) as Row;
    return draftOf(saved);
  });
}

/** Throws the draft away. */
export async function discardDraft(engine: Engine, key: string, actor: Actor): Promise<void> {
  await inTransaction(engine, actor, async (tx) => {
    const count = Number(await ownTable(engine, 'td_form_drafts', tx.trx).where({ form: key }).del());
    await forgetMerge(tx, key);
    if (count > 0) await writeAudit(tx, 'form', key, { event: 'update', action: 'discard-draft', changes: [], rev: 1, siteId: null });
  });
}

async function stale(tx: Tx, key: string, mine: FormDefinition): Promise<AppError> {
  const theirs = await readDraft(tx.engine, key, tx.trx);
  return new AppError(409, 'stale_draft', {
    params: {
      revision: theirs.revision,
      by: theirs.by ?? '',
      diff: changesBetween(theirs.definition, mine) as unknown as DefinitionChange[],
    },
  });
}

/** The definition, when nothing is wrong with it; else 400 with every issue at its address. */
function checked(engine: Engine, key: string, value: unknown): FormDefinition {
  const { definition, issues } = definitionOf(value, key);
  const all = definition ? issuesOf(engine, definition) : issues;
  if (definition && definition.key !== key)
    all.push({ address: `${key}.key`, code: 'fixed', zh: '键与地址不一致', en: 'the key is not that of the address' });
  if (!definition || all.length > 0) throw invalidDefinition(all);
  return definition;
}

/** Everything that is wrong with a definition among the forms that are there. */
export function issuesOf(engine: Engine, definition: FormDefinition): Issue[] {
  const forms = engine.registry.all().map((def) => engine.registry.raw(def.key) ?? def);
  const context = { ...engine.checks, forms: [...forms.filter((def) => def.key !== definition.key), definition] };
  return checkDefinition(expand(resolveLists(definition, engine.checks.enums)), context);
}

export function invalidDefinition(issues: Issue[]): AppError {
  return new AppError(400, 'invalid_definition', {
    violations: issues.map(({ address, code, zh, en }) => ({ path: address.split('.'), code, message: { zh, en } })),
  });
}
