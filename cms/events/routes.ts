import { randomBytes } from 'node:crypto';
import type { Actor } from '../access/actor';
import { can } from '../access/rights';
import type { Engine } from '../engine';
import { AppError } from '../http/errors';
import type { Ctx, Route } from '../http/route';
import type { RecordEvent } from '../documents/tx';
import { getVisible } from './visible';

/** A ticket opens one stream, once, within half a minute: EventSource cannot send a token, and a token in an address would be logged. */
const TICKET_MS = 30_000;
const HEARTBEAT_MS = 20_000;
/** Events of this time go out together: a sheet of 500 rows is not 500 questions to the database. */
const GATHER_MS = 250;
const MOST_STREAMS = 500;

interface Ticket {
  actor: Actor;
  sessionId: string;
  until: number;
}

/** Live changes that the caller may see, as server-sent events. `isAlive` is asked with every heartbeat: a logout ends the stream. */
export function routes(engine: Engine, isAlive: (sessionId: string, userId: number) => Promise<boolean>): Route[] {
  const tickets = new Map<string, Ticket>();
  const streams = { open: 0 };
  return [
    {
      method: 'POST',
      path: '/events/ticket',
      handler: async (ctx, actor) => {
        const now = engine.clock().getTime();
        for (const [key, ticket] of tickets) if (ticket.until < now) tickets.delete(key);
        const ticket = randomBytes(24).toString('base64url');
        tickets.set(ticket, { actor, sessionId: (ctx.state.identity as { sessionId: string }).sessionId, until: now + TICKET_MS });
        return { ticket };
      },
    },
    {
      method: 'GET',
      path: '/events',
      public: true,
      handler: async (ctx) => {
        const key = String(ctx.query.ticket ?? '');
        const ticket = tickets.get(key);
        tickets.delete(key);
        if (!ticket || ticket.until < engine.clock().getTime()) throw new AppError(401, 'unauthenticated');
        if (streams.open >= MOST_STREAMS) throw new AppError(503, 'too_many_streams');
        stream(engine, ctx, ticket, isAlive, streams);
        return undefined;
      },
    },
  ];
}

function stream(
  engine: Engine,
  ctx: Ctx,
  ticket: Ticket,
  isAlive: (sessionId: string, userId: number) => Promise<boolean>,
  streams: { open: number },
): void {
  const { req, res } = ctx;
  ctx.respond = false;
  req.socket.setTimeout(0);
  // X-Accel-Buffering: nginx would hold the events back.
  res.writeHead(200, {
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store',
    connection: 'keep-alive',
    'x-accel-buffering': 'no',
  });
  res.write('retry: 3000\n\n');
  streams.open += 1;
  const send = (type: string, data: unknown): void => void res.write(`event: ${type}\ndata: ${JSON.stringify(data)}\n\n`);
  const waiting = new Map<string, RecordEvent>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const flush = async (): Promise<void> => {
    timer = undefined;
    const events = [...waiting.values()];
    waiting.clear();
    const visible = await getVisible(engine, ticket.actor, events);
    for (const event of visible) send('record', { form: event.form, documentId: event.documentId, event: event.event });
    if (visible.some((event) => event.documentId !== '')) send('inbox', {});
  };
  const unsubscribe = engine.hub.subscribe((event) => {
    if (event.event === 'published') return send('form', { form: event.form, version: engine.registry.get(event.form)?.version ?? 1 });
    const def = engine.registry.get(event.form);
    if (!def || !can(ticket.actor, def, 'read')) return;
    if (event.siteId !== null && ticket.actor.siteIds.length > 0 && !ticket.actor.siteIds.includes(event.siteId)) return;
    waiting.set(`${event.form}/${event.documentId}/${event.documentId === '' ? event.event : ''}`, event);
    timer ??= setTimeout(() => void flush().catch(end), GATHER_MS);
  });
  const heartbeat = setInterval(() => {
    res.write(': alive\n\n');
    isAlive(ticket.sessionId, ticket.actor.userId ?? 0).then((alive) => alive || end(), end);
  }, HEARTBEAT_MS);
  let ended = false;
  function end(): void {
    if (ended) return;
    ended = true;
    streams.open -= 1;
    clearInterval(heartbeat);
    clearTimeout(timer);
    unsubscribe();
    res.end();
  }
  req.on('close', end);
  engine.onDrain(end);
}
