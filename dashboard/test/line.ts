import { waitFor } from '@testing-library/react';

/** A line that carries nothing by itself: the test says what leaves, what comes back and what breaks. */
export class Line {
  static open: Line[] = [];
  readonly upload: { onprogress?: (event: { lengthComputable: boolean; loaded: number; total: number }) => void } = {};
  onload?: () => void;
  onerror?: () => void;
  onabort?: () => void;
  onloadend?: () => void;
  status = 0;
  statusText = '';
  responseText = '';
  open(): void {
    Line.open.push(this);
  }
  setRequestHeader(): void {}
  getAllResponseHeaders = (): string => 'content-type: application/json\r\n';
  send(): void {}
  abort(): void {
    this.onabort?.();
    this.onloadend?.();
  }
  answer(status: number, body: unknown): void {
    Object.assign(this, { status, responseText: JSON.stringify(body) });
    this.onload?.();
    this.onloadend?.();
  }
}

/** What jsdom's fetch would have; only used to read a body as JSON. */
class Answer {
  readonly headers: Headers;
  readonly status: number;
  readonly ok: boolean;
  constructor(
    private readonly body: string | null,
    init: { status: number; headers: Headers },
  ) {
    this.headers = init.headers;
    this.status = init.status;
    this.ok = init.status < 400;
  }
  json = async (): Promise<unknown> => JSON.parse(this.body ?? 'null');
}
class Names extends Map<string, string> {
  append = (name: string, value: string): unknown => this.set(name, value);
}

/** From here on uploads go over such lines. */
export function layLine(): void {
  Object.assign(globalThis, { XMLHttpRequest: Line, Response: globalThis.Response ?? Answer, Headers: globalThis.Headers ?? Names });
}

/** The nth line that was opened, as soon as it is. */
export async function lineNo(n: number): Promise<Line> {
  await waitFor(() => expect(Line.open).toHaveLength(n));
  return Line.open[n - 1] as Line;
}
