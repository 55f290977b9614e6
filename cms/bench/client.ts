type Row = Record<string, unknown>;

/** A record as our API answers it. */
export interface Rec extends Row {
  documentId: string;
  rev: number;
}

/** A client that has logged in; any other answer than a good one ends the run with what the server said. */
export interface Client {
  token: string;
  call<T>(method: string, path: string, body?: unknown): Promise<T>;
  create(plural: string, data: Row): Promise<Rec>;
}

export async function logIn(url: string, identifier: string, password: string): Promise<Client> {
  const { jwt } = await call<{ jwt: string }>(url, null, 'POST', '/api/auth/local', { identifier, password });
  return {
    token: jwt,
    call: (method, path, body) => call(url, jwt, method, path, body),
    create: async (plural, data) => (await call<{ data: Rec }>(url, jwt, 'POST', `/api/${plural}`, { data })).data,
  };
}

async function call<T>(url: string, token: string | null, method: string, path: string, body?: unknown): Promise<T> {
  const isForm = body instanceof FormData;
  const response = await fetch(url + path, {
    method,
    headers: {
      ...(token ? { authorization: `Bearer ${token}` } : {}),
      ...(body !== undefined && !isForm ? { 'content-type': 'application/json' } : {}),
    },
    body: body === undefined ? undefined : isForm ? body : JSON.stringify(body),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${method} ${path} answered ${response.status}: ${text.slice(0, 800)}`);
  return JSON.parse(text) as T;
}
