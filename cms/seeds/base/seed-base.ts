import type { Engine } from '../../engine';
import type { Say } from '../writer';
import { addAccounts } from './accounts';
import { addMasters, addRules, addSite } from './masters';

export interface SeedOptions {
  /** Told what was written, line by line. */
  say?: Say;
  /** Password of the accounts; left out: DEMO_PASSWORD of the environment. */
  password?: string;
}

/**
 * What every house starts with: the site of the manual, its lists, one account a role. May be called at every start: adds what is
 * missing by its code, leaves what is there.
 */
export async function seedBase(engine: Engine, options: SeedOptions = {}): Promise<void> {
  const say = options.say ?? (() => undefined);
  const password = options.password ?? process.env.DEMO_PASSWORD;
  if (!password) throw new Error('DEMO_PASSWORD is not set: the accounts of the seed need a password');
  const siteId = await addSite(engine);
  await addRules(engine, siteId, say);
  await addMasters(engine, siteId, say);
  await addAccounts(engine, siteId, password, say);
}
