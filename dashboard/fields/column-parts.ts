import './fields.css';
import type { FieldType } from '../../config/definition/types';
import { booleanParts } from './boolean/boolean-parts';
import { dateParts } from './date/date-parts';
import { datetimeParts } from './datetime/datetime-parts';
import { decimalParts } from './decimal/decimal-parts';
import { enumParts } from './enum/enum-parts';
import type { FieldParts } from './field-parts';
import { integerParts } from './integer/integer-parts';
import { mediaParts } from './media/media-parts';
import { moneyParts } from './money/money-parts';
import { relationParts } from './relation/relation-parts';
import { stringParts } from './string/string-parts';
import { textParts } from './text/text-parts';
import { timeParts } from './time/time-parts';

/** Kinds that can stand in a table of child rows: all but tables. */
export const columnParts: Record<Exclude<FieldType, 'json-rows'>, FieldParts> = {
  string: stringParts,
  text: textParts,
  integer: integerParts,
  decimal: decimalParts,
  money: moneyParts,
  date: dateParts,
  datetime: datetimeParts,
  time: timeParts,
  boolean: booleanParts,
  enum: enumParts,
  relation: relationParts,
  media: mediaParts,
};

/** Parts of a column; a table in a table is not in the language, so it shows as text. */
export const partsOfColumn = (column: { type: FieldType }): FieldParts =>
  column.type === 'json-rows' ? stringParts : columnParts[column.type];
