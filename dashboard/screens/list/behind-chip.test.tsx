import { cleanup, fireEvent, screen } from '@testing-library/react';
import { renderAt } from '../../test/render-at';
import { BehindChip, behindOf } from './behind-chip';

afterEach(cleanup);

const asked = { figure: 'collection-rate', from: '2026-10-01', to: '2026-10-31', asOf: '2026-11-15' };
const answer = (more: Record<string, unknown> = {}) => ({
  key: 'collection-rate',
  zh: '物业费收费率',
  en: 'Collection rate',
  time: 'period',
  series: [{ key: 'b1', words: { zh: '1号楼', en: 'Tower 1' } }],
  ...more,
});
const open = (own: typeof asked & { by?: string; group?: string }, body: unknown, status = 200): { removed: number } => {
  const seen = { removed: 0 };
  renderAt('/', {
    routes: [{ path: '/', element: <BehindChip asked={own} onRemove={() => (seen.removed += 1)} /> }],
    forms: [],
    server: ({ path }) => (path === '/kpis/collection-rate' ? { status, body } : undefined),
  });
  return seen;
};

test('says which figure, of when and which group, leads back to it, and can be taken off', async () => {
  const seen = open({ ...asked, by: 'building', group: 'b1' }, answer());
  const link = await screen.findByText('物业费收费率');
  expect(link.getAttribute('href')).toBe(
    '/kpi/collection-rate?period=custom&from=2026-10-01&to=2026-10-31&asOf=2026-11-15&by=building&group=b1',
  );
  expect(screen.getByText(/2026-10-01 至 2026-10-31 · 1号楼/)).toBeTruthy();
  fireEvent.click(screen.getByRole('button', { name: '移除筛选:指标' }));
  expect(seen.removed).toBe(1);
});

test('a figure of a moment says as of when', async () => {
  open(asked, answer({ time: 'moment' }));
  expect(await screen.findByText(/截至 2026-11-15/)).toBeTruthy();
});

test('one that is not there any more can still be taken off', async () => {
  open(asked, { error: { status: 404, name: 'NotFound', code: 'not_found', message: '找不到' } }, 404);
  expect(await screen.findByText('collection-rate')).toBeTruthy();
  expect(screen.getByRole('button', { name: '移除筛选:指标' })).toBeTruthy();
});

test('only a whole question is taken for one', () => {
  expect(behindOf({ $behind: asked })).toEqual(asked);
  for (const tree of [{}, { $behind: 'collection-rate' }, { $behind: { figure: 'x' } }, { $behind: { ...asked, asOf: ['2026'] } }])
    expect(behindOf(tree)).toBeNull();
});
