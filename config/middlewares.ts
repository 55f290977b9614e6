type Env = ((key: string, fallback?: string) => string) & {
  array(key: string, fallback: string[]): string[];
  bool(key: string, fallback: boolean): boolean;
};

/** Strapi's middleware chain: closed CORS list, a CSP for our dashboard, small bodies, no "X-Powered-By". */
export default ({ env }: { env: Env }) => [
  'strapi::logger',
  'strapi::errors',
  {
    name: 'strapi::security',
    config: {
      contentSecurityPolicy: {
        useDefaults: true,
        directives: {
          'default-src': ["'self'"],
          'connect-src': ["'self'"],
          'img-src': ["'self'", 'data:', 'blob:'],
          'media-src': ["'self'", 'data:', 'blob:'],
          'script-src': ["'self'"],
          'style-src': ["'self'", "'unsafe-inline'"],
          'font-src': ["'self'", 'data:'],
          'object-src': ["'none'"],
          'base-uri': ["'none'"],
          'frame-ancestors': ["'none'"],
          // An installation inside a house network often serves plain http.
          upgradeInsecureRequests: null,
        },
      },
      hsts: env.bool('HTTPS', false) ? { maxAge: 31_536_000, includeSubDomains: true } : false,
      frameguard: { action: 'deny' },
    },
  },
  {
    name: 'strapi::cors',
    config: { origin: env.array('CORS_ORIGINS', []), credentials: true, methods: ['GET', 'POST', 'PUT', 'DELETE', 'HEAD', 'OPTIONS'] },
  },
  'strapi::query',
  {
    name: 'strapi::body',
    config: { jsonLimit: '2mb', formLimit: '1mb', textLimit: '1mb', formidable: { maxFileSize: 30 * 1024 * 1024 }, patchKoa: true },
  },
  'strapi::session',
  'strapi::favicon',
  'strapi::public',
];
