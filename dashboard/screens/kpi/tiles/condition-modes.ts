import { isToMany } from '../../../../config/projections/strapi-schema';
import type { FieldDefinition } from '../../../../config/definition/types';
import type { FieldFilter } from '../../../fields/field-parts';

export const MODES = ['is', 'isNot', 'empty', 'filled'] as const;
export type Mode = (typeof MODES)[number];

/** What can be said of a field: `not` of what is chosen from a list, `empty` and `filled` of everything but the state. */
export function modesOf(field: FieldDefinition): Mode[] {
  const canExclude = (field.type === 'enum' && !field.multiple) || (field.type === 'relation' && !isToMany(field));
  return MODES.filter((mode) => (mode === 'isNot' ? canExclude : mode === 'is' ? true : field.name !== 'state'));
}

export function modeOf(filter: FieldFilter): Mode {
  if (filter.$null !== undefined) return isYes(filter.$null) ? 'empty' : 'filled';
  if (filter.$notNull !== undefined) return isYes(filter.$notNull) ? 'filled' : 'empty';
  return listIn(filter, ['$notIn', '$ne']) === undefined ? 'is' : 'isNot';
}

/** What the control of the field shows: the chosen values, whether they are asked for or left out. */
export function chosenIn(filter: FieldFilter): FieldFilter | undefined {
  const mode = modeOf(filter);
  if (mode === 'empty' || mode === 'filled') return undefined;
  if (mode === 'is') return Object.keys(filter).length === 0 ? undefined : filter;
  const values = listIn(filter, ['$notIn', '$ne']);
  return isNested(filter) ? { documentId: { $in: values } } : { $in: values };
}

/** The condition of a mode and what is chosen; empty while nothing is chosen yet. */
export function conditionOf(mode: Mode, chosen: FieldFilter | undefined): FieldFilter {
  if (mode === 'empty') return { $null: true };
  if (mode === 'filled') return { $notNull: true };
  if (!chosen || mode === 'is') return chosen ?? {};
  const values = listIn(chosen, ['$in', '$eq']) ?? [];
  return isNested(chosen) ? { documentId: { $notIn: values } } : { $notIn: values };
}

const isNested = (filter: FieldFilter): boolean => typeof filter.documentId === 'object' && filter.documentId !== null;
const isYes = (value: unknown): boolean => value === true || value === 'true';

function listIn(filter: FieldFilter, operators: string[]): unknown[] | undefined {
  const inner = isNested(filter) ? (filter.documentId as FieldFilter) : filter;
  for (const operator of operators) {
    const value = inner[operator];
    if (value !== undefined)
      return Array.isArray(value) ? (value as unknown[]) : typeof value === 'object' && value !== null ? Object.values(value) : [value];
  }
  return undefined;
}
