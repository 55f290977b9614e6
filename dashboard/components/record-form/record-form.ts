import { checkRecord, type Moment } from '../../../config/definition/check-record';
import type { Scope } from '../../../config/definition/expression/evaluate';
import { isEmpty, isObject, sameContent } from '../../../config/definition/expression/values';
import { normalize } from '../../../config/definition/normalize';
import type { FieldDefinition, Violation } from '../../../config/definition/types';
import { FieldErrors } from '../../fields/field-errors';
import { partsOf } from '../../fields/index';
import type { LiveValues } from '../../fields/live-values';
import { OnTheirWay } from '../../fields/media/on-its-way';
import type { FormView } from '../../providers/definitions-source';
import { isBrief, isMasked, type Brief } from '../../providers/record-types';
import { checkable } from './checkable';
import { literalDefaults, workedDefaults } from './defaults';
import { derive, type Conditions } from './derive';
import { unknownsOf } from './knowledge';
import { linkChanges } from './link-changes';

type Row = Record<string, unknown>;
export type Surroundings = Pick<Scope, 'actor' | 'today' | 'now' | 'settings'>;

export type RecordFormOptions = {
  form: FormView;
  documentId: string | null;
  /** The record as it is stored; null = a new one. */
  stored: Row | null;
  /** Values of a new record, or those that an action starts from. */
  values: Row;
  /** Fields that this caller may write now; all others are shown. */
  isWritable: (name: string) => boolean;
  surroundings: () => Surroundings;
  /** The caller as a related record, for `actor()`. */
  me: Brief | null;
  /** Loads a related record whose fields a condition reads; null when the caller may not see it. */
  load: (brief: Brief) => Promise<Row | null>;
};

/** Typing goes on undisturbed; what follows from it is worked out in the pauses. */
const PAUSE = 60;
const ALWAYS: Conditions = { isShown: true, isRequired: false, isFixed: false, isKept: true };

/**
 * A record under work. Each field listens to its own value, so that a key stroke repaints one field of forty; formulas and conditions are
 * worked out together when typing pauses, by the same code as on the server.
 */
export class RecordForm implements LiveValues {
  readonly errors = new FieldErrors();
  readonly files = new OnTheirWay();
  readonly form: FormView;
  readonly documentId: string | null;
  private stored: Row;
  private opened: Row;
  private values: Row;
  private worked: Row = {};
  private conditions = new Map<string, Conditions>();
  private keptAtOpen: ReadonlySet<string>;
  private unsaved = 0;
  /** Put together once for all cells that ask. */
  private scopeNow: Scope | null = null;
  private readonly touched = new Set<string>();
  private readonly related = new Map<string, Row | null>();
  private readonly listeners = new Set<() => void>();
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly options: RecordFormOptions) {
    this.form = options.form;
    this.documentId = options.documentId;
    this.stored = options.stored ?? {};
    this.values = options.stored ? { ...options.values } : { ...literalDefaults(options.form), ...options.values };
    this.opened = this.values;
    this.work();
    this.keptAtOpen = this.keptNow();
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };
  readonly value = (name: string): unknown => this.values[name];
  readonly computed = (): Row => this.worked;
  readonly isWritable = (name: string): boolean => this.options.isWritable(name);
  readonly isTouched = (name: string): boolean => this.touched.has(name);
  readonly conditionsOf = (name: string): Conditions => this.conditions.get(name) ?? ALWAYS;
  readonly present = (): Row => this.values;

  /** How a masked value looks that was not typed anew; undefined where nothing is masked. */
  maskOf(name: string): string | undefined {
    const stored = this.stored[name];
    return isMasked(stored) && isEmpty(this.values[name]) ? stored : undefined;
  }

  set(name: string, next: unknown): void {
    this.touched.add(name);
    this.apply({ [name]: next });
    this.errors.clear(name);
  }

  /** Several values at once: a draft, defaults, a merge. */
  apply(next: Row): void {
    this.values = { ...this.values, ...next };
    this.tell();
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.work(), PAUSE);
  }

  /** The record was saved, or came anew from the server: from here on changes count against it. */
  rebase(stored: Row, opened: Row, values: Row): void {
    this.stored = stored;
    this.opened = { ...opened };
    this.values = { ...values };
    this.work();
    this.keptAtOpen = this.keptNow();
  }

  dispose(): void {
    clearTimeout(this.timer);
    this.listeners.clear();
  }

  /** Names of fields that differ from what was opened. */
  dirty(): string[] {
    return this.form.fields.filter((field) => !field.computed && this.differs(field, this.opened)).map((field) => field.name);
  }

  /** How many, as of the last pause in typing. */
  readonly unsavedCount = (): number => this.unsaved;

  /** What is sent: fields that differ from the stored record, as the server takes them. */
  changes(): Row {
    const sent: Row = {};
    for (const field of this.form.fields) {
      const { name } = field;
      if (field.computed || !this.options.isWritable(name)) continue;
      if (!this.conditionsOf(name).isKept) {
        // A value is kept as long as its condition holds: what this edit has made untrue goes with it.
        if (this.keptAtOpen.has(name) && !isEmpty(this.stored[name])) sent[name] = null;
      } else if (this.differs(field, this.stored)) {
        sent[name] = linkChanges(field, this.stored[name], this.values[name]) ?? this.wire(field, this.values);
      }
    }
    return sent;
  }

  readonly scope = (): Scope => (this.scopeNow ??= this.scopeOf(this.whole()));

  /** Every rule that the browser can decide, as the server will. */
  check(moment: Moment = { kind: 'save' }): Violation[] {
    this.work();
    const record = this.whole();
    const isKnown = (expression: string, rows?: string): boolean => {
      const inRows = rows === undefined ? [undefined] : [record[rows]].flat().filter(isObject);
      return inRows.every((row) => !unknownsOf(expression, this.form, record, row).isUnknown);
    };
    const malformed = normalize(this.form, this.changes()).violations;
    const broken = checkRecord(checkable(this.form, isKnown), record, this.scopeOf(record), moment);
    const bad = new Set(malformed.map((violation) => String(violation.path[0])));
    return [...malformed, ...broken.filter((violation) => !bad.has(String(violation.path[0])))];
  }

  private differs(field: FieldDefinition, before: Row): boolean {
    return this.values[field.name] !== before[field.name] && !sameContent(this.wire(field, this.values), this.wire(field, before));
  }

  private wire(field: FieldDefinition, row: Row): unknown {
    const value = row[field.name];
    return isMasked(value) ? null : partsOf(field).toWire(value, field);
  }

  /** The record as expressions read it: masked values that were not typed anew stand as they are, related records with what was loaded. */
  private whole(): Row {
    const record: Row = { ...this.stored };
    for (const field of this.form.fields) {
      const value = this.values[field.name];
      record[field.name] = isEmpty(value) && isMasked(this.stored[field.name]) ? this.stored[field.name] : this.enriched(field, value);
    }
    return { ...record, ...this.worked };
  }

  private enriched(field: FieldDefinition, value: unknown): unknown {
    if (field.type === 'relation') return Array.isArray(value) ? value.map((one) => this.known(one)) : this.known(value);
    if (field.type !== 'json-rows' || !Array.isArray(value)) return value ?? null;
    const columns = (field.columns ?? []).filter((column) => column.type === 'relation');
    if (columns.length === 0) return value;
    return value.map((row: unknown) =>
      isObject(row) ? { ...row, ...Object.fromEntries(columns.map(({ name }) => [name, this.known(row[name])])) } : row,
    );
  }

  private known(value: unknown): unknown {
    return isBrief(value) && value.documentId ? { ...value, ...(this.related.get(value.documentId) ?? {}) } : value;
  }

  private scopeOf(record: Row): Scope {
    return { record, old: this.options.stored === null ? null : this.stored, ...this.options.surroundings() };
  }

  private keptNow(): ReadonlySet<string> {
    return new Set(this.form.fields.filter((field) => this.conditionsOf(field.name).isKept).map((field) => field.name));
  }

  /** Formulas and conditions anew; related records that one of them reads are sent for. What stays equal stays the same object. */
  private work(): void {
    clearTimeout(this.timer);
    const before = this.worked;
    this.worked = {};
    const record = this.whole();
    const { worked, conditions, toLoad } = derive(this.form, record, this.scopeOf(record));
    for (const field of this.form.fields) {
      const value = this.asValue(field, worked[field.name]);
      if (value !== undefined) this.worked[field.name] = sameContent(value, before[field.name]) ? before[field.name] : value;
      const next = conditions.get(field.name) ?? ALWAYS;
      if (!sameContent(next, this.conditions.get(field.name))) this.conditions.set(field.name, next);
    }
    if (this.options.stored === null) this.fillDefaults(toLoad);
    this.unsaved = this.dirty().length;
    this.send(toLoad);
    this.tell();
  }

  /** Where nobody has written yet; a default is no change of anybody. */
  private fillDefaults(toLoad: Brief[]): void {
    const record = this.whole();
    const isOpen = (name: string): boolean => !this.touched.has(name) && isEmpty(this.values[name]);
    const isKnown = (expression: string): boolean => {
      const unknowns = unknownsOf(expression, this.form, record);
      toLoad.push(...unknowns.toLoad);
      return !unknowns.isUnknown;
    };
    for (const [name, given] of Object.entries(workedDefaults(this.form, this.scopeOf(record), isOpen, isKnown))) {
      const field = this.form.fields.find((one) => one.name === name);
      const value = field && this.asValue(field, given);
      if (isEmpty(value)) continue;
      this.values = { ...this.values, [name]: value };
      this.opened = { ...this.opened, [name]: value };
    }
  }

  /** An expression says who acts by an id; a field shows a name. */
  private asValue(field: FieldDefinition, value: unknown): unknown {
    if (field.type !== 'relation' || value === undefined) return value;
    const { me } = this.options;
    if (typeof value === 'string') return me?.documentId === value ? me : null;
    if (!isBrief(value)) return value ?? null;
    const { documentId, form, number, title, state } = value;
    return { documentId, form, number, title, state };
  }

  private send(briefs: Brief[]): void {
    for (const brief of briefs) {
      const id = brief.documentId;
      if (!id || this.related.has(id)) continue;
      this.related.set(id, null);
      void this.options.load(brief).then((row) => {
        this.related.set(id, row);
        if (row) this.work();
      });
    }
  }

  private tell(): void {
    this.scopeNow = null;
    this.listeners.forEach((listener) => listener());
  }
}
