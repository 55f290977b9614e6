import { act, fireEvent, screen } from '@testing-library/react';
import type { FieldDefinition } from '../../../config/definition/types';
import { definitionsKey, type Definitions } from '../../providers/definitions-source';
import { queryClient } from '../../providers/query-client';
import { formView } from '../../test/form-view';
import { renderAt } from '../../test/render-at';
import { EditScreen } from './edit-screen';

const OLD: FieldDefinition[] = [{ name: 'code', zh: '钥匙编号', en: 'Code', type: 'string' }];
const FORM = formView({ key: 'key', version: 1, fields: OLD });
const NEXT = formView({
  key: 'key',
  version: 2,
  fields: [...OLD, { name: 'plate', zh: '车牌号', en: 'Plate', type: 'string', visible: 'filled(code)' }],
});

const publish = () =>
  act(() => queryClient.setQueryData<Definitions>(definitionsKey, (known) => (known ? { ...known, forms: [NEXT] } : undefined)));

test('a form that is published anew is offered, and taken with everything that was written', async () => {
  const sent: unknown[] = [];
  renderAt('/records/keys/new', {
    forms: [FORM],
    routes: [
      { path: '/records/:plural/new', element: <EditScreen /> },
      { path: '*', element: <p>elsewhere</p> },
    ],
    server: ({ method, path, body }) => {
      if (path === '/events/ticket') return { status: 503 };
      if (method !== 'POST') return undefined;
      sent.push(body);
      return { status: 201, body: { data: { documentId: 'k1', state: 'open', rev: 1 }, meta: {} } };
    },
  });
  fireEvent.change(await screen.findByLabelText('钥匙编号'), { target: { value: 'A-01' } });
  void publish();
  await screen.findByText('此表单已更新为第 2 版');
  expect(screen.queryByLabelText('车牌号')).toBeNull();
  expect((screen.getByLabelText('钥匙编号') as HTMLInputElement).value).toBe('A-01');
  fireEvent.click(screen.getByRole('button', { name: '使用新版继续填写' }));
  fireEvent.change(await screen.findByLabelText('车牌号'), { target: { value: '京A12345' } });
  expect((screen.getByLabelText('钥匙编号') as HTMLInputElement).value).toBe('A-01');
  expect(screen.queryByText('此表单已更新为第 2 版')).toBeNull();
  fireEvent.click(screen.getByRole('button', { name: '保存' }));
  await screen.findByText('elsewhere');
  expect(sent).toEqual([{ data: { code: 'A-01', plate: '京A12345' } }]);
});
