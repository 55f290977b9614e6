import { act, cleanup, fireEvent, screen, waitFor } from '@testing-library/react';
import { formView } from '../../test/form-view';
import { layLine, Line, lineNo } from '../../test/line';
import { renderAt } from '../../test/render-at';
import { EditScreen } from './edit-screen';

const FORM = formView({
  key: 'order',
  fields: [
    { name: 'content', zh: '报修内容', en: 'Fault', type: 'string' },
    { name: 'photo', zh: '照片', en: 'Photo', type: 'media' },
  ],
});
const sent: unknown[] = [];

beforeAll(layLine);
beforeEach(() => localStorage.clear());
afterEach(() => {
  cleanup();
  sent.length = 0;
  Line.open = [];
});

/** A new record with a photo on its way. */
async function photoOnTheWay(): Promise<void> {
  const { container } = renderAt('/records/orders/new', {
    forms: [FORM],
    routes: [
      { path: '/records/:plural/new', element: <EditScreen /> },
      { path: '*', element: <p>elsewhere</p> },
    ],
    server: ({ method, path, body }) => {
      if (method !== 'POST' || path !== '/orders') return { status: 503 };
      sent.push(body);
      return { status: 201, body: { data: { documentId: 'r1', state: 'open', rev: 1, formVersion: 1 }, meta: {} } };
    },
  });
  await screen.findByLabelText(/报修内容/);
  const input = container.querySelector('input[type=file]') as HTMLInputElement;
  await act(async () => fireEvent.change(input, { target: { files: [new File(['abc'], '现场.png')] } }));
  await lineNo(1);
}

/** The same with the fault written, and the save that was pressed meanwhile. */
async function saveOnTheWay(): Promise<void> {
  await photoOnTheWay();
  fireEvent.change(screen.getByLabelText(/报修内容/), { target: { value: '漏水' } });
  await save();
}
const save = () => act(async () => void fireEvent.keyDown(window, { key: 's', ctrlKey: true }));

test('saving waits for the photo that is still on its way, and takes it along', async () => {
  await saveOnTheWay();
  expect(sent).toEqual([]);
  await act(async () => (await lineNo(1)).answer(201, { id: 7, name: '现场.png', size: 3, mime: 'image/png', url: '/files/7' }));
  await waitFor(() => expect(sent).toEqual([{ data: { content: '漏水', photo: 7 } }]));
});

test('a photo that does not arrive stops the save by its name; one may go on without it', async () => {
  await saveOnTheWay();
  await act(async () => (await lineNo(1)).onerror?.());
  // At its field, and in the summary that leads there.
  expect(await screen.findAllByText(/现场\.png 没有上传成功/)).toHaveLength(2);
  expect(screen.getByRole('button', { name: '照片' })).toBeTruthy();
  expect(sent).toEqual([]);
  await save();
  await waitFor(() => expect(sent).toEqual([{ data: { content: '漏水' } }]));
});

test('who leaves while a photo is on its way is asked first, though nothing is written yet', async () => {
  await photoOnTheWay();
  const leaving = () => !window.dispatchEvent(new Event('beforeunload', { cancelable: true }));
  expect(leaving()).toBe(true);
  await act(async () => (await lineNo(1)).onerror?.());
  expect(leaving()).toBe(false);
});
