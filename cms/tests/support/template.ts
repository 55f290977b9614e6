import { cpSync, existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { testRoot } from './folder';
import { onCluster, sharedCluster } from '../../database/throwaway-postgres';

type Kind = 'sqlite' | 'postgres';

/**
 * The first start of an installation costs most of a test file's time: hundreds of tables are made. So it is done once a run and seed, and
 * each server gets a copy of what it has left. Tests of the first start itself ask for a `fresh` one.
 */
const run = (): string => {
  const id = process.env.TEST_RUN;
  if (!id) throw new Error('TEST_RUN is not set: the global setup of the jest project "server" has not run.');
  return id;
};
const folderOf = (kind: Kind, seed: string): string => join(runFolder(), `${kind}-${seed}`);
const databaseOf = (seed: string): string => `template_${seed}_${run()}`;

/** Everything that a run keeps outside of its servers' own folders; the global teardown removes it. */
export const runFolder = (): string => join(testRoot(), `towerdesk-run-${run()}`);

/** Puts a copy of the template into `dataDir` (and, on PostgreSQL, into a new database), making the template first where there is none. */
export async function copyTemplate(
  kind: Kind,
  seed: string,
  to: { dataDir: string; databaseName: string },
  make: (dataDir: string, databaseName: string) => Promise<void>,
): Promise<void> {
  const folder = folderOf(kind, seed);
  const [done, claim] = [`${folder}.done`, `${folder}.making`];
  if (!existsSync(done)) {
    mkdirSync(runFolder(), { recursive: true });
    if (claims(claim)) {
      try {
        mkdirSync(folder);
        await make(folder, databaseOf(seed));
        writeFileSync(done, '');
      } catch (error) {
        // The next one tries again, and says why it does not work.
        for (const path of [folder, claim]) rmSync(path, { recursive: true, force: true });
        throw error;
      }
    } else await untilMade(done, claim);
  }
  cpSync(folder, to.dataDir, { recursive: true });
  if (kind === 'postgres') await onCluster(sharedCluster(), `create database ${to.databaseName} template ${databaseOf(seed)}`);
}

/** True for the one process that makes the template; several workers may want it at once. */
function claims(path: string): boolean {
  try {
    mkdirSync(path);
    return true;
  } catch (error) {
    if ((error as { code?: string }).code === 'EEXIST') return false;
    throw error;
  }
}

async function untilMade(done: string, claim: string): Promise<void> {
  while (!existsSync(done)) {
    if (!existsSync(claim)) throw new Error('Another worker could not make the template of the database.');
    await new Promise((next) => setTimeout(next, 200));
  }
}
