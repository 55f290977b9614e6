import type { EnumValue, FieldDefinition } from '../../../config/definition/types';
import type { Wording } from '../../providers/i18n';
import { plainText } from './plain-text';

/** The option of a value; numbers and their text are the same. */
export const optionOf = (field: FieldDefinition, value: unknown): EnumValue | undefined =>
  field.values?.find((option) => String(option.value) === plainText(value));

/** The word of one value; one that the list no longer knows is shown as it was kept. */
export function optionWord(field: FieldDefinition, value: unknown, { say }: Pick<Wording, 'say'>): string {
  const option = optionOf(field, value);
  return option ? say(option) : plainText(value);
}

/** Values of a field, single or multiple, as a list. */
export const heldValues = (value: unknown): unknown[] =>
  value === undefined || value === null || value === '' ? [] : Array.isArray(value) ? (value as unknown[]) : [value];

/** What can be chosen: what is offered today, and what is already there. */
export function offeredOptions(field: FieldDefinition, value: unknown): EnumValue[] {
  const held = new Set(heldValues(value).map(plainText));
  return (field.values ?? []).filter((option) => !option.archived || held.has(String(option.value)));
}
