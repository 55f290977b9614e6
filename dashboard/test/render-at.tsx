import { StyleProvider } from '@ant-design/cssinjs';
import { QueryClientProvider } from '@tanstack/react-query';
import { configure, render } from '@testing-library/react';
import { App as AntdApp, ConfigProvider } from 'antd';
import type { ReactNode } from 'react';
import { createMemoryRouter, Outlet, RouterProvider } from 'react-router';
import { en } from '../app/words.en';
import { zh } from '../app/words.zh';
import { RefineRoot } from '../app/refine-root';
import { definitionsKey, type Definitions, type FormView } from '../providers/definitions-source';
import { startI18n } from '../providers/i18n';
import { queryClient } from '../providers/query-client';
import { setAccessToken } from '../providers/session';

type Answer = { status?: number; body?: unknown };
/** What the server says to `GET /units/1`; a call that nobody expected fails the test by its 501. */
export type Server = (call: { method: string; path: string; body: unknown; headers: Record<string, string> }) => Answer | undefined;

// A busy machine is not a failure: what is waited for comes or does not come.
configure({ asyncUtilTimeout: 15_000 });

const USER = {
  id: 1,
  username: 'tester',
  name: '王敏',
  employee: 'me',
  roles: ['tester'],
  roleNames: [],
  head: false,
  department: null,
  site: null,
  lang: 'zh' as const,
};

/** The router wraps each navigation in one; jsdom has none. */
class PlainRequest {
  readonly method = 'GET';
  readonly signal: AbortSignal | undefined;
  constructor(
    readonly url: string,
    init: RequestInit = {},
  ) {
    this.signal = init.signal ?? undefined;
  }
}

/** antd measures scrollbars by a pseudo element, which jsdom refuses loudly. */
const styleOf = window.getComputedStyle.bind(window);
window.getComputedStyle = (element) => styleOf(element);

/**
 * Where antd's style sheets go: not into the page. jsdom would match each of their thousands of rules anew whenever a test asks whether
 * something can be seen, which was two thirds of the time of all screen tests.
 */
const OUTSIDE = document.createElement('div');

/** One screen of the real application at an address, with the forms and answers that matter to the test. */
export function renderAt(
  path: string,
  options: { routes: { path: string; element: ReactNode }[]; forms: FormView[]; server: Server; user?: Partial<Definitions['me']['user']> },
) {
  Object.assign(globalThis, { Request: globalThis.Request ?? PlainRequest });
  startI18n({ zh, en });
  setAccessToken('test');
  queryClient.clear();
  queryClient.setQueryData<Definitions>(definitionsKey, {
    me: { user: { ...USER, ...options.user }, settings: {} },
    forms: options.forms,
    areas: [],
  });
  globalThis.fetch = (async (input: string, init: RequestInit = {}) => {
    const [address = ''] = input.replace(/^\/api/, '').split('?');
    const body = typeof init.body === 'string' ? (JSON.parse(init.body) as unknown) : undefined;
    const answer = options.server({
      method: init.method ?? 'GET',
      path: address,
      body,
      headers: init.headers as Record<string, string>,
    }) ?? { status: 501 };
    const status = answer.status ?? 200;
    return { ok: status < 400, status, statusText: String(status), headers: new Map(), json: async () => answer.body ?? null };
  }) as unknown as typeof fetch;
  const router = createMemoryRouter(
    [{ element: <Outer />, children: options.routes.map((route) => ({ path: route.path, element: route.element })) }],
    { initialEntries: [path] },
  );
  return { router, ...render(<RouterProvider router={router} />) };
}

function Outer() {
  return (
    <QueryClientProvider client={queryClient}>
      <StyleProvider container={OUTSIDE}>
        <ConfigProvider theme={{ token: { motion: false } }} button={{ autoInsertSpace: false }} wave={{ disabled: true }}>
          <AntdApp>
            <RefineRoot>
              <Outlet />
            </RefineRoot>
          </AntdApp>
        </ConfigProvider>
      </StyleProvider>
    </QueryClientProvider>
  );
}
