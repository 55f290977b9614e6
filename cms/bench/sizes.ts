import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

export interface Sizes {
  /** The script that index.html names, in kB of gzip. */
  entry: number;
  /** All that the first page waits for: entry, what is preloaded with it, its style sheets. */
  first: number;
  files: number;
}

/** Sizes of the built dashboard; null when it has not been built. */
export function dashboardSizes(root: string): Sizes | null {
  const dist = join(root, 'dashboard/dist');
  const page = join(dist, 'index.html');
  if (!existsSync(page)) return null;
  const html = readFileSync(page, 'utf8');
  const named = (tag: RegExp): string[] => [...html.matchAll(tag)].map((match) => match[1] ?? '');
  const entry = named(/<script[^>]*\ssrc="([^"]+)"/g);
  const others = named(/<link[^>]*rel="(?:modulepreload|stylesheet)"[^>]*href="([^"]+)"/g);
  const zipped = (files: string[]): number =>
    files.reduce((sum, file) => sum + gzipSync(readFileSync(join(dist, file)), { level: 9 }).length, 0) / 1000;
  return { entry: zipped(entry), first: zipped([...entry, ...others]), files: entry.length + others.length };
}
