import type { RuleContext } from './rule';

/** A context for tests of rules: nobody acts, nothing is related, a fixed day. */
export function ruleContext(part: Partial<RuleContext> = {}): RuleContext {
  return {
    related: {},
    today: '2026-11-02',
    now: '2026-11-02T01:00:00.000Z',
    actor: { employee: null, roles: [], head: false, department: null },
    settings: {},
    params: {},
    ...part,
  };
}
