type Env = ((key: string, fallback?: string) => string) & { bool(key: string, fallback: boolean): boolean };

/** Strapi's admin panel: for the installer, not for staff. It calls nobody. */
export default ({ env }: { env: Env }) => ({
  auth: {
    secret: env('ADMIN_JWT_SECRET'),
    sessions: { accessTokenLifespan: 600, maxRefreshTokenLifespan: 86_400, idleRefreshTokenLifespan: 7_200 },
  },
  apiToken: { salt: env('API_TOKEN_SALT') },
  transfer: { token: { salt: env('TRANSFER_TOKEN_SALT') } },
  secrets: { encryptionKey: env('ENCRYPTION_KEY') },
  flags: { nps: false, promoteEE: false },
  autoOpen: false,
  watchIgnoreFiles: ['**/*'],
  serveAdminPanel: env.bool('SERVE_ADMIN_PANEL', true),
});
