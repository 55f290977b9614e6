import { PASSWORD_MIN, passwordProblems } from '../../../config/rules/password';
import type { Wording } from '../../providers/i18n';

/** What is wrong with a new password, by the rule that the server enforces; undefined = nothing. */
export function passwordError(password: string, username: string, { t }: Pick<Wording, 't'>): string | undefined {
  const [problem] = passwordProblems(password, username, 'password');
  if (!problem) return undefined;
  if (problem.code === 'required') return t('violations.required');
  if (problem.code === 'too_short') return t('password.short');
  return t(problem.code === 'too_long' ? 'password.long' : 'password.weak');
}

export const passwordRules = ({ t }: Pick<Wording, 't'>): string => t('password.rules', { min: PASSWORD_MIN });

/** Without letters and digits that are read wrongly from a slip of paper. */
const LETTERS = 'abcdefghjkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789';

/** A first password that can be passed on: four groups of four. */
export function newPassword(): string {
  // Values beyond the last whole round are left out, or some letters would come more often.
  const fair = 256 - (256 % LETTERS.length);
  const letters: string[] = [];
  while (letters.length < 16) {
    for (const byte of crypto.getRandomValues(new Uint8Array(32)))
      if (byte < fair && letters.length < 16) letters.push(LETTERS[byte % LETTERS.length] ?? '');
  }
  return letters.join('').replace(/(.{4})(?=.)/g, '$1-');
}
