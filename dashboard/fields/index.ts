import type { FieldType } from '../../config/definition/types';
import { columnParts } from './column-parts';
import type { FieldParts } from './field-parts';
import { jsonRowsParts } from './json-rows/json-rows-parts';

/** Every kind of field with its parts. A kind of the language that is missing here does not compile. */
export const fieldParts: Record<FieldType, FieldParts> = { ...columnParts, 'json-rows': jsonRowsParts };

export const partsOf = (field: { type: FieldType }): FieldParts => fieldParts[field.type];
