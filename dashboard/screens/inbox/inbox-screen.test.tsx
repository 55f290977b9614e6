import { act, cleanup, fireEvent, screen, waitFor } from '@testing-library/react';
import type { WaitingItem } from '../../providers/home-source';
import type { ActionView } from '../../providers/record-types';
import { formView } from '../../test/form-view';
import { renderAt, type Server } from '../../test/render-at';
import { InboxScreen } from './inbox-screen';

const form = formView({
  key: 'permit',
  zh: '许可',
  fields: [{ name: 'subject', zh: '事由', en: 'Subject', type: 'string' }],
  transitions: [
    { action: 'approve', zh: '批准', en: 'Approve', from: ['open'], to: 'closed', by: ['tester'], decision: 'approve' },
    { action: 'reject', zh: '退回', en: 'Reject', from: ['open'], to: 'draft', by: ['tester'], decision: 'reject', comment: 'required' },
  ],
});
const item = (documentId: string): WaitingItem => ({
  form: 'permit',
  documentId,
  number: `XK-${documentId}`,
  title: `申请 ${documentId}`,
  state: 'open',
  actions: ['approve', 'reject'],
  dueAt: null,
  since: null,
  rev: 3,
});
const approval: ActionView = {
  action: 'approve',
  zh: '批准',
  en: 'Approve',
  to: 'closed',
  decision: 'approve',
  comment: 'optional',
  fields: [],
  require: [],
  undoable: true,
  possible: true,
  reasons: [],
};
const rejection: ActionView = {
  ...approval,
  action: 'reject',
  zh: '退回',
  en: 'Reject',
  to: 'draft',
  decision: 'reject',
  comment: 'required',
};

/** The server of these tests: what waits can change, what is sent is kept. */
let waiting: WaitingItem[];
let actions: ActionView[];
let posted: { path: string; body: unknown }[];

beforeEach(() => {
  waiting = [item('1'), item('2')];
  actions = [approval, rejection];
  posted = [];
});

afterEach(cleanup);

const server: Server = ({ method, path, body }) => {
  const [, id = '', call] = /^\/permits\/(\w+)(?:\/(\w+))?/.exec(path) ?? [];
  if (path === '/inbox') return { body: waiting };
  if (path === '/events/ticket') return { body: { ticket: 't' } };
  if (call === 'history' || call === 'comments') return { body: [] };
  if (method === 'POST') posted.push({ path, body });
  if (call === 'actions') waiting = waiting.filter((one) => one.documentId !== id);
  if (call === 'undo') waiting = [item(id), ...waiting];
  const undo = call === 'actions' ? { token: '77', until: new Date(Date.now() + 5000).toISOString() } : null;
  const data = { id, documentId: id, state: 'open', rev: 3, number: `XK-${id}`, subject: '夜间施工' };
  return { body: { data, meta: { actions, canEdit: false, editWhy: null, editable: [], canArchive: false, masked: [], undo } } };
};

const open = (): void => void renderAt('/inbox', { routes: [{ path: '*', element: <InboxScreen /> }], forms: [form], server });

async function openInbox(): Promise<void> {
  open();
  await screen.findByText('夜间施工');
}

const press = (key: string): void => act(() => void fireEvent.keyDown(document.body, { key }));
const heading = (): string => document.querySelector('article h2')?.textContent ?? '';

test('A approves, the next one is open at once, and Z takes it back', async () => {
  await openInbox();
  expect(heading()).toBe('XK-1 · 申请 1');
  press('a');
  await screen.findByText('XK-1 已批准');
  expect(posted).toEqual([{ path: '/permits/1/actions/approve', body: { rev: 3 } }]);
  expect(heading()).toBe('XK-2 · 申请 2');
  press('z');
  await screen.findByText('已撤销:XK-1 回到待办');
  expect(posted[1]).toEqual({ path: '/permits/1/undo', body: { token: '77' } });
  await waitFor(() => expect(heading()).toBe('XK-1 · 申请 1'));
});

test('R asks for a reason before anything is sent', async () => {
  await openInbox();
  press('r');
  const reason = await screen.findByLabelText(/原因/);
  fireEvent.keyDown(reason, { key: 'Enter', ctrlKey: true });
  expect(await screen.findByText('请填写意见或原因')).toBeTruthy();
  expect(posted).toEqual([]);
  fireEvent.change(reason, { target: { value: '缺少平面图' } });
  fireEvent.keyDown(reason, { key: 'Enter', ctrlKey: true });
  await screen.findByText('XK-1 已退回');
  expect(posted).toEqual([{ path: '/permits/1/actions/reject', body: { rev: 3, comment: '缺少平面图' } }]);
});

test('what cannot be taken back is asked first', async () => {
  actions = [{ ...approval, undoable: false }, rejection];
  await openInbox();
  press('a');
  expect(await screen.findByText('此操作会生成或推动其他单据,不能撤销')).toBeTruthy();
  expect(posted).toEqual([]);
});

/** What eyes see; a screen reader is told more. */
const SEEN = { ignore: '.td-visually-hidden' };

test('what is not possible says why, and is not sent', async () => {
  actions = [{ ...approval, possible: false, reasons: [{ path: '', code: 'four_eyes', message: '申请人不能批准本人的申请' }] }, rejection];
  await openInbox();
  expect(screen.getByText('申请人不能批准本人的申请', SEEN)).toBeTruthy();
  press('a');
  expect(posted).toEqual([]);
});

test('a step that can be done comes first; one of somebody else is quiet and says why on its button', async () => {
  const reasons = [{ path: '', code: 'guard', message: '金额较大时由经理批准' }];
  const manager: ActionView = { ...approval, action: 'managerApprove', zh: '经理同意', en: 'Manager approves', possible: false, reasons };
  actions = [manager, approval, rejection];
  waiting = [{ ...item('1'), actions: ['managerApprove', 'approve', 'reject'] }];
  await openInbox();
  expect(screen.queryByText('金额较大时由经理批准', SEEN)).toBeNull();
  const names = [...document.querySelectorAll('.td-wait-decide button')].map((button) => button.textContent);
  expect(names.map((name) => name?.replace(/\s/g, ''))).toEqual(['批准A', '退回R', '经理同意']);
  // Heard with its button at any time, seen when it has the focus.
  fireEvent.focus(screen.getByRole('button', { name: /经理同意/, description: '金额较大时由经理批准' }));
  expect(await screen.findByText('金额较大时由经理批准', SEEN)).toBeTruthy();
  press('a');
  await screen.findByText('XK-1 已批准');
  expect(posted).toEqual([{ path: '/permits/1/actions/approve', body: { rev: 3 } }]);
});

test('J and K go through the list', async () => {
  await openInbox();
  press('j');
  await waitFor(() => expect(heading()).toBe('XK-2 · 申请 2'));
  press('k');
  await waitFor(() => expect(heading()).toBe('XK-1 · 申请 1'));
});

test('an empty inbox says what comes next', async () => {
  waiting = [];
  open();
  expect(await screen.findByText('没有等待您处理的事项')).toBeTruthy();
  expect(screen.getByText('查看今天的工作').getAttribute('href')).toBe('/');
});
