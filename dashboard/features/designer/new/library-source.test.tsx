import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { formView } from '../../../test/form-view';
import { renderAt, type Server } from '../../../test/render-at';
import type { Desk } from '../source';
import type { LibraryEntry, LibraryForm } from './library-data';
import { LibrarySource } from './library-source';

const entry = (key: string, zh: string, more: Partial<LibraryEntry> = {}): LibraryEntry => ({
  key,
  plural: `${key}s`,
  zh,
  en: key,
  area: '50-complaints',
  kind: 'form',
  purpose: { zh: `${zh}的用途`, en: `What ${key} is for` },
  fields: 12,
  states: [
    { zh: '登记', en: 'Open' },
    { zh: '完成', en: 'Done' },
  ],
  status: 'off',
  needs: [],
  left: 0,
  ...more,
});
const meter = { key: 'meter', zh: '计量表', en: 'Meter' };
const ENTRIES = [
  entry('complaint', '客户投诉登记处理表', { left: 1 }),
  entry('suggestion', '客户意见建议登记表', { status: 'on' }),
  entry('meter-reading', '抄表记录', { area: '00-master-data', needs: [meter] }),
];
const desk = {
  areas: ['*'],
  allAreas: [
    { key: '50-complaints', zh: '投诉与建议', en: 'Complaints' },
    { key: '00-master-data', zh: '主数据', en: 'Master data' },
  ],
  roles: [{ key: 'receptionist', zh: '前台接待', en: 'Receptionist', login: true, pseudo: false }],
} as unknown as Desk;

const definition = {
  key: 'complaint',
  fields: [{ name: 'content', zh: '投诉内容', en: 'Content', type: 'text' }],
  access: { create: ['receptionist'], edit: ['receptionist'] },
} as unknown as LibraryForm['definition'];
const view = formView({
  key: 'complaint',
  zh: '客户投诉登记处理表',
  fields: [{ name: 'content', zh: '投诉内容', en: 'Content', type: 'text' }],
});

let saved: { path: string; body: unknown }[];
let refuse: boolean;
beforeEach(() => {
  saved = [];
  refuse = false;
});
afterEach(cleanup);

const server: Server = ({ method, path, body }) => {
  if (path === '/designer/library') return { body: ENTRIES };
  if (path === '/designer/library/complaint') {
    const vendor = {
      field: 'responsibleVendor',
      zh: '责任外委单位',
      en: 'Vendor',
      target: 'vendor',
      form: { zh: '外委单位', en: 'Vendor' },
    };
    return { body: { entry: ENTRIES[0], definition, left: [vendor], needed: [] } };
  }
  if (path === '/designer/library/suggestion') return { body: { entry: ENTRIES[1], definition, left: [], needed: [] } };
  if (path === '/designer/library/meter-reading') {
    const needed = { field: 'meter', zh: '计量表', en: 'Meter', target: 'meter', form: meter };
    return { body: { entry: ENTRIES[2], definition: { ...definition, key: 'meter-reading' }, left: [], needed: [needed] } };
  }
  if (path.endsWith('/preview')) return { body: { view } };
  if (method === 'PUT' && path === '/designer/complaint/draft') {
    if (refuse)
      return {
        status: 409,
        body: { error: { status: 409, code: 'stale_draft', message: '草稿已被他人修改', details: { violations: [] } } },
      };
    saved.push({ path, body });
    return { body: { revision: 1, baseVersion: 0, definition, at: null, by: null } };
  }
  return undefined;
};
const open = (search = '') =>
  renderAt(`/designer/new?from=library${search}`, {
    routes: [
      { path: '/designer/new', element: <LibrarySource desk={desk} /> },
      { path: '/designer/:form', element: <p>设计器</p> },
    ],
    forms: [],
    server,
  });

test('it lists by area what each form is for, how large it is, what is on and what needs another one', async () => {
  open();
  const area = await screen.findByRole('region', { name: '投诉与建议' });
  const line = within(area).getByRole('link', { name: /客户投诉登记处理表/ });
  expect(line.textContent).toContain('客户投诉登记处理表的用途');
  expect(line.textContent).toContain('12 个字段');
  expect(line.textContent).toContain('2 个状态');
  expect(within(area).getByRole('link', { name: /客户意见建议登记表/ }).textContent).toContain('已启用');
  expect(screen.getByRole('link', { name: /抄表记录/ }).textContent).toContain('须先启用 计量表');
});

test('it is searched by name, by pinyin and by purpose; nothing found says so', async () => {
  open();
  const box = await screen.findByRole('textbox', { name: '搜索表单库(名称、拼音或用途)' });
  await screen.findByRole('link', { name: /抄表记录/ });
  fireEvent.change(box, { target: { value: 'tousu' } });
  await waitFor(() => expect(screen.queryByRole('link', { name: /抄表记录/ })).toBeNull());
  await screen.findByRole('link', { name: /客户投诉登记处理表/ });
  fireEvent.change(box, { target: { value: '没有这种表' } });
  await screen.findByText('表单库中没有“没有这种表”');
});

test('one that is chosen shows itself, says what is left out, and becomes a draft', async () => {
  const { router } = open();
  fireEvent.click(await screen.findByRole('link', { name: /客户投诉登记处理表/ }));
  await screen.findByText(/“责任外委单位”→“外委单位”/);
  await screen.findByText('投诉内容');
  fireEvent.click(screen.getByRole('button', { name: '建立草稿' }));
  await screen.findByText('设计器');
  expect(router.state.location.pathname).toBe('/designer/complaint');
  expect(saved).toEqual([{ path: '/designer/complaint/draft', body: { revision: 0, definition } }]);
});

test('a refusal is said in its words, and nothing is lost', async () => {
  refuse = true;
  open('&form=complaint');
  fireEvent.click(await screen.findByRole('button', { name: '建立草稿' }));
  await screen.findByText('草稿已被他人修改');
});

test('one that needs another form cannot begin, and leads to that form', async () => {
  open('&form=meter-reading');
  const begin = await screen.findByRole('button', { name: '建立草稿' });
  expect((begin as HTMLButtonElement).disabled).toBe(true);
  const link = screen.getByRole('link', { name: /查看“计量表”/ });
  expect(link.getAttribute('href')).toBe('/designer/new?from=library&form=meter');
});

test('one that is on leads to its list and to the designer', async () => {
  open('&form=suggestion');
  expect((await screen.findByRole('link', { name: '打开列表' })).getAttribute('href')).toBe('/records/suggestions');
  expect(screen.getByRole('link', { name: '在设计器中打开' }).getAttribute('href')).toBe('/designer/suggestion');
  expect(screen.queryByRole('button', { name: '建立草稿' })).toBeNull();
});
