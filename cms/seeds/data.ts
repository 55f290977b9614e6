import { join } from 'node:path';
import { readYaml } from '../yaml';

/** Facts of the seeds are data, read from the root folder; their shape is said by who reads them. */
export function readSeed<T>(root: string, file: string): T {
  return readYaml(join(root, 'database/seeds', file)) as T;
}

/** Shipped lists of the product (`config/settings`). */
export function readSettings<T>(root: string, file: string): T {
  return readYaml(join(root, 'config/settings', file)) as T;
}
