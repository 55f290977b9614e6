import { initialStateOf } from '../../config/definition/expand';
import { isToMany } from '../../config/projections/strapi-schema';
import type { FieldDefinition, FormDefinition } from '../../config/definition/types';
import type { Target, ValueSpec } from './mapping';
import { columnOfSpec, holds, readValue, textOf, type RowError, type SourceRow } from './read-row';
import type { ReadyRecord } from './record-writer';

type Values = Record<string, unknown>;

/** How relations are found while a row is built: earlier targets of the row, and records of other forms. */
export interface Finder {
  ref(name: string): string | null;
  lookup(spec: NonNullable<ValueSpec['lookup']>, text: string, column: string): Promise<string | null>;
}

export interface BuiltRecord extends ReadyRecord {
  target: Target;
}

interface Building {
  row: SourceRow;
  finder: Finder;
  errors: RowError[];
  /** Address in the record -> column it was read from: `lines.0.amount` -> InvoiceAmount. */
  columns: Map<string, string>;
}

/** A record as one target of the mapping makes it from a row; null when the row has none. */
export async function buildRecord(
  def: FormDefinition,
  target: Target,
  row: SourceRow,
  finder: Finder,
  errors: RowError[],
): Promise<BuiltRecord | null> {
  if (!holds(row, target.when)) return null;
  const building: Building = { row, finder, errors, columns: new Map() };
  const entered: Record<string, string> = {};
  for (const [state, spec] of Object.entries(target.entered ?? {})) {
    const at = readValue(row, { as: 'datetime', ...spec }, undefined, errors);
    if (typeof at === 'string') entered[state] = at;
  }
  const registeredAt = target.registeredAt ? readValue(row, { as: 'datetime', ...target.registeredAt }, undefined, errors) : null;
  if (target.number) building.columns.set('number', columnOfSpec(target.number));
  return {
    target,
    values: await valuesOf(def, target.values, building),
    computed: await valuesOf(def, target.computed ?? {}, building),
    state: stateOf(def, target, building),
    number: target.number ? textOf(row, target.number) || null : null,
    registeredAt: typeof registeredAt === 'string' ? registeredAt : undefined,
    entered,
    columnOf: (path) => building.columns.get(path.join('.')) ?? building.columns.get(String(path[0] ?? '')) ?? '',
  };
}

function stateOf(def: FormDefinition, { state }: Target, { row, errors, columns }: Building): string {
  if (typeof state === 'string') return state;
  if (Array.isArray(state)) return state.find((candidate) => holds(row, candidate.when))?.value ?? '';
  const word = row.text(state.column);
  columns.set('state', state.column);
  if (word === '') return initialStateOf(def);
  const found = def.states.find((candidate) =>
    [candidate.value, candidate.zh, candidate.en].some((name) => name.toLowerCase() === word.toLowerCase()),
  );
  if (!found) errors.push({ row: row.line, column: state.column, field: 'state', code: 'unknown_state', params: { state: word } });
  return found?.value ?? initialStateOf(def);
}

async function valuesOf(def: FormDefinition, specs: Record<string, ValueSpec>, building: Building): Promise<Values> {
  const values: Values = {};
  for (const [name, spec] of Object.entries(specs)) {
    building.columns.set(name, columnOfSpec(spec));
    const field = def.fields.find((candidate) => candidate.name === name);
    const value = await valueOf(field, spec, building, name);
    if (value !== null && value !== undefined) values[name] = value;
  }
  return values;
}

async function valueOf(field: FieldDefinition | undefined, spec: ValueSpec, building: Building, at: string): Promise<unknown> {
  const { row, finder, errors } = building;
  if (!holds(row, spec.when)) return null;
  if (spec.rows) return rowsOf(field, spec.rows, building, at);
  const isMany = spec.list === true || (field !== undefined && isToMany(field));
  if (spec.ref) return many(isMany, [finder.ref(spec.ref)]);
  if (!spec.lookup) return readValue(row, spec, field, errors);
  const text = textOf(row, spec);
  const found: (string | null)[] = [];
  for (const one of isMany ? namesIn(text) : [text]) if (one !== '') found.push(await finder.lookup(spec.lookup, one, columnOfSpec(spec)));
  return many(isMany, found);
}

/** Several records in one cell stand between commas, as a list shows them. */
const namesIn = (text: string): string[] => text.split(/[,;，；、\n]/).map((name) => name.trim());

function many(isMany: boolean, documentIds: (string | null)[]): unknown {
  const known = documentIds.filter((documentId): documentId is string => documentId !== null);
  if (!isMany) return known[0] ?? null;
  return known.length > 0 ? known : null;
}

async function rowsOf(
  field: FieldDefinition | undefined,
  rows: NonNullable<ValueSpec['rows']>,
  building: Building,
  at: string,
): Promise<Values[]> {
  const result: Values[] = [];
  for (const spec of rows) {
    if (!holds(building.row, spec.when)) continue;
    const cells: Values = {};
    for (const [name, cell] of Object.entries(spec.values)) {
      const address = `${at}.${result.length}.${name}`;
      building.columns.set(address, columnOfSpec(cell));
      const value = await valueOf(
        field?.columns?.find((column) => column.name === name),
        cell,
        building,
        address,
      );
      if (value !== null) cells[name] = value;
    }
    result.push(cells);
  }
  return result;
}

/**
 * Keys of a file's rows for one target. Without a key of its own a row is known by its content and by the how-manieth equal row it is:
 * equal rows are no duplicates, and the same file again gives nothing twice.
 */
export function keyMaker(target: Target): (row: SourceRow) => string {
  if (target.key) {
    const specs = target.key;
    return (row) =>
      specs
        .map((spec) => textOf(row, spec))
        .join('|')
        .slice(0, 180);
  }
  const seen = new Map<string, number>();
  return (row) => {
    const print = row.fingerprint();
    const count = (seen.get(print) ?? 0) + 1;
    seen.set(print, count);
    return `${print}#${count}`;
  };
}
