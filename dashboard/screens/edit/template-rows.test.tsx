import { act, cleanup, fireEvent, screen, waitFor } from '@testing-library/react';
import { formView } from '../../test/form-view';
import { renderAt } from '../../test/render-at';
import { EditScreen } from './edit-screen';

const FORM = formView({
  key: 'check',
  fields: [
    { name: 'place', zh: '位置', en: 'Place', type: 'string', required: true },
    {
      name: 'items',
      zh: '检查表',
      en: 'Items',
      type: 'json-rows',
      columns: [{ name: 'point', zh: '检查项', en: 'Point', type: 'string' }],
      default: [{ point: '地面石材' }, { point: '门轨、地垫' }],
    },
  ],
});
let sent: unknown[];
beforeEach(() => {
  sent = [];
});
afterEach(cleanup);

const open = () =>
  renderAt('/records/checks/new', {
    forms: [FORM],
    routes: [
      { path: '/records/:plural/new', element: <EditScreen /> },
      { path: '*', element: <p>elsewhere</p> },
    ],
    server: ({ method, path, body }) => {
      if (path === '/events/ticket') return { status: 503 };
      if (method !== 'POST') return { body: [] };
      sent.push((body as { data: unknown }).data);
      return { status: 201, body: { data: { id: 1, documentId: 'r1', state: 'open', rev: 1 }, meta: { actions: [] } } };
    },
  });
const points = () => [...document.querySelectorAll<HTMLInputElement>('[data-column="point"] input')].map((input) => input.value);

test('a new record shows the rows that the form starts with, before anything is saved; what is changed of them is sent', async () => {
  open();
  await waitFor(() => expect(points()).toEqual(['地面石材', '门轨、地垫']));
  fireEvent.change(screen.getByLabelText(/位置/), { target: { value: '大堂' } });
  fireEvent.change(document.querySelector('[data-column="point"] input') as HTMLElement, { target: { value: '石材' } });
  await act(async () => void fireEvent.click(screen.getByRole('button', { name: '保存' })));
  await waitFor(() => expect(sent).toHaveLength(1));
  expect(sent[0]).toMatchObject({ place: '大堂', items: [{ point: '石材' }, { point: '门轨、地垫' }] });
});
