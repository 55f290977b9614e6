import { act, cleanup, fireEvent, screen, waitFor } from '@testing-library/react';
import type { ReactNode } from 'react';
import { expand } from '../../../../config/definition/expand';
import type { FormDefinition } from '../../../../config/definition/types';
import type { SimulationRow } from '../../../../config/simulation/report';
import { renderAt, type Server } from '../../../test/render-at';
import { useDesignerWords } from '../words/use-designer-words';
import { DesignerProvider, type Designer } from '../work/designer-context';
import { SimulationPanel } from './simulation-panel';

const def: FormDefinition = {
  key: 'errand',
  plural: 'errands',
  zh: '跑腿',
  en: 'Errand',
  area: 'test',
  kind: 'form',
  numbering: null,
  title: ['what'],
  fields: [{ name: 'what', zh: '内容', en: 'What', type: 'string' }],
  states: [
    { value: 'asked', zh: '待批', en: 'Asked', initial: true },
    { value: 'agreed', zh: '同意', en: 'Agreed', final: true },
  ],
  transitions: [{ action: 'agree', zh: '批准', en: 'Agree', from: ['asked'], to: 'agreed', by: ['engineering'] }],
  list: { columns: ['what'] },
  access: { create: [], edit: [] },
};
const row = (more: Partial<SimulationRow>): SimulationRow => ({
  action: 'agree',
  from: 'asked',
  kind: 'role',
  field: null,
  words: null,
  names: [],
  count: 1,
  cases: [{ documentId: 'c1', number: 'PT-1' }],
  ...more,
});
const part = (more: object) => ({
  days: 90,
  since: '',
  cases: 0,
  steps: 0,
  affected: 0,
  unsure: 0,
  rows: [],
  total: null,
  next: null,
  ...more,
});

/** The parts that the server answers, one after the other; a promise is a part that takes its time. */
let parts: { status?: number; body: unknown }[];
let asked: number;
afterEach(cleanup);
const server: Server = ({ path }) => {
  if (path !== '/designer/errand/simulation') return undefined;
  asked += 1;
  return parts[asked - 1];
};

function Work({ children }: { children: ReactNode }) {
  const words = useDesignerWords();
  const desk = { roles: [{ key: 'security', zh: '安保部', en: 'Security', login: true, pseudo: false }] };
  const designer = { def, published: def, view: expand(def), words, desk } as unknown as Designer;
  return <DesignerProvider value={designer}>{children}</DesignerProvider>;
}
function open(...list: typeof parts): void {
  parts = list;
  asked = 0;
  renderAt('/', {
    routes: [
      {
        path: '/',
        element: (
          <Work>
            <SimulationPanel revision={4} />
          </Work>
        ),
      },
    ],
    forms: [],
    server,
  });
}
const run = async () => act(async () => void fireEvent.click(await screen.findByRole('button', { name: '开始试算' })));

test('asks part after part and tells by transition what would differ, in how many cases, with links', async () => {
  open(
    {
      body: part({
        total: 3,
        next: 'c2',
        cases: 2,
        steps: 4,
        affected: 2,
        rows: [
          row({
            count: 2,
            cases: [
              { documentId: 'c1', number: 'PT-1' },
              { documentId: 'c2', number: 'PT-2' },
            ],
          }),
          row({ kind: 'more_voices', names: ['security'] }),
        ],
      }),
    },
    {
      body: part({
        cases: 1,
        steps: 1,
        affected: 1,
        unsure: 1,
        rows: [
          row({ cases: [] }),
          row({ kind: 'required', field: 'what', cases: [{ documentId: 'c3', number: null }] }),
          row({ kind: 'guard', words: { zh: '须有依据', en: 'Needs a ground' } }),
        ],
      }),
    },
  );
  await run();
  expect(await screen.findByText('最近 90 天办理的 3 条记录中,3 条会有不同:')).toBeTruthy();
  const place = screen.getByRole('region', { name: '批准' });
  expect(place.textContent).toContain('状态“待批”');
  const lines = [...place.querySelectorAll('li')].map((line) => line.textContent);
  expect(lines[0]).toBe('不能执行:当时办理人的岗位不再有权 3 条PT-1PT-2另有 1 条未列出(条数过多,或您无权查看)');
  expect(lines).toContainEqual('还需要审批:安保部 1 条PT-1');
  expect(lines).toContainEqual('不能执行:“内容”必填而当时未填 1 条c3');
  expect(lines).toContainEqual('不能执行:须有依据 1 条PT-1');
  expect(screen.getAllByText('PT-2')[0]?.getAttribute('href')).toBe('/records/errands/c2');
  expect(screen.getByText('其中 1 条用到未留存的敏感内容,相关条件没有判断。')).toBeTruthy();
  expect(asked).toBe(2);
});

test('nothing different, and nothing moved at all, are said', async () => {
  open({ body: part({ total: 5, cases: 5, steps: 9 }) }, { body: part({ total: 0 }) });
  await run();
  expect(await screen.findByText('最近 90 天办理的 5 条记录(9 步)按草稿的流程走,与当时相同。')).toBeTruthy();
  await act(async () => void fireEvent.click(screen.getByRole('button', { name: '重新试算' })));
  expect(await screen.findByText('最近 90 天没有办理过的记录。')).toBeTruthy();
});

test('a draft that has changed meanwhile is said in place', async () => {
  open({ status: 409, body: { error: { code: 'stale_draft', message: '李经理已修改此草稿', details: { violations: [] } } } });
  await run();
  expect((await screen.findByRole('alert')).textContent).toContain('李经理已修改此草稿');
  await waitFor(() => expect(screen.getByRole('button', { name: '重新试算' })).toBeTruthy());
});
