import { act, cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { formView } from '../../test/form-view';
import { renderAt, type Server } from '../../test/render-at';
import { EditScreen } from './edit-screen';
import { draftName } from './use-draft';

const FORM = formView({
  key: 'order',
  fields: [
    { name: 'content', zh: '报修内容', en: 'Fault', type: 'string', required: true },
    { name: 'phone', zh: '联系电话', en: 'Phone', type: 'string', format: 'phone' },
    { name: 'fee', zh: '费用', en: 'Fee', type: 'money', min: 0 },
    {
      name: 'lines',
      zh: '材料',
      en: 'Materials',
      type: 'json-rows',
      columns: [{ name: 'n', zh: '数量', en: 'Quantity', type: 'decimal', required: true }],
    },
  ],
});
const META = {
  actions: [],
  canEdit: true,
  editWhy: null,
  editable: FORM.fields.map((field) => field.name),
  canArchive: false,
  masked: [],
  undo: null,
};
const RECORD = {
  id: 1,
  documentId: 'r1',
  state: 'open',
  rev: 3,
  formVersion: 1,
  content: '灯不亮',
  phone: '13800001234',
  fee: 12000,
  lines: [{ id: 1, n: 2 }],
};
const violation = (path: (string | number)[], message: string) => ({ path, code: 'x', message });

function open(path: string, server: Server) {
  const calls: { method: string; body: unknown; headers: Record<string, string> }[] = [];
  const page = renderAt(path, {
    forms: [FORM],
    routes: [
      { path: '/records/:plural/new', element: <EditScreen /> },
      { path: '/records/:plural/:id/edit', element: <EditScreen /> },
      { path: '*', element: <p>elsewhere</p> },
    ],
    server: (call) => {
      if (call.method !== 'GET') calls.push(call);
      if (call.path === '/events/ticket') return { status: 503 };
      return server(call) ?? (call.path === '/orders/r1' ? { body: { data: RECORD, meta: META } } : undefined);
    },
  });
  return { ...page, calls: () => calls.filter((call) => call.method !== 'GET' && !('ticket' in call)) };
}

const type = (label: string | RegExp, text: string) => {
  const box = screen.getByLabelText(label);
  fireEvent.change(box, { target: { value: text } });
  fireEvent.blur(box);
};
const save = () => act(async () => void fireEvent.keyDown(window, { key: 's', ctrlKey: true }));

beforeEach(() => localStorage.clear());
afterEach(cleanup);

test('what is wrong is said beside its field when it is left, and in the summary on saving', async () => {
  const { calls } = open('/records/orders/new', () => undefined);
  await screen.findByLabelText(/报修内容/);
  type('联系电话', '12');
  expect(screen.getByLabelText('联系电话').getAttribute('aria-invalid')).toBe('true');
  // Nobody has been in the required field yet: it is not told off.
  expect(screen.getByLabelText(/报修内容/).getAttribute('aria-invalid')).toBeNull();
  await save();
  const summary = within(screen.getByRole('alert'));
  expect(summary.getAllByRole('listitem')).toHaveLength(2);
  await waitFor(() => expect(document.activeElement).toBe(screen.getByLabelText(/报修内容/)));
  expect(calls().filter((call) => call.method === 'POST' && call.body && 'data' in (call.body as object))).toHaveLength(0);
});

test('messages of the server stand at the very cell, and the edits stay', async () => {
  open('/records/orders/r1/edit', ({ method }) =>
    method === 'PUT'
      ? {
          status: 400,
          body: {
            error: {
              code: 'invalid',
              message: '',
              details: { violations: [violation(['lines', 0, 'n'], '库存不足'), violation([], '单据已锁定')] },
            },
          },
        }
      : undefined,
  );
  await screen.findByLabelText(/报修内容/);
  type(/^数量, 第 1 行/, '5');
  await save();
  expect(await screen.findByText('单据已锁定', { exact: false })).toBeTruthy();
  const cell = screen.getByLabelText(/^数量, 第 1 行/);
  expect(cell.getAttribute('aria-describedby')).toBe(screen.getAllByText('库存不足').at(-1)?.id);
  expect((cell as HTMLInputElement).value).toBe('5');
});

test('only what changed is sent, with the revision that was opened; a repeated try is the same act', async () => {
  let tries = 0;
  const { calls } = open('/records/orders/new', ({ method, path }) => {
    if (method !== 'POST' || path !== '/orders') return undefined;
    tries += 1;
    return tries === 1
      ? { status: 503, body: { error: { code: 'busy', message: '稍后再试' } } }
      : { status: 201, body: { data: { ...RECORD, documentId: 'r2' }, meta: META } };
  });
  await screen.findByLabelText(/报修内容/);
  type(/报修内容/, '漏水');
  type('费用', '1,234.5');
  await save();
  await screen.findByText(/稍后再试/);
  await save();
  await screen.findByText('elsewhere');
  const sent = calls().filter((call) => (call.body as { data?: object }).data);
  expect(sent.map((call) => call.body)).toEqual(Array(2).fill({ data: { content: '漏水', fee: 123450 } }));
  expect(new Set(sent.map((call) => call.headers['idempotency-key'])).size).toBe(1);
});

test('unsaved work is kept, offered again, and asked about before it is left', async () => {
  const first = open('/records/orders/r1/edit', () => undefined);
  await screen.findByLabelText(/报修内容/);
  type(/报修内容/, '灯闪');
  await act(async () => void first.router.navigate('/'));
  expect(await screen.findByText('离开前要保存吗?')).toBeTruthy();
  fireEvent.click(screen.getByText('保留草稿并离开'));
  await screen.findByText('elsewhere');
  expect(JSON.parse(localStorage.getItem(`td.own.${draftName('orders', 'r1')}`) ?? '{}')).toMatchObject({
    rev: 3,
    values: { content: '灯闪' },
  });
  cleanup();
  open('/records/orders/r1/edit', () => undefined);
  fireEvent.click(await screen.findByText('恢复草稿'));
  expect((screen.getByLabelText(/报修内容/) as HTMLInputElement).value).toBe('灯闪');
  expect(await screen.findByText(/1 处未保存的修改/)).toBeTruthy();
});

test('after a failed save leaving still asks', async () => {
  const { router } = open('/records/orders/r1/edit', ({ method }) =>
    method === 'PUT' ? { status: 503, body: { error: { code: 'busy', message: '稍后再试' } } } : undefined,
  );
  await screen.findByLabelText(/报修内容/);
  type(/报修内容/, '灯闪');
  await save();
  await screen.findByText(/稍后再试/);
  await act(async () => void router.navigate('/'));
  expect(await screen.findByText('离开前要保存吗?')).toBeTruthy();
});

test('when somebody saved first, both changes of one field are put side by side', async () => {
  const theirs = { ...RECORD, rev: 4, content: '灯坏', fee: 500 };
  let isStale = false;
  const { calls } = open('/records/orders/r1/edit', ({ method, path, body }) => {
    if (path.endsWith('/history')) return { body: [{ at: '2026-11-24T02:00:00Z', actor: { name: '陈静' } }] };
    if (method === 'PUT' && (body as { data: { rev: number } }).data.rev === 3) {
      isStale = true;
      return { status: 409, body: { error: { code: 'stale_revision', message: '' } } };
    }
    if (method === 'PUT') return { body: { data: { ...theirs, rev: 5 }, meta: META } };
    return isStale && path === '/orders/r1' ? { body: { data: theirs, meta: META } } : undefined;
  });
  await screen.findByLabelText(/报修内容/);
  type(/报修内容/, '灯闪');
  type('联系电话', '13900001234');
  await save();
  expect(await screen.findByText(/陈静/)).toBeTruthy();
  fireEvent.click(screen.getByLabelText('报修内容: 对方的修改'));
  await act(async () => void fireEvent.click(screen.getByText('合并并保存')));
  await screen.findByText('elsewhere');
  expect(calls().at(-1)?.body).toEqual({ data: { phone: '13900001234', rev: 4 } });
});
