import { safeTarget } from './safe-target';

describe('where a login leads', () => {
  it.each(['/', '/inbox', '/records/work-orders?q=1'])('%s is of this product', (to) => expect(safeTarget(to)).toBe(to));
  it.each([null, '', '//evil.example', '/\\evil.example', 'https://evil.example', 'javascript:alert(1)', '/login?to=/'])(
    '%s leads home',
    (to) => expect(safeTarget(to)).toBe('/'),
  );
});
