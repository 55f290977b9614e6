import { convertValue } from '../../config/definition/convert';
import { successors } from '../../config/definition/conversions';
import { normalizeValue } from '../../config/definition/normalize-value';
import type { FormDefinition, Violation } from '../../config/definition/types';
import { messageWords } from '../../config/messages/messages';

type Row = Record<string, unknown>;

/**
 * A screen that is still open, or an integration, sends a field by the kind that it had: the value goes to the field that has taken its
 * place, and the archived one stays as it is. What does not convert is refused beside the old input (`violations`): it is not put where
 * nobody sees it.
 */
export function carryOver(def: FormDefinition, input: Row, violations: Violation[]): Row {
  const retyped = successors(def);
  if (retyped.size === 0 || !Object.keys(input).some((name) => retyped.has(name))) return input;
  const next: Row = {};
  for (const [name, given] of Object.entries(input)) {
    const pair = retyped.get(name);
    if (!pair) {
      next[name] = given;
      continue;
    }
    // Who sends the new field as well means that one.
    if (Object.hasOwn(input, pair.to.name)) continue;
    let refused: string | null = null;
    const value = normalizeValue(pair.from, given, (code) => void (refused = code));
    const made = refused === null ? convertValue(pair.from, pair.to, value) : { reason: refused as string };
    if ('reason' in made) {
      const reason = messageWords(made.reason, { value: shown(given) });
      const params = { field: pair.to.zh, fieldEn: pair.to.en, reason: reason.zh, reasonEn: reason.en };
      violations.push({ path: [name], code: 'field_retyped', params });
    } else next[pair.to.name] = made.value;
  }
  return next;
}

const shown = (given: unknown): string => (typeof given === 'string' || typeof given === 'number' ? String(given).slice(0, 40) : '');
