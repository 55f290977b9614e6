import type { Limit, LimitValue } from '../../../config/settings/limit';
import type { Wording } from '../../providers/i18n';

/** How people say a number of this unit: shares in per cent, fen in yuan. */
export const factorOf = ({ unit }: Limit): number => (unit === '%' ? 100 : unit === 'fen' ? 0.01 : 1);
/** As it is typed; without the dust of binary fractions. */
export const toShown = (limit: Limit, value: number): number => Math.round(value * factorOf(limit) * 1e6) / 1e6;
export const fromShown = (limit: Limit, shown: number): number => Math.round((shown / factorOf(limit)) * 1e6) / 1e6;

/** The word behind a number, as far as it has one. */
export function unitOf({ unit }: Limit, { t }: Wording): string | undefined {
  if (unit === '%' || unit === 'percent') return '%';
  const known = UNITS.find((one) => one === unit);
  return known && t(`limits.units.${known}`);
}
const UNITS = ['calendar_days', 'hours', 'fen', 'cases', 'keys'] as const;

/** A value in words. */
export function showLimit(limit: Limit, value: LimitValue, words: Wording): string {
  if (value === null) return words.t('limits.none');
  if (Array.isArray(value)) return value.join(', ');
  if (typeof value === 'string') return words.say(limit.values?.find((one) => one.value === value)) || value;
  const unit = unitOf(limit, words);
  return unit === undefined ? String(toShown(limit, value)) : `${toShown(limit, value)}${unit === '%' ? '' : ' '}${unit}`;
}
