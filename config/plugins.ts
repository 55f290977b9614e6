type Env = ((key: string, fallback?: string) => string) & { bool(key: string, fallback: boolean): boolean };

/** users-permissions in refresh mode: short access tokens, the refresh token in an httpOnly cookie. */
export default ({ env }: { env: Env }) => ({
  'users-permissions': {
    config: {
      jwtSecret: env('JWT_SECRET'),
      jwtManagement: 'refresh',
      sessions: {
        httpOnly: true,
        accessTokenLifespan: 600,
        maxRefreshTokenLifespan: 12 * 60 * 60,
        idleRefreshTokenLifespan: 2 * 60 * 60,
        cookie: { secure: env.bool('HTTPS', false), sameSite: 'strict', path: '/api/auth' },
      },
      ratelimit: { enabled: false },
      register: { allowedFields: [] },
    },
  },
  upload: { config: { sizeLimit: 30 * 1024 * 1024, breakpoints: {}, security: { allowedTypes: ['image/*', 'application/pdf'] } } },
});
