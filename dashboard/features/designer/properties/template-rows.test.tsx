import { act, cleanup, fireEvent, screen, waitFor } from '@testing-library/react';
import { useState } from 'react';
import type { FieldDefinition } from '../../../../config/definition/types';
import { renderAt } from '../../../test/render-at';
import { useDesignerWords } from '../words/use-designer-words';
import { DesignerProvider, type Designer } from '../work/designer-context';
import { TemplateRows } from './template-rows';

const FIELD: FieldDefinition = {
  name: 'items',
  zh: '检查表',
  en: 'Items',
  type: 'json-rows',
  minRows: 3,
  columns: [
    { name: 'point', zh: '检查项', en: 'Point', type: 'string', required: true },
    { name: 'who', zh: '检查人', en: 'Who', type: 'relation', target: 'employee' },
    { name: 'score', zh: '得分', en: 'Score', type: 'integer', computed: true, formula: '1' },
  ],
};
let taken: unknown;
afterEach(cleanup);

function Editor() {
  const words = useDesignerWords();
  const [value, setValue] = useState<unknown>([{ point: '地面石材' }]);
  return (
    <DesignerProvider value={{ words } as unknown as Designer}>
      <TemplateRows
        id="rows"
        field={FIELD}
        value={value}
        onChange={(rows) => {
          taken = rows;
          setValue(rows);
        }}
      />
    </DesignerProvider>
  );
}

test('a manager edits the rows a new record starts with; what cannot be known beforehand is not asked, empty rows are left out', async () => {
  renderAt('/', { routes: [{ path: '/', element: <Editor /> }], forms: [], server: () => undefined });
  await act(async () => void fireEvent.click(await screen.findByText('编辑预填的行(1)')));
  await waitFor(() => expect(document.querySelectorAll('[data-column="point"] input')).toHaveLength(1));
  expect(document.querySelector('[data-column="who"], [data-column="score"]')).toBeNull();
  const add = () => act(async () => void fireEvent.click(screen.getByText('添加一行')));
  await add();
  fireEvent.change(document.querySelectorAll('[data-column="point"] input')[1] as HTMLElement, { target: { value: '门轨、地垫' } });
  await add();
  await act(async () => void fireEvent.click(screen.getByText('采用')));
  expect(taken).toEqual([{ point: '地面石材' }, { point: '门轨、地垫' }]);
  expect(await screen.findByText('编辑预填的行(2)')).toBeTruthy();
});
