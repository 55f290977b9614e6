import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { at, tools } from './paths.mjs';
import { runNode } from './processes.mjs';
import { settings } from './env-file.mjs';
import { filesBelow, hashOf, isFresh, stamp } from './stamps.mjs';

const isTest = (file) => /\.(test|int\.test|e2e)\.tsx?$/.test(file) || file.startsWith('cms/tests/') || file.startsWith('dashboard/test/');
const isTooling = (file) => file.startsWith('config/tooling/');

/** Compiles config/ and cms/ to dist/config and dist/src. */
export async function buildServer() {
  const sources = filesBelow(['config', 'cms'], (file) => file.endsWith('.ts') && !isTest(file) && !isTooling(file));
  const hash = hashOf([...sources, ...filesBelow(['tsconfig.json', 'cms/tsconfig.json', 'package-lock.json'])]);
  const isOld = !isFresh('server', hash, at('dist/src/server.js'));
  if (isOld) {
    await runNode(tools.tsc, ['-b', 'cms'], { quiet: true });
    removeOrphans();
    stamp('server', hash);
  }
  await readAhead(hash);
  return isOld ? `${sources.length} files compiled` : 'up to date';
}

/** Reads the definitions once for all first starts, to dist/yaml.json. */
async function readAhead(server) {
  const hash = `${server} ${hashOf(filesBelow(['config', 'database/seeds'], (file) => file.endsWith('.yaml')))}`;
  if (isFresh('yaml', hash, at('dist/yaml.json'))) return;
  await runNode(at('dist/src/definitions/read-ahead.js'), [], { quiet: true });
  stamp('yaml', hash);
}

/** Builds the dashboard to dashboard/dist, with a .gz beside each text file, so that serving costs no compression. */
export async function buildDashboard() {
  const sources = filesBelow(
    ['dashboard', 'config'],
    (file) => !isTest(file) && !isTooling(file) && !file.endsWith('.md') && !file.endsWith('.yaml'),
  );
  const hash = hashOf([...sources, at('package-lock.json')]);
  if (isFresh('dashboard', hash, at('dashboard/dist/index.html'))) return 'up to date';
  await runNode(tools.vite, ['build', 'dashboard', '--logLevel', 'warn'], { quiet: true, env: { NODE_ENV: 'production' } });
  const bytes = compress();
  stamp('dashboard', hash);
  return `built, ${Math.round(bytes / 1024)} kB compressed`;
}

/** Builds Strapi's admin panel to dist/build; it changes only with the installed packages and its own settings. */
export async function buildAdmin() {
  if (settings().SERVE_ADMIN_PANEL === 'false') return 'switched off';
  const hash = hashOf([at('package-lock.json'), at('config/admin.ts'), at('config/plugins.ts')]);
  if (isFresh('admin', hash, at('dist/build/index.html'))) return 'up to date';
  // `strapi build` also compiles the root tsconfig; the server step before it has left nothing to do there.
  await runNode(tools.strapi, ['build'], { quiet: true, env: { ...settings(), NODE_ENV: 'production' } });
  stamp('admin', hash);
  return 'built';
}

/** A source that is gone must not live on in dist: Strapi loads every file of dist/config. */
function removeOrphans() {
  for (const [out, source] of [
    ['dist/config', 'config'],
    ['dist/src', 'cms'],
  ]) {
    for (const file of walkJs(out)) {
      const origin = at(source, file.slice(at(out).length + 1).replace(/\.js$/, '.ts'));
      if (!existsSync(origin)) for (const gone of [file, `${file}.map`]) rmSync(gone, { force: true });
    }
  }
}

const walkJs = (folder) => filesBelowDist(folder).filter((file) => file.endsWith('.js'));

function compress() {
  let total = 0;
  for (const file of filesBelowDist('dashboard/dist')) {
    if (!/\.(js|css|html|svg|json|webmanifest)$/.test(file)) continue;
    const zipped = gzipSync(readFileSync(file), { level: 9 });
    writeFileSync(`${file}.gz`, zipped);
    total += zipped.length;
  }
  return total;
}

// filesBelow leaves folders named "dist" out only below the place it is given.
const filesBelowDist = (folder) => filesBelow([folder]);
