import type { Engine } from '../engine';

/** What an access token says: whose it is, of which session, and when it ends (seconds since 1970). */
export interface TokenPayload {
  userId: string;
  sessionId: string;
  exp?: number;
}

/** Beyond this the oldest go: nobody fills the memory with tokens, because only good ones are kept. */
const MOST_TOKENS = 5_000;

/**
 * Checks the signature of access tokens; null = not one of ours, or ended. A good one is remembered until it ends: the library tries the
 * secret as a public key first, each time, which was a fifth of the cost of a list. Whether the session still lives is not decided here.
 */
export function createTokenCheck(engine: Engine): (token: string) => TokenPayload | null {
  const manager = engine.strapi.sessionManager('users-permissions');
  const good = new Map<string, TokenPayload>();
  return (token) => {
    const known = good.get(token);
    if (known && (known.exp ?? 0) * 1000 > engine.clock().getTime()) return known;
    good.delete(token);
    const { isValid, payload } = manager.validateAccessToken(token) as { isValid: boolean; payload: TokenPayload | null };
    if (!isValid || !payload) return null;
    if (payload.exp !== undefined) {
      if (good.size >= MOST_TOKENS) good.delete(good.keys().next().value ?? '');
      good.set(token, payload);
    }
    return payload;
  };
}
