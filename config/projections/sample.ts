import { holds, evaluate, type Scope } from '../definition/expression/evaluate';
import { isEmpty, isObject } from '../definition/expression/values';
import { isShown } from '../definition/required';
import { safely } from '../definition/safely';
import type { FieldDefinition, FormDefinition } from '../definition/types';
import { plainSample } from './sample-values';

type Row = Record<string, unknown>;

export interface SampleOptions {
  /** Local date and instant that the sample is of. */
  today: string;
  now: string;
  /** Makes values of unique fields differ; 1 if left out. */
  n?: number;
  settings?: Row;
  /** documentId of a record that the field may point to; `wanted` is what the sample says of it (`{code: PM}`). Null = there is none. */
  relation?: (field: FieldDefinition, wanted: Row | null) => string | null;
  /** Id of a file for the field. Null = there is none. */
  file?: (field: FieldDefinition) => number | null;
  /** Fills what is not required as well; such a record may break checks between its fields. */
  full?: boolean;
}

/**
 * What a client would send to create a valid, complete record: the definition's `sample`, else the field's default, else a value by its
 * type. The generated walk, contract tests and the API's examples use it.
 */
export function sampleRecord(def: FormDefinition, options: SampleOptions): Row {
  const record: Row = {};
  const scope: Scope = {
    record,
    actor: { employee: null, roles: [], head: false, department: null },
    today: options.today,
    now: options.now,
    settings: options.settings ?? {},
  };
  const fields = def.fields.filter(
    (field) => !field.computed && !field.archived && field.name !== 'remark' && field.name !== 'attachments',
  );
  const context: Row = { state: (def.states.find((state) => state.initial) ?? def.states[0])?.value };
  const inner = { ...scope, record: context };
  const put = (field: FieldDefinition, value: unknown): void => {
    if (isEmpty(value)) return;
    record[field.name] = value;
    context[field.name] = value;
  };
  for (const field of fields) put(field, given(field, def.sample?.[field.name], inner, options));
  // What the first values make necessary or possible may do so for others: two rounds reach every form there is.
  for (let round = 0; round < 2; round += 1) {
    for (const field of fields) {
      if (!isEmpty(record[field.name]) || !isShown(def, field, inner)) continue;
      if (options.full || isAsked(def, field, inner)) put(field, valueFor(field, inner, options));
    }
  }
  const kept = fields.filter((field) => !isEmpty(record[field.name]) && isShown(def, field, inner));
  return Object.fromEntries(kept.map((field) => [field.name, record[field.name]]));
}

function isAsked(def: FormDefinition, field: FieldDefinition, scope: Scope): boolean {
  return field.required === true || (field.requiredIf !== undefined && safely(() => holds(field.requiredIf ?? '', scope), false));
}

/** The sample's own value, or the default; nothing when there is neither. */
function given(field: FieldDefinition, sample: unknown, scope: Scope, options: SampleOptions): unknown {
  const value = sample ?? (field.type === 'relation' ? undefined : field.default);
  if (value === undefined) return undefined;
  if (typeof value === 'string' && value.startsWith('=')) return safely(() => evaluate(value.slice(1), scope), null);
  if (field.type === 'json-rows' && Array.isArray(value))
    return value.map((row) => sampleRow(field, isObject(row) ? row : {}, scope, options));
  if (field.type === 'relation') return options.relation?.(field, isObject(value) ? value : null) ?? null;
  return value;
}

function valueFor(field: FieldDefinition, scope: Scope, options: SampleOptions): unknown {
  if (field.type === 'relation') {
    const target = options.relation?.(field, null) ?? null;
    const isMany = field.cardinality === 'manyToMany' || field.cardinality === 'oneToMany';
    return target === null ? null : isMany ? [target] : target;
  }
  if (field.type === 'media') {
    const file = options.file?.(field) ?? null;
    return file === null ? null : field.multiple ? [file] : file;
  }
  if (field.type === 'json-rows')
    return Array.from({ length: Math.max(1, field.minRows ?? 1) }, () => sampleRow(field, {}, scope, options));
  return plainSample(field, scope, options.n ?? 1);
}

/** A row with what its sample says and what it must have. */
function sampleRow(rows: FieldDefinition, sample: Row, scope: Scope, options: SampleOptions): Row {
  const row: Row = {};
  const inner = { ...scope, row };
  for (const column of rows.columns ?? []) {
    if (column.computed || column.archived) continue;
    const own = given(column, sample[column.name], inner, options);
    const asked =
      options.full === true ||
      column.required === true ||
      (column.requiredIf !== undefined && safely(() => holds(column.requiredIf ?? '', inner), false));
    const value = isEmpty(own) && asked ? valueFor(column, inner, options) : own;
    if (!isEmpty(value)) row[column.name] = value;
  }
  return row;
}
