import { act, cleanup, fireEvent, render, screen } from '@testing-library/react';
import { useState } from 'react';
import { en } from '../../app/words.en';
import { zh } from '../../app/words.zh';
import { startI18n } from '../../providers/i18n';
import { formView } from '../../test/form-view';
import { layLine, Line, lineNo } from '../../test/line';
import { partsOf } from '../index';
import type { LiveValues } from '../live-values';
import { RecordScopeProvider } from '../record-scope';
import { OnTheirWay } from './on-its-way';

const stored = (id: number, name: string) => ({ id, name, size: 3, mime: 'image/png', url: `/files/${id}` });

beforeAll(() => {
  startI18n({ zh, en });
  layLine();
});
afterEach(() => {
  cleanup();
  Line.open = [];
});

const field = { name: 'photos', zh: '照片', en: 'Photos', type: 'media' as const, multiple: true };
const form = formView({ key: 'order', fields: [field] });
/** The form around the field, and who saves it. */
let live: LiveValues;
beforeEach(() => {
  live = {
    subscribe: () => () => undefined,
    computed: () => ({}),
    scope: () => ({ record: {} }) as ReturnType<LiveValues['scope']>,
    files: new OnTheirWay(),
  };
});
function Photos() {
  const [value, setValue] = useState<unknown>([]);
  const { Input } = partsOf(field);
  return (
    <RecordScopeProvider value={{ form, documentId: null, values: () => ({}), live }}>
      <Input id="photos" path="photos" field={field} value={value} onChange={setValue} label="照片" />
    </RecordScopeProvider>
  );
}
async function choose(...names: string[]): Promise<void> {
  const { container } = render(<Photos />);
  const input = container.querySelector('input[type=file]') as HTMLInputElement;
  await act(async () => fireEvent.change(input, { target: { files: names.map((name) => new File(['abc'], name)) } }));
}

test('a file on its way says how far it is, one after the other, and who saves waits for both', async () => {
  await choose('a.png', 'b.png');
  const all = live.files.missing();
  const first = await lineNo(1);
  await act(async () => first.upload.onprogress?.({ lengthComputable: true, loaded: 42, total: 100 }));
  expect(screen.getByText('42%')).toBeTruthy();
  await act(async () => first.answer(201, stored(1, 'a.png')));
  const second = await lineNo(2);
  await act(async () => second.answer(201, stored(2, 'b.png')));
  expect(await all).toEqual([]);
  expect(screen.getAllByRole('link').map((link) => link.textContent)).toEqual(['a.png', 'b.png']);
});

test('a broken line is told, keeps the file, and the file is sent again', async () => {
  await choose('a.png');
  const all = live.files.missing();
  const first = await lineNo(1);
  await act(async () => first.onerror?.());
  expect(await all).toEqual([{ path: 'photos', name: 'a.png' }]);
  expect(screen.getByRole('alert').textContent).not.toBe('');
  await act(async () => fireEvent.click(screen.getByText('重试')));
  const second = await lineNo(2);
  await act(async () => second.answer(201, stored(1, 'a.png')));
  expect(screen.getByRole('link').textContent).toBe('a.png');
  expect(screen.queryByRole('alert')).toBeNull();
});

test('a file that is called back leaves the line to the next one; what the house refuses says why and is not sent again', async () => {
  await choose('a.png', 'b.png');
  await lineNo(1);
  await act(async () => fireEvent.click(screen.getByLabelText('取消上传 a.png')));
  const second = await lineNo(2);
  await act(async () => second.answer(400, { error: { code: 'bad_file', message: '这不是图片' } }));
  expect(screen.getByRole('alert').textContent).toBe('这不是图片');
  expect(screen.queryByText('重试')).toBeNull();
  await act(async () => fireEvent.click(screen.getByLabelText('移除 b.png')));
  expect(screen.queryByText('b.png')).toBeNull();
  expect(await live.files.missing()).toEqual([]);
});
