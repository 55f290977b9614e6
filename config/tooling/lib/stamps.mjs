import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { at, root } from './paths.mjs';

const SKIP = new Set(['node_modules', 'dist', 'docs', '.git', 'uploads']);

/** Every file below the given files and folders (relative to the root) that `keep` accepts, sorted. */
export function filesBelow(places, keep = () => true) {
  const found = [];
  const walk = (path) => {
    if (!existsSync(path)) return;
    if (statSync(path).isDirectory()) {
      for (const name of readdirSync(path)) if (!SKIP.has(name)) walk(join(path, name));
    } else if (keep(relative(root, path))) found.push(path);
  };
  for (const place of places) walk(at(place));
  return found.sort();
}

/** Hash over names and contents: unlike times it survives a clone, a copy and a change of branch. */
export function hashOf(files) {
  const hash = createHash('sha256').update(process.version);
  for (const file of files) hash.update(relative(root, file)).update('\0').update(readFileSync(file)).update('\0');
  return hash.digest('hex');
}

const stampFile = (name) => at('.cache/stamps', name);

/** Has `name` been built from exactly these inputs, and is its output still there? */
export function isFresh(name, hash, output) {
  return existsSync(output) && existsSync(stampFile(name)) && readFileSync(stampFile(name), 'utf8') === hash;
}

/** Remembers what `name` was built from. */
export function stamp(name, hash) {
  mkdirSync(at('.cache/stamps'), { recursive: true });
  writeFileSync(stampFile(name), hash);
}
