import { act, cleanup, fireEvent, screen, within } from '@testing-library/react';
import type { ActionView } from '../../providers/record-types';
import { formView } from '../../test/form-view';
import { renderAt, type Server } from '../../test/render-at';
import { ShowScreen } from './show-screen';

const FORM = formView({
  key: 'order',
  fields: [
    { name: 'content', zh: '报修内容', en: 'Fault', type: 'string' },
    { name: 'opinion', zh: '处理意见', en: 'Opinion', type: 'string' },
    { name: 'phone', zh: '电话', en: 'Phone', type: 'string', sensitive: true },
  ],
  states: [
    { value: 'open', zh: '待批', en: 'Open', initial: true, editable: true },
    { value: 'done', zh: '已批', en: 'Done', final: true, tone: 'success' },
  ],
  transitions: [{ action: 'approve', zh: '同意', en: 'Approve', from: ['open'], to: 'done', by: ['tester'], decision: 'approve' }],
});
const view = (part: Partial<ActionView>): ActionView => ({
  action: 'approve',
  zh: '同意',
  en: 'Approve',
  to: 'done',
  decision: 'approve',
  comment: 'optional',
  fields: [],
  require: [],
  possible: true,
  reasons: [],
  ...part,
});
const RECORD = { id: 1, documentId: 'r1', state: 'open', rev: 3, formVersion: 1, content: '灯不亮', phone: '138****1234', opinion: null };
const META = { actions: [view({})], canEdit: true, editWhy: null, editable: ['content'], canArchive: true, masked: ['phone'], undo: null };

function open(server: Server, meta: object = META) {
  return renderAt('/records/orders/r1', {
    forms: [FORM],
    routes: [
      { path: '/records/:plural/:id', element: <ShowScreen /> },
      { path: '*', element: <p>elsewhere</p> },
    ],
    server: (call) => {
      if (call.path === '/events/ticket') return { status: 503 };
      const own = server(call);
      if (own) return own;
      if (call.path === '/orders/r1') return { body: { data: RECORD, meta } };
      return call.method === 'GET' ? { body: [] } : undefined;
    },
  });
}
/** By its text: reckoning roles through antd's markup takes seconds in jsdom. */
const button = async (text: string) => (await screen.findByText(text)).closest('button') as HTMLElement;
const dialog = () => within(document.querySelector('[role=dialog]') as HTMLElement);
const click = (element: HTMLElement) => act(async () => void fireEvent.click(element));
afterEach(cleanup);

test('an action asks for its fields and says in place what the server wants', async () => {
  const sent: unknown[] = [];
  open(
    ({ method, body }) => {
      if (method !== 'POST' || !(body as { rev?: number }).rev) return undefined;
      sent.push(body);
      return {
        status: 422,
        body: {
          error: {
            code: 'guard_failed',
            message: '',
            details: { violations: [{ path: ['opinion'], code: 'check', message: '意见须写明依据' }] },
          },
        },
      };
    },
    { ...META, actions: [view({ fields: ['opinion'], require: ['opinion'], comment: 'none' })] },
  );
  await click(await button('同意'));
  const submit = dialog().getByText('同意');
  await click(submit);
  expect(sent).toEqual([]);
  const box = dialog().getByLabelText(/处理意见/);
  fireEvent.change(box, { target: { value: '可以' } });
  await click(submit);
  expect(sent).toEqual([{ rev: 3, data: { opinion: '可以' } }]);
  expect(box.getAttribute('aria-describedby')).toBe(dialog().getAllByText('意见须写明依据').at(-1)?.parentElement?.id);
});

test('what is not possible can be reached by keyboard and says why', async () => {
  open(() => undefined, {
    ...META,
    actions: [view({ possible: false, reasons: [{ path: 'content', code: 'check', message: '请先填写报修内容' }] })],
  });
  const approve = await button('同意');
  expect([approve.getAttribute('aria-disabled'), approve.hasAttribute('disabled')]).toEqual(['true', false]);
  expect(document.getElementById(approve.getAttribute('aria-describedby') ?? '')?.textContent).toContain('请先填写报修内容');
  await act(async () => approve.focus());
  expect((await screen.findByText(/去填写/)).getAttribute('href')).toBe('/records/orders/r1/edit#content');
});

test('a masked value is shown after its reason was given', async () => {
  const sent: unknown[] = [];
  open(({ path, body }) => {
    if (!path.endsWith('/reveal')) return undefined;
    sent.push(body);
    return { body: { value: '13800001234' } };
  });
  await click(await screen.findByLabelText('显示 电话'));
  fireEvent.change(dialog().getByLabelText('用途'), { target: { value: '联系客户' } });
  await click(dialog().getByText('显示'));
  expect(await screen.findByText('13800001234')).toBeTruthy();
  expect(sent).toEqual([{ field: 'phone', reason: '联系客户' }]);
});

test('what was done can be taken back while the offer stands', async () => {
  let isUndone = false;
  open(({ path }) => {
    if (path.endsWith('/actions/approve')) {
      const until = new Date(Date.now() + 60_000).toISOString();
      return { body: { data: { ...RECORD, state: 'done' }, meta: { ...META, actions: [], undo: { token: 't1', until, action: null } } } };
    }
    if (!path.endsWith('/undo')) return undefined;
    isUndone = true;
    return { body: { data: RECORD, meta: META } };
  });
  await button('同意');
  await act(async () => void fireEvent.keyDown(window, { key: 'a' }));
  await click(dialog().getByText('同意'));
  await click(await screen.findByText('撤销'));
  expect(isUndone).toBe(true);
});
