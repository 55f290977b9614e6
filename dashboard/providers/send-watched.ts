export type WatchedCall = {
  method: string;
  headers: Record<string, string>;
  body: FormData;
  signal?: AbortSignal;
  /** Gets the share of the body that has left, 0 to 1. */
  onSent: (share: number) => void;
};

/** A call that tells how much of its body has left, which `fetch` cannot; its answer and its failures are those of `fetch`. */
export function sendWatched(url: string, { method, headers, body, signal, onSent }: WatchedCall): Promise<Response> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(new DOMException('Aborted', 'AbortError'));
    const request = new XMLHttpRequest();
    const stop = () => request.abort();
    request.open(method, url);
    request.responseType = 'text';
    for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value);
    request.upload.onprogress = ({ lengthComputable, loaded, total }) => lengthComputable && total > 0 && onSent(loaded / total);
    request.onload = () => resolve(responseOf(request));
    request.onerror = () => reject(new TypeError('Failed to send'));
    request.onabort = () => reject(new DOMException('Aborted', 'AbortError'));
    request.onloadend = () => signal?.removeEventListener('abort', stop);
    signal?.addEventListener('abort', stop);
    request.send(body);
  });
}

function responseOf(request: XMLHttpRequest): Response {
  const headers = new Headers();
  for (const line of request.getAllResponseHeaders().trim().split(/\r?\n/)) {
    const colon = line.indexOf(':');
    if (colon > 0) headers.append(line.slice(0, colon).trim(), line.slice(colon + 1).trim());
  }
  // These may have no body.
  const isBare = request.status === 204 || request.status === 304;
  return new Response(isBare ? null : request.responseText, { status: request.status, statusText: request.statusText, headers });
}
