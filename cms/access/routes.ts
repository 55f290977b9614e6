import type { Engine } from '../engine';
import type { Route } from '../http/route';
import { createAttempts } from './attempts';
import type { Identity } from './identify';
import { login, logout, refresh } from './sessions';

/** Login, renewal and logout. There is no registration: the administrator opens accounts. */
export function routes(engine: Engine): Route[] {
  const attempts = createAttempts(() => engine.clock().getTime());
  return [
    { method: 'POST', path: '/auth/local', public: true, handler: async (ctx) => login(engine, attempts, ctx, ctx.request.body) },
    { method: 'POST', path: '/auth/refresh', public: true, handler: async (ctx) => refresh(engine, ctx) },
    {
      method: 'POST',
      path: '/auth/logout',
      public: true,
      handler: async (ctx) => {
        const identity = ctx.state.identity as Identity | null;
        return logout(
          engine,
          ctx,
          identity && identity.actor.userId !== null ? { userId: identity.actor.userId, sessionId: identity.sessionId } : null,
        );
      },
    },
  ];
}
