/** An answer as tests look at it. */
export interface Answer<T = Record<string, unknown>> {
  status: number;
  body: T;
  headers: Headers;
}

export type CallOptions = { headers?: Record<string, string> };

/** Calls of one person (or of nobody). Paths start with `/`. */
export interface Api {
  token: string | null;
  get<T = Record<string, unknown>>(path: string, options?: CallOptions): Promise<Answer<T>>;
  post<T = Record<string, unknown>>(path: string, body?: unknown, options?: CallOptions): Promise<Answer<T>>;
  put<T = Record<string, unknown>>(path: string, body?: unknown, options?: CallOptions): Promise<Answer<T>>;
  del<T = Record<string, unknown>>(path: string, options?: CallOptions): Promise<Answer<T>>;
}

/** A small client: JSON in and out (FormData is passed as it is), the bearer token of its person, no exception for a refusal. */
export function createApi(base: string, token: string | null): Api {
  const call = async <T>(method: string, path: string, body: unknown, options: CallOptions = {}): Promise<Answer<T>> => {
    const isForm = body instanceof FormData;
    const response = await fetch(base + path, {
      method,
      headers: {
        ...(token ? { authorization: `Bearer ${token}` } : {}),
        ...(body !== undefined && !isForm ? { 'content-type': 'application/json' } : {}),
        ...options.headers,
      },
      body: body === undefined ? undefined : isForm ? body : JSON.stringify(body),
    });
    return { status: response.status, body: parse(await response.text()) as T, headers: response.headers };
  };
  return {
    token,
    get: (path, options) => call('GET', path, undefined, options),
    post: (path, body, options) => call('POST', path, body, options),
    put: (path, body, options) => call('PUT', path, body, options),
    del: (path, options) => call('DELETE', path, undefined, options),
  };
}

function parse(text: string): unknown {
  if (text === '') return {};
  try {
    return JSON.parse(text);
  } catch {
    // A page or a file: the test looks at the text.
    return { text };
  }
}
