import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { at } from './paths.mjs';

/** Second pairs of eyes: what one person starts another must check. */
const SECONDS = new Set(['engineering', 'security', 'finance', 'customer-service-assistant']);
/** Roles of people who are named on rosters but do not log in. */
const NO_LOGIN = new Set(['cleaner', 'gardener', 'system']);

/** The demo accounts as the seed makes them: one a role that logs in, identifier = role key. Needs the installed packages. */
export function accounts() {
  const file = at('config/roles/roles.yaml');
  if (!existsSync(file)) return [];
  const { parse } = createRequire(at('package.json'))('yaml');
  const parsed = parse(readFileSync(file, 'utf8'));
  const roles = (Array.isArray(parsed) ? parsed : (parsed.roles ?? [])).filter((role) => role.login !== false && !NO_LOGIN.has(role.key));
  return roles.flatMap((role) => {
    const words = `${role.zh} ${role.en}`;
    return SECONDS.has(role.key)
      ? [
          { name: role.key, words },
          { name: `${role.key}-2`, words: `${words} (second person)` },
        ]
      : [{ name: role.key, words }];
  });
}
