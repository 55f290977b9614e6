import { nightWorkOnly } from './repair';

it('schedules night work between 00:00 and 06:00 in Shanghai', () => {
  const at = (appointmentAt: string) => nightWorkOnly({ publicArea: { nightWorkOnly: true }, appointmentAt }).length;
  expect(at('2026-03-09T16:00:00Z')).toBe(0);
  expect(at('2026-03-09T22:00:00Z')).toBe(0);
  expect(at('2026-03-09T22:01:00Z')).toBe(1);
  expect(at('2026-03-09T15:59:00Z')).toBe(1);
});
