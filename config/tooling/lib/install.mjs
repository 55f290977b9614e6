import { existsSync, readFileSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { at } from './paths.mjs';
import { run } from './processes.mjs';
import { Trouble } from './steps.mjs';

const MINIMUM = [20, 19];

/** Refuses a Node that is too old before anything else fails in a stranger way. */
export function checkNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major < MINIMUM[0] || (major === MINIMUM[0] && minor < MINIMUM[1])) {
    throw new Trouble(
      `TowerDesk needs Node ${MINIMUM.join('.')} or later; this is ${process.versions.node}.`,
      'Get it from https://nodejs.org or with nvm: nvm install 20',
    );
  }
  return `Node ${process.versions.node}`;
}

/**
 * Installs what package-lock.json names, and only when node_modules is not already exactly that: npm writes down what it has
 * installed in node_modules/.package-lock.json, last, so an interrupted install is noticed too.
 */
export async function install() {
  if (isInstalled()) return 'as package-lock.json says, nothing to do';
  process.stdout.write('      about 1,300 packages, two to four minutes the first time\n');
  const npm = npmCommand();
  const { code } = await run(npm.command, [...npm.args, 'ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error'], {
    check: false,
    shell: npm.shell,
  });
  if (code !== 0) throw new Trouble('npm ci failed (its words stand above).', toolchainHint());
  return 'installed';
}

/** Makes sure that the SQLite driver can be loaded: it is native code, fetched or compiled for this Node. */
export async function checkSqlite() {
  if (process.env.DATABASE_CLIENT === 'postgres') return 'not needed (PostgreSQL)';
  if (sqliteLoads()) return 'the SQLite driver loads';
  const npm = npmCommand();
  await run(npm.command, [...npm.args, 'rebuild', 'better-sqlite3'], { check: false, shell: npm.shell });
  if (!sqliteLoads()) throw new Trouble('The SQLite driver (better-sqlite3) could not be loaded or built for this Node.', toolchainHint());
  return 'the SQLite driver was rebuilt for this Node';
}

function isInstalled() {
  const installed = at('node_modules/.package-lock.json');
  if (!existsSync(installed)) return false;
  const wanted = JSON.parse(readFileSync(at('package-lock.json'), 'utf8')).packages;
  const have = JSON.parse(readFileSync(installed, 'utf8')).packages;
  // Optional packages are those of other systems; a production image may leave the developers' ones out.
  return Object.entries(wanted).every(
    ([path, entry]) =>
      path === '' ||
      entry.optional ||
      entry.devOptional ||
      have[path]?.version === entry.version ||
      (entry.dev && process.env.TOWERDESK_OMIT_DEV === '1'),
  );
}

/** npm beside the running node where npm started us, else npm from PATH. */
function npmCommand() {
  const cli = process.env.npm_execpath;
  if (cli?.endsWith('.js')) return { command: process.execPath, args: [cli], shell: false };
  return { command: 'npm', args: [], shell: process.platform === 'win32' };
}

const sqliteLoads = () =>
  spawnSync(process.execPath, ['-e', "new (require('better-sqlite3'))(':memory:').close()"], { cwd: at('.'), stdio: 'ignore' }).status ===
  0;

/** What this machine lacks to compile native code, and how to get it. */
function toolchainHint() {
  const has = (command) => spawnSync(command, ['--version'], { stdio: 'ignore' }).status === 0;
  const missing = [];
  if (!has('python3')) missing.push('python3');
  if (!has('make')) missing.push('make');
  if (!has('g++') && !has('c++') && !has('clang++')) missing.push('a C++ compiler (g++)');
  const lines = [
    'One dependency, better-sqlite3, is native code. Where no prebuilt file for this system can be fetched, it is compiled here, which needs',
  ];
  lines.push('python3, make, a C++20 compiler and the headers of this very Node.');
  lines.push(
    missing.length > 0
      ? `Missing on this machine: ${missing.join(', ')}.`
      : 'The compiler is here: probably the headers of Node are missing, or they cannot be downloaded.',
  );
  lines.push('  Debian, Ubuntu   apt-get install -y python3 make g++');
  lines.push('  Fedora, RHEL     dnf install -y python3 make gcc-c++');
  lines.push('  Alpine           apk add python3 make g++ linux-headers');
  lines.push('  macOS            xcode-select --install');
  lines.push('  Windows          winget install Microsoft.VisualStudio.2022.BuildTools (with "Desktop development with C++")');
  lines.push('  headers offline  npm config set nodedir <folder of Node that has include/node>');
  lines.push('Then run the same command again.');
  return lines.join('\n');
}
