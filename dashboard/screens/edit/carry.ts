import { convertValue, textOf } from '../../../config/definition/convert';
import { successors } from '../../../config/definition/conversions';
import type { FieldDefinition, FormDefinition } from '../../../config/definition/types';

/** What was written in a field that has become one of another kind and does not convert. */
export type NotCarried = { field: FieldDefinition; value: string; reason: string };

/** What was written under the version before, as the newer form takes it: a field of another kind gets its value converted. */
export function carryInto(
  newer: FormDefinition,
  written: Record<string, unknown>,
): { carried: Record<string, unknown>; lost: NotCarried[] } {
  const retyped = successors(newer);
  const carried: Record<string, unknown> = {};
  const lost: NotCarried[] = [];
  for (const [name, value] of Object.entries(written)) {
    const pair = retyped.get(name);
    if (!pair) {
      carried[name] = value;
      continue;
    }
    const made = convertValue(pair.from, pair.to, value);
    if ('reason' in made) lost.push({ field: pair.to, value: textOf(pair.from, value), reason: made.reason });
    else carried[pair.to.name] = made.value;
  }
  return { carried, lost };
}
