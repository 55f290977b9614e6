import type { Words } from '../../config/definition/types';

/**
 * How the columns of a file become records. One file `config/settings/import-mappings/<name>.yaml`, or one saved by the import screen.
 * A row may become several records (a customer, its bill, its payment): `targets` in order, later ones refer to earlier ones by `ref`.
 */
export interface Mapping extends Words {
  name: string;
  /** A file belongs to this mapping when it has all these columns (and, where given, such a name). */
  match: { columns: string[]; file?: string };
  /** Columns of the file that are kept with the record as the source wrote them, for figures; everything else is dropped after the import. */
  keep?: string[];
  /** What `npm run figures` works out of the imported records, and as of which days. */
  figures?: FigureSpec;
  targets: Target[];
}

/** Figures of one kind of sheet; columns are those of `keep`. */
export interface FigureSpec {
  kind: 'requests' | 'receivables' | 'leases' | 'survey' | 'holidays';
  type?: string;
  status?: string;
  /** The word of `status` that means closed. */
  closedStatus?: string;
  by?: string[];
  key?: string;
  asOf?: string[];
  /** A sentence that goes with the figures. */
  note?: string;
  /** The same figures again over a part of the rows. */
  part?: { name: string; column: string; is: string; by: string[] };
}

export interface Target {
  /** Name for `ref`. */
  as: string;
  form: string;
  /** Only rows for which this column (by itself: filled; with `is`: equal) holds. */
  when?: Condition;
  /** What tells one record from another, so that a file imported twice gives nothing twice. Left out: every row is a record of its own, equal rows too. */
  key?: ValueSpec[];
  /** Master data: a record that is there already (same value in this field) is used instead of a new one. */
  reuse?: string;
  /** Number of the paper as the old system had it. */
  number?: ValueSpec;
  /** State the record had: one for all rows, the first whose condition holds, or a column that holds the words of the form's states. */
  state: string | { value: string; when?: Condition }[] | { column: string };
  registeredAt?: ValueSpec;
  /** When each state was entered: clocks and figures read these times. */
  entered?: Record<string, ValueSpec>;
  values: Record<string, ValueSpec>;
  /** Values of fields that the system would compute. */
  computed?: Record<string, ValueSpec>;
}

export interface Condition {
  column: string;
  is?: string;
  not?: string;
}

/** Where a value comes from and how it is read; what it becomes is the type of its field. */
export interface ValueSpec {
  column?: string;
  /** Several columns, joined by `concat` (default a blank), empty ones left out. */
  columns?: string[];
  concat?: string;
  constant?: unknown;
  /** Text put before and after. */
  prefix?: string;
  /** Formats of dates and times, tried in order. */
  date?: string[];
  /** Text that means nothing: 'N/A', 'Unspecified'. */
  empty?: string[];
  /** Words of the file -> values of the list; `*` is every other word. */
  map?: Record<string, unknown>;
  as?: 'text' | 'number' | 'integer' | 'money' | 'date' | 'datetime' | 'boolean';
  /** Only when this holds. */
  when?: Condition;
  /** The record of an earlier target of the same row. */
  ref?: string;
  /** Finds a record of another form by a field (or its number, or its label); `create` makes it, as a master, when there is none. */
  lookup?: {
    form: string;
    field: string;
    create?: { state: string; values: Record<string, ValueSpec>; computed?: Record<string, ValueSpec> };
  };
  /** To-many relations take a list. */
  list?: boolean;
  /** Child rows: each a map of columns. Rows whose `when` fails are left out. */
  rows?: { when?: Condition; values: Record<string, ValueSpec> }[];
  /** A short fingerprint of the columns instead of their text. */
  hash?: boolean;
}

/** Does a file with these columns belong to the mapping? */
export function matches(mapping: Mapping, columns: string[], file: string): boolean {
  const have = new Set(columns.map((column) => column.toLowerCase()));
  if (!mapping.match.columns.every((column) => have.has(column.toLowerCase()))) return false;
  if (!mapping.match.file) return true;
  const pattern = mapping.match.file.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replace(/\*+/g, '.*');
  return new RegExp(`^${pattern}$`, 'i').test(file);
}

/** The mapping that asks for most of the file's columns; the more particular one wins. */
export function bestMapping(mappings: Mapping[], columns: string[], file: string): Mapping | undefined {
  return mappings.filter((mapping) => matches(mapping, columns, file)).sort((a, b) => b.match.columns.length - a.match.columns.length)[0];
}

/** Columns that a mapping reads, for the check that the file has them. */
export function columnsOf(mapping: Mapping): string[] {
  const found = new Set<string>();
  visit(mapping.targets, (key, entry) => {
    if (key === 'column' && typeof entry === 'string') found.add(entry);
    else if (key === 'columns' && Array.isArray(entry)) entry.forEach((name) => found.add(String(name)));
  });
  return [...found];
}

/** Forms whose records a mapping can make: those of its targets, and masters that it creates when they are missing. */
export function formsOf(mapping: Mapping): string[] {
  const found = new Set(mapping.targets.map((target) => target.form));
  visit(mapping.targets, (key, entry) => {
    const lookup = entry as ValueSpec['lookup'];
    if (key === 'lookup' && lookup?.create) found.add(lookup.form);
  });
  return [...found];
}

/** Every place where a mapping looks for a record by a text of the row. */
export function lookupsOf(mapping: Mapping): { spec: ValueSpec; form: string; field: string }[] {
  const found: { spec: ValueSpec; form: string; field: string }[] = [];
  for (const target of mapping.targets) {
    const spec =
      target.reuse === undefined ? undefined : (target.values[target.reuse] ?? (target.reuse === 'number' ? target.number : undefined));
    if (target.reuse !== undefined && spec) found.push({ spec, form: target.form, field: target.reuse });
  }
  visit(mapping.targets, (_key, entry) => {
    const spec = entry as ValueSpec | null;
    if (typeof spec === 'object' && spec?.lookup?.form) found.push({ spec, form: spec.lookup.form, field: spec.lookup.field });
  });
  return found;
}

function visit(value: unknown, see: (key: string, entry: unknown) => void): void {
  if (typeof value !== 'object' || value === null) return;
  for (const [key, entry] of Object.entries(value)) {
    see(key, entry);
    visit(entry, see);
  }
}
