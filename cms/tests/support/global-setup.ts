import { randomBytes } from 'node:crypto';
import { startCluster } from '../../database/throwaway-postgres';

/** One PostgreSQL cluster for the whole jest run, when the run is about PostgreSQL; each server gets a database of its own in it. */
export default async function globalSetup(): Promise<void> {
  process.env.TEST_RUN = randomBytes(6).toString('hex');
  if (process.env.TEST_DATABASE !== 'postgres') return;
  const { stop, ...cluster } = await startCluster();
  process.env.TEST_PG_CLUSTER = JSON.stringify(cluster);
  (globalThis as { stopCluster?: () => Promise<void> }).stopCluster = stop;
}
