import type { Violation } from '../definition/types';

export const PASSWORD_MIN = 10;
/** bcrypt reads 72 bytes and forgets the rest. */
const MOST_BYTES = 72;
const COMMON = [
  'password',
  'passw0rd',
  'qwertyuiop',
  '1234567890',
  '0123456789',
  'administrator',
  'towerdesk',
  'iloveyou12',
  'aa12345678',
  'woaini1314',
];

/** What is wrong with a new password (NIST SP 800-63B: length and no well-known one, no rules about kinds of characters). */
export function passwordProblems(password: unknown, username: string, path: string): Violation[] {
  if (typeof password !== 'string' || password === '') return [{ path: [path], code: 'required' }];
  const problems: Violation[] = [];
  if ([...password].length < PASSWORD_MIN) problems.push({ path: [path], code: 'too_short', params: { min: PASSWORD_MIN } });
  if (new TextEncoder().encode(password).length > MOST_BYTES)
    problems.push({ path: [path], code: 'too_long', params: { max: MOST_BYTES } });
  const plain = password.toLowerCase();
  const isWeak =
    COMMON.some((known) => plain === known) || new Set(plain).size < 4 || (username !== '' && plain.includes(username.toLowerCase()));
  if (isWeak) problems.push({ path: [path], code: 'password_weak' });
  return problems;
}
