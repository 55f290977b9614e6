import { createHash } from 'node:crypto';
import type { Knex } from 'knex';
import type { FormDefinition } from '../../config/definition/types';

/**
 * What a published version was made from: the shipped file of its time is kept with it. When a release changes that file, the house can
 * see what is new, and what it filled in under version 1 is read as it was.
 */
export type TableOf = (name: `td_${string}`) => Knex.QueryBuilder;

/** The content of a definition as one word: order of keys and number of the version play no part. */
export function hashOfDefinition({ version: _version, ...definition }: FormDefinition): string {
  return createHash('sha256')
    .update(JSON.stringify(sorted(definition)))
    .digest('hex');
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).filter(([, inner]) => inner !== undefined);
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, inner]) => [key, sorted(inner)]));
}

/** For each form that the house has changed the shipped file that its first version began from. Empty before the first start has made the tables. */
export async function firstBases(table: TableOf, schema: () => Knex.SchemaBuilder): Promise<FormDefinition[]> {
  if (!(await schema().hasTable('td_form_bases'))) return [];
  const versions = (await table('td_form_versions').orderBy(['form', 'version']).select('form', 'base_hash')) as {
    form: string;
    base_hash: string | null;
  }[];
  const first = new Map<string, string | null>();
  for (const { form, base_hash } of versions) if (!first.has(form)) first.set(form, base_hash);
  const bases = (await table('td_form_bases')) as { form: string; hash: string; definition: string }[];
  return bases
    .filter((base) => first.get(base.form) === base.hash)
    .map((base) => ({ ...(JSON.parse(base.definition) as FormDefinition), version: 1 }));
}

/** Versions of the time before bases were kept: the shipped file of the first start since then stands for theirs. */
export async function noteMissingBases(table: TableOf, shipped: ReadonlyMap<string, FormDefinition>, now: number): Promise<void> {
  const rows = (await table('td_form_versions').whereNull('base_hash').orderBy(['form', 'version']).select('form', 'version')) as {
    form: string;
    version: number | string;
  }[];
  const own = new Set(rows.filter((row) => Number(row.version) === 1).map((row) => row.form));
  for (const form of new Set(rows.map((row) => row.form))) {
    const definition = own.has(form) ? undefined : shipped.get(form);
    if (!definition) continue;
    const hash = await keepBase(table, definition, now);
    await table('td_form_versions').where({ form }).whereNull('base_hash').update({ base_hash: hash });
  }
}

/** Keeps a shipped file as it is now; its hash. */
export async function keepBase(table: TableOf, definition: FormDefinition, now: number): Promise<string> {
  const hash = hashOfDefinition(definition);
  await table('td_form_bases')
    .insert({ form: definition.key, hash, definition: JSON.stringify(definition), at: now })
    .onConflict(['form', 'hash'])
    .ignore();
  return hash;
}
