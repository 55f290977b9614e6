import type { Actor } from '../access/actor';

/** What handlers use of Koa's context (Strapi 5 serves on Koa 2); the full context is behind `koa`. */
export interface Ctx {
  method: string;
  path: string;
  params: Record<string, string>;
  query: Record<string, unknown>;
  querystring: string;
  ip: string;
  /** Came by https, also by the word of a proxy that is trusted. */
  secure: boolean;
  status: number;
  body: unknown;
  state: Record<string, unknown>;
  request: { body?: unknown; files?: Record<string, unknown>; headers: Record<string, string | string[] | undefined> };
  req: import('node:http').IncomingMessage;
  res: import('node:http').ServerResponse;
  respond?: boolean;
  cookies: { get(name: string): string | undefined; set(name: string, value: string | null, options?: Record<string, unknown>): void };
  get(header: string): string;
  set(header: string, value: string): void;
  type: string;
}

/** One endpoint. The returned value becomes the body; `undefined` means that the handler answered by itself. */
export interface Route {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Below `/api`, Koa router syntax. */
  path: string;
  /** Reached without login; the handler gets the anonymous actor. */
  public?: boolean;
  handler: (ctx: Ctx, actor: Actor) => Promise<unknown>;
}
