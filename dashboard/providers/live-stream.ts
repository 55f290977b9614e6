import { http } from './http';

export type LiveEvent =
  | { type: 'record'; form: string; documentId: string; event: string }
  | { type: 'inbox' }
  | { type: 'form'; form: string; version: number }
  /** The stream was away for a while (a new server has taken over, the net was gone): what was told meanwhile was not heard. */
  | { type: 'resumed' };

/**
 * ONE stream of server events for the tab, whoever listens: browsers allow six connections a host, and each open list had one of its
 * own in the study. EventSource cannot carry a token, so each connection starts with a one-time ticket.
 */
const listeners = new Set<(event: LiveEvent) => void>();
let source: EventSource | null = null;
let opening = false;
let timer: ReturnType<typeof setTimeout> | undefined;
let failures = 0;

export function onLive(listener: (event: LiveEvent) => void): () => void {
  listeners.add(listener);
  if (!source && !opening) void open();
  return () => {
    listeners.delete(listener);
    // A screen change closes and opens within a moment; only a stream that nobody wants for a while is closed.
    setTimeout(() => listeners.size === 0 && closeStream(), 5000);
  };
}

export function closeStream(): void {
  clearTimeout(timer);
  source?.close();
  source = null;
  failures = 0;
}

async function open(): Promise<void> {
  opening = true;
  try {
    const { ticket } = await http<{ ticket: string }>('/events/ticket', { method: 'POST', body: {} });
    if (listeners.size === 0) return;
    source = new EventSource(`/api/events?ticket=${encodeURIComponent(ticket)}`);
    source.onopen = () => {
      const wasAway = failures > 0;
      failures = 0;
      if (wasAway) listeners.forEach((listener) => listener({ type: 'resumed' }));
    };
    source.onerror = () => again();
    for (const type of ['record', 'inbox', 'form'] as const) source.addEventListener(type, (event) => tell(type, event.data as string));
  } catch {
    again(); // Lists still work without live changes; the next try comes by itself.
  } finally {
    opening = false;
  }
}

function tell(type: LiveEvent['type'], data: string): void {
  const event = { ...(JSON.parse(data || '{}') as object), type } as LiveEvent;
  listeners.forEach((listener) => listener(event));
}

/** A used ticket opens nothing twice: reconnect with a new one, later and later. */
function again(): void {
  source?.close();
  source = null;
  clearTimeout(timer);
  failures += 1;
  if (listeners.size > 0) timer = setTimeout(() => void open(), Math.min(60_000, 1000 * 2 ** failures) * (0.7 + Math.random() * 0.6));
}
