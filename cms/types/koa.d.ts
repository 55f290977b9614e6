/** What we use of packages that come with Strapi and bring no types. */
declare module '@koa/router' {
  type Handler = (ctx: never, next: () => Promise<void>) => Promise<void>;
  export default class Router {
    constructor(options?: { prefix?: string; sensitive?: boolean });
    register(path: string, methods: string[], handler: Handler, options?: { sensitive?: boolean }): unknown;
    routes(): Handler;
  }
}

declare module 'koa-send' {
  import type { ServerResponse } from 'node:http';
  export default function send(
    ctx: never,
    path: string,
    options: { root: string; gzip?: boolean; maxage?: number; immutable?: boolean; setHeaders?: (res: ServerResponse) => void },
  ): Promise<string>;
}

declare module 'bcryptjs' {
  export function hash(text: string, rounds: number): Promise<string>;
  export function compare(text: string, hash: string): Promise<boolean>;
}
