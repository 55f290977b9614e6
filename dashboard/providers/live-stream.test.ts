import { closeStream, onLive, type LiveEvent } from './live-stream';

/** As a browser's: opened by the test, broken by the test. */
class Source {
  static all: Source[] = [];
  onopen: (() => void) | null = null;
  onerror: (() => void) | null = null;
  readonly told: Record<string, (event: { data: string }) => void> = {};
  constructor(readonly url: string) {
    Source.all.push(this);
  }
  addEventListener(type: string, listener: (event: { data: string }) => void): void {
    this.told[type] = listener;
  }
  close(): void {}
}

const wait = async (): Promise<void> => {
  for (let n = 0; n < 20; n += 1) await Promise.resolve();
};
let tickets = 0;
beforeEach(() => {
  jest.useFakeTimers();
  Source.all = [];
  Object.assign(globalThis, {
    EventSource: Source,
    fetch: async () => ({ ok: true, status: 200, headers: new Map(), json: async () => ({ ticket: `t${(tickets += 1)}` }) }),
  });
});
afterEach(() => {
  closeStream();
  jest.useRealTimers();
});

test('a stream that was away comes back with a new ticket, and says that something may have been missed', async () => {
  const heard: LiveEvent[] = [];
  const stop = onLive((event) => heard.push(event));
  await wait();
  const [first] = Source.all;
  first?.onopen?.();
  first?.told.form?.({ data: '{"form":"shift","version":2}' });
  expect(heard).toEqual([{ type: 'form', form: 'shift', version: 2 }]);

  first?.onerror?.();
  jest.advanceTimersByTime(3_000);
  await wait();
  const [, second] = Source.all;
  expect(second?.url).not.toBe(first?.url);
  expect(heard).toHaveLength(1);
  second?.onopen?.();
  expect(heard).toHaveLength(2);
  expect(heard[1]).toEqual({ type: 'resumed' });
  stop();
});
