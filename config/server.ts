/** Strapi's server settings. `HOST` stays on this machine unless somebody opens it on purpose. */
type Env = ((key: string, fallback?: string) => string) & {
  int(key: string, fallback: number): number;
  bool(key: string, fallback: boolean): boolean;
  array(key: string, fallback: string[]): string[];
};

export default ({ env }: { env: Env }) => ({
  host: env('HOST', '127.0.0.1'),
  port: env.int('PORT', 1337),
  url: env('PUBLIC_URL', ''),
  // X-Forwarded-* is believed only behind a reverse proxy that sets it.
  proxy: { koa: env.bool('TRUST_PROXY', false) },
  app: { keys: env.array('APP_KEYS', []) },
  dirs: { public: './cms/public' },
  logger: { updates: { enabled: false }, startup: { enabled: false } },
  http: { serverOptions: { requestTimeout: 120_000 } },
});
