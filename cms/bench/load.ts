/** One kind of request, sent again and again. */
export interface Request {
  url: string;
  method?: 'GET' | 'POST';
  headers?: Record<string, string>;
  body?: unknown;
}

/** What came of it. Times in milliseconds. */
export interface Measured {
  /** Good answers only. */
  perSecond: number;
  p50: number;
  p95: number;
  p99: number;
  /** Answers that were not 2xx, broken connections and answers that never came. */
  failed: number;
  answered: number;
}

/** The part of autocannon (which brings no types) that is used here. */
interface Result {
  /** Seconds that it really took. */
  duration: number;
  latency: { p50: number; p99: number };
  errors: number;
  timeouts: number;
  non2xx: number;
  '2xx': number;
}
interface Run extends Promise<Result> {
  stop(): void;
  on(event: 'response', heard: (client: unknown, status: number, bytes: number, ms: number) => void): void;
}
type Autocannon = (options: Record<string, unknown>) => Run;

export const CONNECTIONS = 10;

/** Longer than anything that is done beside a load. */
const LONGEST_S = 300;

/** Sends the request from ten connections for so many seconds, after a short warm-up that is not counted; or for as long as `work` goes on. */
export async function load(request: Request, time: number | (() => Promise<void>), connections = CONNECTIONS): Promise<Measured> {
  const autocannon = await loadGenerator();
  const options = {
    url: request.url,
    method: request.method ?? 'GET',
    headers: { ...(request.body === undefined ? {} : { 'content-type': 'application/json' }), ...request.headers },
    body: request.body === undefined ? undefined : JSON.stringify(request.body),
    connections,
  };
  await mustAnswer(request, options);
  await autocannon({ ...options, duration: 1 });
  const times: number[] = [];
  const run = autocannon({ ...options, duration: typeof time === 'number' ? time : LONGEST_S });
  run.on('response', (_client, _status, _bytes, ms) => times.push(ms));
  if (typeof time !== 'number') await time().finally(() => run.stop());
  const result = await run;
  return {
    perSecond: result['2xx'] / result.duration,
    p50: result.latency.p50,
    p95: ofThem(times, 0.95),
    p99: result.latency.p99,
    failed: result.non2xx + result.errors,
    answered: result['2xx'],
  };
}

/** The load generator knows a p90 and a p97.5, the bars are set as p95. */
function ofThem(times: number[], share: number): number {
  times.sort((a, b) => a - b);
  return Math.round(times[Math.ceil(times.length * share) - 1] ?? 0);
}

/** A case that is answered with a refusal would be fast, and worth nothing: it ends the run with the words of the refusal. */
async function mustAnswer(
  request: Request,
  { method, headers, body }: { method: string; headers: Record<string, string>; body?: string },
): Promise<void> {
  const answer = await fetch(request.url, { method, headers, body });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${method} ${request.url} answered ${answer.status}: ${text.slice(0, 800)}`);
}

async function loadGenerator(): Promise<Autocannon> {
  const name = 'autocannon';
  try {
    return ((await import(name)) as { default: Autocannon }).default;
  } catch (error) {
    if ((error as { code?: string }).code !== 'MODULE_NOT_FOUND') throw error;
    throw new Error('The benchmark needs autocannon and fastify, which are development packages: run "npm ci --include=dev" first.');
  }
}
