import { decorationFeeLines, hiddenWorksTwoDays, permitPreconditions } from './decoration';
import type { RuleContext } from './rule';

const context = (related: Record<string, Record<string, unknown>[]> = {}): RuleContext =>
  ({
    related,
    today: '2026-03-10',
    now: '2026-03-10T02:00:00.000Z',
    settings: {},
    params: {},
    actor: { employee: null, roles: [], head: false, department: null },
    old: null,
  }) as unknown as RuleContext;

describe('hidden works are asked for two days before closing (3.1.3 H)', () => {
  const ask = (requestedAt: string, plannedCloseAt: string) => hiddenWorksTwoDays({ requestedAt, plannedCloseAt }, context()).length;
  it('refuses one day and accepts two', () => {
    expect(ask('2026-03-10T02:00:00Z', '2026-03-11T09:00:00Z')).toBe(1);
    expect(ask('2026-03-10T02:00:00Z', '2026-03-12T00:30:00Z')).toBe(0);
  });
  it('counts the days of Shanghai, not of UTC', () => {
    expect(ask('2026-03-09T16:30:00Z', '2026-03-11T15:59:00Z')).toBe(1);
    expect(ask('2026-03-09T15:59:00Z', '2026-03-10T16:00:00Z')).toBe(0);
  });
});

describe('fee notice lines (3.1.2 C2)', () => {
  const line = (code: string, quantity: number) => ({ feeItem: { code }, quantity });
  const all = (workers: number) => [line('DECO_DEP', 120), line('SUPERVISE', 120), line('PASS_DEP', workers), line('PASS_COST', workers)];
  it('needs all four and a pass for every worker', () => {
    expect(decorationFeeLines({ application: { workersPlanned: 8 }, lines: all(8) })).toEqual([]);
    expect(decorationFeeLines({ application: { workersPlanned: 8 }, lines: all(7) })).toHaveLength(2);
    expect(decorationFeeLines({ application: { workersPlanned: 8 }, lines: all(8).slice(1) })[0]?.code).toBe('fee_lines_missing');
  });
});

it('names every missing condition of a permit at once', () => {
  expect(permitPreconditions({ application: { state: 'approved' } }, context())).toHaveLength(6);
});
