import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { parse } from 'yaml';

/**
 * Reading YAML takes a tenth of a start, and the files hardly ever change: what each says is kept by the hash of its text. Only the
 * reading is kept; what is checked of a file is checked every time.
 */
let memory: YamlMemory | null = null;

/** What a YAML file of the installation says. Throws where it is none. */
export function readYaml(file: string): unknown {
  const source = readFileSync(file, 'utf8');
  const known = memory?.find(source);
  if (known !== undefined) return known;
  const value = parse(source) as unknown;
  memory?.keep(source, value);
  return value;
}

/** From here on what was read at an earlier start is found in `file`, or in `built` of the build; `save()` writes what was used at this one. */
export function rememberYaml(file: string, built?: string): YamlMemory {
  memory = openYamlMemory(file, built);
  return memory;
}

export interface YamlMemory {
  /** A value of the caller's own: it may be changed. */
  find(source: string): unknown;
  keep(source: string, value: unknown): void;
  /** Writes what was used this time, and nothing else, if anything is new. */
  save(): void;
}

/** A file that cannot be understood is begun anew; `built` is only read. */
export function openYamlMemory(file: string, built?: string): YamlMemory {
  const known = { ...(built === undefined ? {} : read(built)), ...read(file) };
  const used: Record<string, string> = {};
  let isNew = false;
  return {
    find(source) {
      const key = keyOf(source);
      const text = used[key] ?? (Object.hasOwn(known, key) ? known[key] : undefined);
      if (text === undefined) return undefined;
      used[key] = text;
      return JSON.parse(text) as unknown;
    },
    keep(source, value) {
      used[keyOf(source)] = JSON.stringify(value);
      isNew = true;
    },
    save() {
      if (!isNew) return;
      mkdirSync(dirname(file), { recursive: true });
      // Two servers may start at once: each writes a file of its own and puts it in place whole.
      const draft = `${file}.${process.pid}`;
      writeFileSync(draft, JSON.stringify(used));
      renameSync(draft, file);
      isNew = false;
    },
  };
}

function read(file: string): Record<string, string> {
  if (!existsSync(file)) return {};
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>;
  } catch (error) {
    if (error instanceof SyntaxError) return {};
    throw error;
  }
}

const keyOf = (source: string): string => createHash('sha256').update(source).digest('base64url');
