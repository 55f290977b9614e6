import type { FieldDefinition } from '../../config/definition/types';
import { isEmpty } from '../../config/definition/expression/values';
import { useWords, type Wording } from '../providers/i18n';
import { isMasked } from '../providers/record-types';
import { RevealButton } from './reveal-button';
import { partsOf } from './index';
import type { ValueProps } from './field-parts';

/** A value in full, or a dash. A masked one can be shown, with a reason, where the caller may. */
export function FieldShow({ field, value }: ValueProps) {
  const { t } = useWords();
  if (isEmpty(value)) return <span className="td-quiet">{t('common.none')}</span>;
  if (isMasked(value)) return <RevealButton field={field} masked={value} />;
  const { Show } = partsOf(field);
  return <Show field={field} value={value} />;
}

/** A value on one line of a table; nothing for nothing. */
export function FieldCell({ field, value }: ValueProps) {
  if (isEmpty(value)) return null;
  if (isMasked(value)) return <span className="td-masked">{value}</span>;
  const { Cell } = partsOf(field);
  return <Cell field={field} value={value} />;
}

/** A value as plain text, for names that are read out, history and titles. */
export function textOf(value: unknown, field: FieldDefinition, words: Wording): string {
  if (isEmpty(value)) return '';
  return isMasked(value) ? value : partsOf(field).text(value, field, words);
}
