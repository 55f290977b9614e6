import { readFileSync, readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { parseDefinition } from '../../config/definition/parse';
import type { FormDefinition } from '../../config/definition/types';

/** Where the shipped definitions that are not switched on lie: `config/library/<area>/<key>.yaml`, in the language of config/forms. */
export const libraryFolder = (root: string): string => join(root, 'config/library');

/** Paths of all files of the library, by area and key. */
export function libraryFiles(root: string): string[] {
  return readdirSync(libraryFolder(root), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.yaml'))
    .sort()
    .map((name) => join(libraryFolder(root), name));
}

/** The definition in a file of the library. A broken one is a fault of the product, not of the person who asks. */
function definitionIn(root: string, file: string, source: string): FormDefinition {
  const { definition, issues } = parseDefinition(source, relative(root, file));
  if (!definition) throw new Error(`The form library is broken: ${issues.map((issue) => `${issue.address}: ${issue.en}`).join('; ')}`);
  return definition;
}

/** All of them at once, for tests and tools. */
export function readLibrary(root: string): FormDefinition[] {
  return libraryFiles(root).map((file) => definitionIn(root, file, readFileSync(file, 'utf8')));
}

const loaded = new Map<string, Promise<Map<string, FormDefinition>>>();

/** The library by key. Read when somebody first asks for it, file by file, so that requests go on meanwhile. */
export function library(root: string): Promise<Map<string, FormDefinition>> {
  const known = loaded.get(root);
  if (known) return known;
  const reading = load(root);
  loaded.set(root, reading);
  // What could not be read is tried again the next time.
  reading.catch(() => loaded.delete(root));
  return reading;
}

async function load(root: string): Promise<Map<string, FormDefinition>> {
  const found = new Map<string, FormDefinition>();
  for (const file of libraryFiles(root)) {
    const definition = definitionIn(root, file, await readFile(file, 'utf8'));
    found.set(definition.key, definition);
  }
  return found;
}
