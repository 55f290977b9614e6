import type { Actor } from '../access/actor';
import { isMasked } from '../access/rights';
import type { FormDefinition } from '../../config/definition/types';

/** Fields of a form that the caller sees masked. */
export function maskedFields(actor: Actor, def: FormDefinition): string[] {
  return def.fields.filter((field) => isMasked(actor, def, field)).map((field) => field.name);
}
