import { mkdtempSync, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const MEMORY = '/dev/shm';
const ENOUGH = 2 * 1024 ** 3;

/**
 * Where the data of test servers lies: in memory where there is room, because SQLite waits for the disk at every commit (as it shall), and
 * no test is about the disk.
 */
export function testRoot(): string {
  try {
    const { bavail, bsize } = statfsSync(MEMORY);
    return bavail * bsize >= ENOUGH ? MEMORY : tmpdir();
  } catch (error) {
    if ((error as { code?: string }).code === 'ENOENT') return tmpdir();
    throw error;
  }
}

/** A new empty folder of a test. */
export const testFolder = (name: string): string => mkdtempSync(join(testRoot(), `towerdesk-${name}-`));
