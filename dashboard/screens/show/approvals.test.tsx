import { act, cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react';
import type { ActOffer, ApprovalTask, ApprovalView } from '../../providers/record-types';
import { formView } from '../../test/form-view';
import { renderAt, type Server } from '../../test/render-at';
import { InboxScreen } from '../inbox/inbox-screen';
import { ShowScreen } from './show-screen';

const FORM = formView({
  key: 'permit',
  zh: '许可',
  fields: [{ name: 'subject', zh: '事由', en: 'Subject', type: 'string' }],
  transitions: [{ action: 'approve', zh: '批准', en: 'Approve', from: ['open'], to: 'open', by: ['tester'], decision: 'approve' }],
});
const task = (id: number, more: Partial<ApprovalTask>): ApprovalTask => ({
  id,
  parent: null,
  place: 'first',
  round: 1,
  role: { key: 'engineering', zh: '工程部', en: 'Engineering' },
  headOnly: false,
  person: null,
  askedBy: null,
  escalatedTo: null,
  status: 'waiting',
  decidedBy: null,
  onBehalfOf: null,
  dueAt: null,
  overdue: false,
  mine: false,
  ...more,
});
const offer = (act: ActOffer['act'], more: Partial<ActOffer> = {}): ActOffer => ({ act, possible: true, reasons: [], ...more });
const approval = (more: Partial<ApprovalView> = {}): ApprovalView => ({
  action: 'approve',
  zh: '批准',
  en: 'Approve',
  mode: 'sequential',
  ratio: null,
  outcome: 'open',
  round: 1,
  applicant: '陈前台',
  tasks: [
    task(1, { status: 'approved', decidedBy: '张工', onBehalfOf: '李主管' }),
    task(2, {
      status: 'open',
      person: '王敏',
      askedBy: '赵安',
      mine: true,
      dueAt: '2026-11-20T01:00:00.000Z',
      overdue: true,
      role: { key: 'security', zh: '安保部', en: 'Security' },
    }),
    task(3, { parent: 2, place: 'before', status: 'approved', decidedBy: '孙财', askedBy: '王敏' }),
  ],
  acts: [
    offer('transfer'),
    offer('add-signer'),
    offer('return', {
      targets: [
        { to: null, name: '陈前台', role: null },
        { to: 1, name: '张工', role: { zh: '工程部', en: 'Engineering' } },
      ],
    }),
  ],
  ...more,
});
const PEOPLE = [
  { documentId: 'e1', name: '周财务', role: { zh: '财务部', en: 'Finance' } },
  { documentId: 'e2', name: '吴经理', role: { zh: '客服经理', en: 'Manager' } },
];

let posted: { path: string; body: unknown; key: string | undefined }[];
let shown: ApprovalView;
let answer: { status?: number; body: unknown };
/** What the next calls are asked is kept: a refused case is read again. */
let reads: number;
beforeEach(() => {
  posted = [];
  shown = approval();
  answer = { body: { outcome: 'open' } };
  reads = 0;
});
afterEach(cleanup);

const server: Server = ({ method, path, body, headers }) => {
  if (path === '/events/ticket') return { status: 503 };
  if (path === '/inbox')
    return {
      body: [
        {
          form: 'permit',
          documentId: 'r1',
          number: 'XK-1',
          title: '夜间施工',
          state: 'open',
          actions: ['approve'],
          dueAt: null,
          since: null,
          rev: 3,
        },
      ],
    };
  if (path.endsWith('/people')) return { body: PEOPLE };
  if (method === 'POST') {
    posted.push({ path, body, key: headers['idempotency-key'] });
    return answer;
  }
  if (path !== '/permits/r1') return { body: [] };
  reads += 1;
  return {
    body: {
      data: { id: 'r1', documentId: 'r1', state: 'open', rev: 3, number: 'XK-1', subject: '夜间施工' },
      meta: { actions: [], canEdit: false, editWhy: null, editable: [], canArchive: false, masked: [], undo: null, approvals: [shown] },
    },
  };
};
const open = (path = '/records/permits/r1') =>
  renderAt(path, {
    forms: [FORM],
    routes: [
      { path: '/records/:plural/:id', element: <ShowScreen /> },
      { path: '*', element: <InboxScreen /> },
    ],
    server,
  });
const button = async (text: string) => (await screen.findByText(text, { selector: 'button *' })).closest('button') as HTMLElement;
const dialog = () => within(document.querySelector('[role=dialog]') as HTMLElement);
const click = (element: HTMLElement) => act(async () => void fireEvent.click(element));
const submit = (text: string) => click(dialog().getByText(text, { selector: '.ant-modal-footer *' }));

test('the case says who has decided for whom, who is next and since when it is late, and who asked whom', async () => {
  open();
  const place = await screen.findByRole('region', { name: '批准' });
  expect(place.textContent).toContain('等待 王敏');
  expect(place.textContent).toContain('轮到您');
  expect(place.textContent).toMatch(/张工 工程部 · 代 李主管/);
  expect(place.textContent).toMatch(/王敏 安保部 · 赵安转交 已超时限 2026-11-20 09:00/);
  expect(place.textContent).toMatch(/孙财 王敏加签,先签/);
});

test('handing over asks for a person, sends it once, and says to whom', async () => {
  open();
  await click(await button('转交'));
  await submit('转交');
  expect(await screen.findByText('请选择由谁处理')).toBeTruthy();
  expect(posted).toEqual([]);
  const box = dialog().getByLabelText(/由谁处理/);
  await act(async () => void fireEvent.mouseDown(box));
  fireEvent.change(box, { target: { value: '财务' } });
  await waitFor(() => expect(document.querySelectorAll('.ant-select-item-option')).toHaveLength(1));
  await click(document.querySelector('.ant-select-item-option') as HTMLElement);
  fireEvent.change(dialog().getByLabelText('说明(选填)'), { target: { value: '请看金额' } });
  await submit('转交');
  expect(await screen.findByText('已转交给周财务')).toBeTruthy();
  expect(posted).toEqual([
    { path: '/permits/r1/approvals/approve/transfer', body: { to: 'e1', comment: '请看金额' }, key: expect.any(String) },
  ]);
});

test('sending back by the key B: to a chosen step and straight back, with the reason', async () => {
  open();
  await button('退回到…');
  await act(async () => void fireEvent.keyDown(document.body, { key: 'b' }));
  expect(dialog().getByLabelText('提交人(陈前台)')).toHaveProperty('checked', true);
  expect(dialog().getByText('全部重新审批')).toBeTruthy();
  await click(dialog().getByLabelText('工程部(张工)'));
  await click(dialog().getByLabelText('直接回到我这里'));
  await submit('退回到…');
  expect(await screen.findByText('请写明退回的原因')).toBeTruthy();
  fireEvent.change(dialog().getByLabelText(/说明/), { target: { value: '金额不符' } });
  await submit('退回到…');
  expect(posted.map((one) => one.body)).toEqual([{ to: 1, then: 'straight', comment: '金额不符' }]);
});

test('what the server refuses stands in the dialog, and the case is read again', async () => {
  shown = approval({ acts: [offer('withdraw')] });
  answer = {
    status: 409,
    body: {
      error: {
        code: 'approval_closed',
        message: '审批已结束',
        details: { violations: [{ path: [], code: 'approval_closed', message: '审批已结束' }] },
      },
    },
  };
  open();
  await click(await button('撤回'));
  const before = reads;
  await submit('撤回');
  expect((await dialog().findByRole('alert')).textContent).toBe('审批已结束');
  await waitFor(() => expect(reads).toBeGreaterThan(before));
});

test('what is not possible can be reached, says why and opens nothing', async () => {
  shown = approval({ acts: [offer('transfer', { possible: false, reasons: [{ code: 'no_task', message: '现在没有轮到您处理' }] })] });
  open();
  const transfer = await button('转交');
  expect([transfer.getAttribute('aria-disabled'), transfer.hasAttribute('disabled')]).toEqual(['true', false]);
  expect(transfer.textContent).toContain('现在没有轮到您处理');
  await act(async () => void fireEvent.keyDown(document.body, { key: 't' }));
  expect(document.querySelector('[role=dialog]')).toBeNull();
  expect(await screen.findByText('现在不能“转交”: 现在没有轮到您处理')).toBeTruthy();
});

test('in the inbox S asks a signer to sign after, and the item stays until the server says otherwise', async () => {
  open('/inbox');
  await button('加签');
  await act(async () => void fireEvent.keyDown(document.body, { key: 's' }));
  const box = dialog().getByLabelText(/由谁处理/);
  await act(async () => void fireEvent.mouseDown(box));
  await waitFor(() => expect(document.querySelectorAll('.ant-select-item-option')).toHaveLength(2));
  await click(document.querySelectorAll('.ant-select-item-option')[1] as HTMLElement);
  await click(dialog().getByLabelText('我签之后,再由对方签'));
  await submit('加签');
  await waitFor(() => expect(posted.map((one) => one.body)).toEqual([{ to: 'e2', place: 'after' }]));
  expect(document.querySelector('article h2')?.textContent).toContain('XK-1');
});
