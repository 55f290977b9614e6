import { cleanup, fireEvent, screen, waitFor } from '@testing-library/react';
import type { ReactNode } from 'react';
import type { FormDefinition } from '../../../../config/definition/types';
import { renderAt, type Server } from '../../../test/render-at';
import { DesignerProvider, type Designer } from '../work/designer-context';
import { useDesignerWords } from '../words/use-designer-words';
import { ArchivedFields } from './archived-fields';
import type { Purge } from './purge-data';

const def = {
  key: 'shift',
  fields: [{ name: 'locker', zh: '更衣柜', en: 'Locker', type: 'string', archived: true }],
} as unknown as FormDefinition;

const request = (more: Partial<Purge>): Purge => ({
  id: 5,
  field: 'locker',
  reason: '含个人信息',
  records: 3,
  status: 'open',
  askedAt: '2026-11-01T01:00:00.000Z',
  askedBy: '李经理',
  confirmFrom: '2026-11-08T01:00:00.000Z',
  expiresAt: '2026-12-08T01:00:00.000Z',
  settledAt: null,
  settledBy: null,
  purged: null,
  refusal: null,
  ...more,
});

let records: number;
let requests: Purge[];
let posted: { path: string; body: unknown }[];
beforeEach(() => {
  records = 3;
  requests = [];
  posted = [];
});
afterEach(cleanup);

const server: Server = ({ method, path, body }) => {
  if (method === 'POST') {
    posted.push({ path, body });
    if (path.endsWith('/confirm')) {
      records = 0;
      requests = [request({ status: 'done', purged: 3, settledAt: '2026-11-09T01:00:00.000Z', settledBy: '王敏' })];
    } else if (path.endsWith('/withdraw')) requests = [];
    else requests = [request({ refusal: 'purge_same_person' })];
    return { body: requests[0] ?? {} };
  }
  if (path === '/designer/shift/purges')
    return { body: { delayDays: 7, fields: [{ field: 'locker', zh: '更衣柜', en: 'Locker', records }], requests } };
  return undefined;
};

function Work({ children, published }: { children: ReactNode; published: FormDefinition }) {
  const words = useDesignerWords();
  const designer = { def, published, words, edit: () => undefined, select: () => undefined } as unknown as Designer;
  return <DesignerProvider value={designer}>{children}</DesignerProvider>;
}
const open = (published = def) =>
  renderAt('/', {
    routes: [
      {
        path: '/',
        element: (
          <Work published={published}>
            <ArchivedFields />
          </Work>
        ),
      },
    ],
    forms: [],
    server,
  });

test('who asks sees over how many records, gives a reason, and then waits for somebody else', async () => {
  open();
  await screen.findByText('3 条记录存有内容');
  fireEvent.click(screen.getByRole('button', { name: '清除内容… “更衣柜”' }));
  const ok = await screen.findByRole('button', { name: '提出申请' });
  expect((ok as HTMLButtonElement).disabled).toBe(true);
  fireEvent.change(screen.getByRole('textbox', { name: '清除原因' }), { target: { value: ' 含个人信息 ' } });
  fireEvent.click(ok);
  await screen.findByText(/李经理 于 .* 申请清除\(3 条记录\)/);
  expect(posted).toEqual([{ path: '/designer/shift/purges', body: { field: 'locker', reason: '含个人信息' } }]);
  expect((screen.getByRole('button', { name: '确认清除… “更衣柜”' }) as HTMLButtonElement).disabled).toBe(true);
});

test('a second person confirms it in a dialog that says it is final; then it says what was removed', async () => {
  requests = [request({})];
  open();
  fireEvent.click(await screen.findByRole('button', { name: '确认清除… “更衣柜”' }));
  await screen.findByText(/恢复字段或回滚版本也无法找回/);
  fireEvent.click(screen.getByRole('button', { name: '永久清除' }));
  await screen.findByText(/内容已清除\(3 条记录/);
  expect(posted[0]?.path).toBe('/designer/shift/purges/5/confirm');
});

test('either takes it back', async () => {
  requests = [request({ refusal: 'purge_too_early' })];
  open();
  fireEvent.click(await screen.findByRole('button', { name: '撤回申请:清除“更衣柜”' }));
  fireEvent.click(await screen.findByRole('button', { name: '撤回申请' }));
  await waitFor(() => expect(posted[0]?.path).toBe('/designer/shift/purges/5/withdraw'));
  await screen.findByText('3 条记录存有内容');
});

test('a field that only the draft archives is still in use: nothing is asked of the server', () => {
  open({ ...def, fields: def.fields.map((field) => ({ ...field, archived: false })) });
  screen.getByText('更衣柜');
  expect(screen.queryByRole('button', { name: /清除/ })).toBeNull();
});
