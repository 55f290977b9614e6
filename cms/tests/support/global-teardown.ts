import { rmSync } from 'node:fs';
import { runFolder } from './template';

/** Ends what the global setup has started. */
export default async function globalTeardown(): Promise<void> {
  await (globalThis as { stopCluster?: () => Promise<void> }).stopCluster?.();
  rmSync(runFolder(), { recursive: true, force: true });
}
