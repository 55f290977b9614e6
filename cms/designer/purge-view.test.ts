import type { Actor } from '../access/actor';
import { isOpen, openUntil, refusalOf, viewOf, type PurgeRow } from './purge-view';

const DAY = 24 * 3_600_000;
const ASKED = Date.UTC(2026, 10, 1, 1);
const { confirmFrom, expiresAt } = openUntil(new Date(ASKED), 7, 30);
const row: PurgeRow = {
  id: 1,
  form: 'shift',
  field: 'locker',
  reason: '不再需要',
  records: '3',
  status: 'open',
  asked_at: String(ASKED),
  asked_user: '11',
  asked_employee: 'wang',
  asked_name: '王敏',
  confirm_from: String(confirmFrom),
  expires_at: String(expiresAt),
  settled_at: null,
  settled_user: null,
  settled_name: null,
  purged: null,
};
const person = (userId: number, employee: string | null): Actor => ({ kind: 'user', userId, employee }) as unknown as Actor;
const other = person(12, 'li');

test('it waits seven days to the second, and can be confirmed for thirty', () => {
  expect(refusalOf(row, other, ASKED + 7 * DAY - 1)).toEqual({
    code: 'purge_too_early',
    params: { at: new Date(ASKED + 7 * DAY).toISOString() },
  });
  expect(refusalOf(row, other, ASKED + 7 * DAY)).toBeNull();
  expect(refusalOf(row, other, ASKED + 37 * DAY - 1)).toBeNull();
  expect(refusalOf(row, other, ASKED + 37 * DAY)?.code).toBe('purge_expired');
});

test('who asked does not confirm, with no account of his', () => {
  expect(refusalOf(row, person(11, 'wang'), ASKED + 8 * DAY)?.code).toBe('purge_same_person');
  expect(refusalOf(row, person(99, 'wang'), ASKED + 8 * DAY)?.code).toBe('purge_same_person');
  expect(refusalOf({ ...row, asked_employee: null }, person(12, null), ASKED + 8 * DAY)).toBeNull();
});

test('what is settled stays settled', () => {
  for (const status of ['done', 'withdrawn'] as const)
    expect(refusalOf({ ...row, status }, other, ASKED + 8 * DAY)?.code).toBe('purge_closed');
  expect(isOpen({ status: 'open', expires_at: String(expiresAt) }, expiresAt)).toBe(false);
});

test('with no days at all a second person may follow at once, and has a day at least', () => {
  const soon = openUntil(new Date(ASKED), 0, 0);
  expect(soon).toEqual({ confirmFrom: ASKED, expiresAt: ASKED + DAY });
});

test('people read it with numbers and times of their own, and an overdue one as expired', () => {
  expect(viewOf(row, other, ASKED + 40 * DAY)).toMatchObject({ records: 3, status: 'expired', askedBy: '王敏', refusal: 'purge_expired' });
  expect(viewOf(row, other, ASKED)).toMatchObject({ askedAt: new Date(ASKED).toISOString(), purged: null, refusal: 'purge_too_early' });
});
