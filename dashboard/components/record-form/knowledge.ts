import { references } from '../../../config/definition/expression/references';
import { isObject } from '../../../config/definition/expression/values';
import { safely } from '../../../config/definition/safely';
import type { FormDefinition } from '../../../config/definition/types';
import { isBrief, isMasked, type Brief } from '../../providers/record-types';

type Row = Record<string, unknown>;

/** What an expression reads that the browser does not have: related records to load, or values that it will never see. */
export type Unknowns = { isUnknown: boolean; toLoad: Brief[] };

/**
 * Follows the paths of an expression through the values at hand. A related record is here by name only until it was loaded; a field that the
 * caller does not see is not here at all. What cannot be known is left to the server: the browser never refuses for lack of knowledge.
 */
export function unknownsOf(source: string, form: FormDefinition, record: Row, row?: Row): Unknowns {
  const found: Unknowns = { isUnknown: false, toLoad: [] };
  const paths = safely(() => references(source), []);
  for (const path of paths) {
    const [first = ''] = path;
    if (row && Object.hasOwn(row, first)) follow(row[first], path.slice(1), found);
    else if (Object.hasOwn(record, first)) follow(record[first], path.slice(1), found);
    else if (!form.fields.some((field) => isNamed(field, first)) && !KNOWN_NAMES.has(first)) found.isUnknown = true;
  }
  return found;
}

const KNOWN_NAMES = new Set(['id', 'documentId', 'createdAt', 'updatedAt']);

/** Inside `any(rows, …)` a bare name may be a column. */
const isNamed = (field: FormDefinition['fields'][number], name: string): boolean =>
  field.name === name || field.columns?.some((column) => column.name === name) === true;

function follow(value: unknown, path: string[], found: Unknowns): void {
  const [name, ...rest] = path;
  if (isMasked(value)) found.isUnknown = true;
  if (name === undefined) return;
  if (Array.isArray(value)) {
    value.forEach((item) => follow(item, path, found));
    return;
  }
  if (!isObject(value)) return;
  if (Object.hasOwn(value, name)) return follow(value[name], rest, found);
  if (!isBrief(value)) return;
  found.isUnknown = true;
  if (value.documentId !== null) found.toLoad.push(value);
}
