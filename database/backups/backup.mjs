/**
 * Copies the database while it is in use: `node database/backups/backup.mjs [folder]`.
 * SQLite: VACUUM INTO, a whole and consistent copy, checked afterwards. PostgreSQL: pg_dump (must be on the PATH).
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { settings as readSettings } from '../../config/tooling/lib/env-file.mjs';
import { at } from '../../config/tooling/lib/paths.mjs';
import { runMain, Trouble } from '../../config/tooling/lib/steps.mjs';

await runMain(async () => {
  const settings = readSettings();
  const folder = resolve(process.argv[2] ?? at('database/backups'));
  mkdirSync(folder, { recursive: true });
  const stamp = new Date().toISOString().replace(/[:.]/g, '-');
  const copy =
    settings.DATABASE_CLIENT === 'postgres'
      ? dump(settings, join(folder, `towerdesk-${stamp}.dump`))
      : vacuum(settings, join(folder, `towerdesk-${stamp}.db`));
  process.stdout.write(`${copy}\nUploaded files are not in it: copy DATA_DIR/files as well.\n`);
});

function vacuum(settings, target) {
  const file = join(resolve(at('.'), settings.DATA_DIR || 'database/data'), 'towerdesk.db');
  if (!existsSync(file)) throw new Trouble(`There is no database at ${file}.`);
  const Database = createRequire(at('package.json'))('better-sqlite3');
  const source = new Database(file);
  source.prepare('VACUUM INTO ?').run(target);
  source.close();
  const check = new Database(target, { readonly: true });
  const verdict = check.pragma('integrity_check', { simple: true });
  check.close();
  if (verdict !== 'ok') throw new Trouble(`The copy is damaged: ${verdict}`);
  return target;
}

function dump(settings, target) {
  const args = [
    '-h',
    settings.DATABASE_HOST || '127.0.0.1',
    '-p',
    settings.DATABASE_PORT || '5432',
    '-U',
    settings.DATABASE_USERNAME || 'towerdesk',
    '-Fc',
    '-f',
    target,
  ];
  const done = spawnSync('pg_dump', [...args, settings.DATABASE_NAME || 'towerdesk'], {
    env: { ...process.env, PGPASSWORD: settings.DATABASE_PASSWORD ?? '' },
    stdio: 'inherit',
  });
  if (done.status !== 0)
    throw new Trouble(done.error ? 'pg_dump is not installed (Debian: apt-get install postgresql-client).' : 'pg_dump failed.');
  return target;
}
