import { resolve } from 'node:path';
import { dashboardSizes } from '../../../cms/bench/sizes';

/** Here and not among the unit tests, because here the dashboard has been built. */
test('what the first page waits for stays within 340 kB of gzip', () => {
  const sizes = dashboardSizes(resolve(__dirname, '../../..'));
  if (!sizes) throw new Error('The dashboard has not been built');
  expect(sizes.files).toBeGreaterThan(1);
  expect(sizes.first).toBeLessThanOrEqual(340);
});
