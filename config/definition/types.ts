/**
 * The language of forms. ONE file `config/forms/<area>/<key>.yaml` (or one published version in the database) is
 * a `FormDefinition`; everything else — content type, rights, list, form, print, import — is projected from it.
 *
 * Units on the wire and in expressions: money = integer fen, durations = minutes, dates = 'YYYY-MM-DD' (local date,
 * Asia/Shanghai), datetimes = ISO 8601 UTC, times = 'HH:mm'. Expressions are written in the small language of `./expression`.
 */

/** A word in both languages; Chinese first, as in the manual. */
export interface Words {
  zh: string;
  en: string;
}

/** Source text of an expression, e.g. `chargeable == 'chargeable' and sum(materials.amount) > 0`. */
export type Expression = string;

/** Key of a role of `config/roles/roles.yaml`, or `system` for what only the product itself does. */
export type RoleKey = string;

export const FIELD_TYPES = [
  'string',
  'text',
  'integer',
  'decimal',
  'money',
  'date',
  'datetime',
  'time',
  'boolean',
  'enum',
  'relation',
  'media',
  'json-rows',
] as const;
export type FieldType = (typeof FIELD_TYPES)[number];

export const CARDINALITIES = ['manyToOne', 'oneToOne', 'oneToMany', 'manyToMany'] as const;
export type Cardinality = (typeof CARDINALITIES)[number];

export interface EnumValue extends Words {
  value: string | number;
  /** A colour name of the dashboard palette: grey, blue, green, amber, red, purple. */
  color?: string;
  /** No longer offered; records that hold it keep and show it. */
  archived?: boolean;
}

/** A check of one value or of the whole record, with its own message. Violated when `check` is false. */
export interface FieldCheck extends Words {
  check: Expression;
}

export interface FieldDefinition extends Words {
  /** camelCase, unique in the form; the API's key and the column's source. */
  name: string;
  type: FieldType;
  source?: 'manual' | 'practice';
  note?: string;
  /** Shown under the input. */
  help?: Words;

  /** Must be filled at the actions of `requiredCheckedAt` (left out there: at every save). */
  required?: boolean;
  /** Must be filled when true, checked at the same moments as `required`. */
  requiredIf?: Expression;
  /** Must be filled when one of these actions is performed. */
  requiredAt?: string | string[];
  /** Shown, and asked for, only when true; a value from before stays with the record. */
  visible?: Expression;
  /** Not editable when true (the server refuses a change). */
  readonly?: Expression | boolean;
  /** Value of a new record: a literal, or `=expression`. json-rows: the rows it starts with (a checklist's points). */
  default?: unknown;
  /** Filled by the system: never accepted from a client. */
  computed?: boolean;
  /** With `computed`: recomputed at every save and action. Without a formula the engine or an effect fills it. */
  formula?: Expression;
  /** Further checks, run at every save. */
  checks?: FieldCheck[];

  /** enum: own values … */
  values?: EnumValue[];
  /** … or a shared list of `config/settings/enums.yaml` … */
  enumRef?: string;
  /** … of which only these are used. */
  allow?: (string | number)[];
  /** enum, media: several values or files. */
  multiple?: boolean;
  /** integer: labels for numbers, a shared list (`score5`). */
  scaleRef?: string;
  /** decimal: digits after the point (default 2). */
  scale?: number;
  min?: number | Expression;
  max?: number | Expression;
  maxLength?: number;
  pattern?: string;
  format?: 'phone' | 'email' | 'url' | 'id-number' | 'credit-code' | 'signature' | 'photo';

  /** relation: key of the target form (may name a form that comes later: then the field is not stored yet). */
  target?: string;
  cardinality?: Cardinality;
  /** relation: which records the picker offers; `self` is the record being edited. */
  pick?: Expression;

  unique?: boolean;
  /** unique within the record that this field names (left out: within the site). */
  uniqueWithin?: string;

  /** json-rows: the columns, and where rows live. */
  columns?: FieldDefinition[];
  /** 'json' (default) in the record; 'table' = an own content type, written in the same transaction. */
  storage?: 'json' | 'table';
  /** json-rows: checklists that fill the rows of a new record. */
  template?: string | string[];
  minRows?: number;
  maxRows?: number;

  /** Masked by role (roles.yaml `clear`); every full view is audited. Never searched. */
  sensitive?: boolean;
  /** Handled as `sensitive`; at rest it is protected by the encryption of the disk (SECURITY.md). */
  encrypted?: boolean;
  /** Rights that differ from the role's defaults. */
  access?: {
    /** Only these roles see the field at all. */
    read?: RoleKey[];
    /** Only these roles may change it (they must also be allowed to edit the record). */
    write?: RoleKey[];
  };
  /** Hidden everywhere, value kept. Old records still show it. */
  archived?: boolean;
  /** Name of the (archived) field that this one took the place of under another kind: publishing converts the values. */
  convertedFrom?: string;
  /** Relied on by rules, KPIs or code: the designer shows it locked with this reason. */
  locked?: Words;
  /** Width in the two-column form: 1 (default; text, rows and media take 2). */
  span?: 1 | 2;
}

export interface SectionDefinition extends Words {
  key: string;
  fields: string[];
  visible?: Expression;
}

export interface StateDefinition extends Words {
  value: string;
  initial?: boolean;
  /** Counts as finished; left only by a transition. */
  final?: boolean;
  /** Tone of the dot: neutral, info, progress, success, warning, danger. */
  tone?: StateTone;
  /** Fields that can still be edited in this state by those who may edit; `true` = all, left out = only in initial states. */
  editable?: boolean | string[];
}
export type StateTone = 'neutral' | 'info' | 'progress' | 'success' | 'warning' | 'danger';

/** A condition of a transition, said in words when it is not met. `field` = where the message is shown. */
export interface Guard extends Words {
  check: Expression;
  field?: string;
  /** Clause of the manual, e.g. `3.1.6 C4`. */
  ref?: string;
}

/**
 * A named rule of `config/rules/`, with the related records that the engine loads for it before it is called.
 * `load.reviews: {form: decoration-review, where: 'application == self'}` gives `context.related.reviews`.
 */
export interface RuleUse {
  rule: string;
  load?: Record<string, RelatedQuery>;
  params?: Record<string, unknown>;
}

/** Records of another form whose relation `via` points to this record; or of any form that match `where` (self = this record). */
export interface RelatedQuery {
  form: string;
  /** Relation field of that form that points here. */
  via?: string;
  /** Further conditions: field -> expression over this record (equality). */
  match?: Record<string, Expression>;
  states?: string[];
  limit?: number;
}

/** What the system does, in the same transaction, after the transition was written. */
export type Effect =
  | {
      /** Opens a follow-on record as `system`. */
      create: {
        form: string;
        values: Record<string, Expression>;
        /** One record per row of this json-rows field (`row` is bound in the expressions). */
        each?: string;
        /** Relation field of this record that receives the new one. */
        link?: string;
      };
      when?: Expression;
    }
  | {
      /** Performs an action, as `system`, on the records that a relation names, or that point here (`form` + `via`). */
      act: {
        action: string;
        /** Relation field of this record … */
        on?: string;
        /** … or a form whose relation `via` points to this record. */
        form?: string;
        via?: string;
        states?: string[];
        data?: Record<string, Expression>;
      };
      when?: Expression;
    }
  | {
      /** Writes computed fields of the records that a relation names (`on`), e.g. a unit's occupancyStatus. */
      update: { on: string; values: Record<string, Expression> };
      when?: Expression;
    }
  | {
      /** A message to roles, or to the employee that a field names. */
      notify: { roles?: RoleKey[]; employees?: string[]; zh: string; en: string };
      when?: Expression;
    }
  | {
      /** A named effect of `config/rules/effects`, for what the four above cannot say. */
      run: string;
      load?: Record<string, RelatedQuery>;
      params?: Record<string, unknown>;
      when?: Expression;
    };

/** The applicant, or a step that has approved before. */
export type ReturnTarget = 'applicant' | 'step';

export type ApprovalMode = 'any' | 'all' | 'sequential' | 'ratio';

/** Several people decide one transition. Left out: one person of `by` decides. */
export interface ApprovalDefinition {
  mode: ApprovalMode;
  /** ratio: share of the approvers that suffices, 0 < ratio <= 1. */
  ratio?: number;
  /** Roles, in order for `sequential`. */
  approvers: { role: RoleKey; headOnly?: boolean }[];
  /** Days after which the step escalates, on the working calendar. */
  timeout?: { limit: string; then: 'remind' | 'escalate' | 'return'; to?: RoleKey[] };
  /** An absent approver's dated delegate may act; the record shows both. */
  delegation?: boolean;
  /** May an approver hand the task to another person? Left out: yes. */
  transfer?: boolean;
  /** May an approver ask further people to sign, before or after? Left out: yes. */
  addSigners?: boolean;
  /** Where an approver may send it back to. Left out: to both; empty: nowhere. To the applicant it goes by the action of `onReject`. */
  returnTo?: ReturnTarget[];
  /** May the applicant take it back while nobody has decided the whole? Left out: yes. It goes by the action of `onReject`. */
  withdraw?: boolean;
  /** Where a rejection leads; `again` = all steps run again, `straight` = straight back to who rejected. */
  onReject?: { action: string; then: 'again' | 'straight' };
}

export interface TransitionDefinition extends Words {
  action: string;
  from: string[];
  to: string;
  /** Roles that may act; `system` = only the product itself. */
  by: RoleKey[];
  /** Only the head of the department (engineering, security, finance …). */
  headOnly?: boolean;
  /** Four eyes, by person: none of the people in these fields (or `registeredBy`, or the actor of an `action:<name>`) may act. */
  notBy?: string[];
  /** The decision: approve, reject or neutral. Approve/reject appear in the inbox. */
  decision?: 'approve' | 'reject';
  /** Waits in the inbox of `by` when the record is in a `from` state. Default: true for a decision or a hand-over to another role. */
  inbox?: boolean;
  /** Of the records in a `from` state only those wait whose fields have these values; null = empty. */
  inboxOnly?: Record<string, string | number | null>;
  /** Fields that the action's own dialog asks for and may write. */
  fields?: string[];
  /** Of those, the ones that must be filled (as `requiredAt`). */
  require?: string[];
  /** A comment is asked: reason for a rejection, opinion of an approval. */
  comment?: 'required' | 'optional' | 'none';
  guard?: Guard[];
  rules?: RuleUse[];
  /** Computed assignments at the action: field -> expression (`now()`, `actor()`). */
  set?: Record<string, Expression>;
  effects?: Effect[];
  approval?: ApprovalDefinition;
  /** Automatic: the engine acts when this becomes true, checked by the clock job. */
  auto?: { when: Expression };
  /** Not possible in this installation yet: shown with this reason, excluded from the generated walk by name. */
  notYet?: Words;
  /** The prose of the catalogue that guard and effects stand for (kept for the clause table). */
  needs?: string;
  /** Data that lets the generated walk perform this action: field -> value. */
  sample?: Record<string, unknown>;
}

export type Enforcement = 'block' | 'warn' | 'derive' | 'notify' | 'restrict';

/** A rule of the manual. Exactly one of `check`, `use` or `by` says where it is enforced. */
export interface RuleDefinition {
  id: string;
  /** Clause of the manual, or `practice`. */
  ref: string;
  enforce: Enforcement;
  text: string;
  /** The message. */
  zh: string;
  en?: string;
  basis?: string;
  /** Must be true at a save (or, with `at`, at these actions). */
  check?: Expression;
  /** A named rule of `config/rules/`. */
  use?: RuleUse;
  /** Enforced by another part: numbering, access, effect, paper, sla, engine, later. `where` says which. */
  by?: 'numbering' | 'access' | 'effect' | 'paper' | 'sla' | 'engine' | 'transition' | 'formula' | 'later';
  where?: string;
  at?: string[];
  field?: string;
}

export interface SlaDefinition {
  /** `from..to`: states or fields of this form. */
  clock: string;
  /** `5m`, `2h`, `4wh`, `3d` (working days), `15cd`, `same-day`, `17:00`, or the name of a datetime field. */
  limit: string;
  /** Key in sla-policy, so that a manager can change the limit. */
  policy?: string;
  when?: Expression;
  breach: RoleKey[];
  source?: 'manual' | 'practice';
  note?: string;
}

export interface NumberingDefinition {
  /** Counter book; forms that share one say the same. */
  book: string;
  /** `{yyyy} {mm} {dd} {seq:n}` and the record's own tokens. A series restarts with the period in its pattern. */
  pattern: string;
  start?: number;
  /** Given at this action instead of at the first save. */
  at?: string;
}

export interface PaperDefinition extends Words {
  key: string;
  /** Layout of `config/papers/`; left out = the generic paper of the form. */
  template?: string;
  copies: number;
  copyNames: string[];
  signatures: string[];
  per?: string;
  layout?: 'record' | 'register';
  /** Blocks in order; left out = sections. */
  fields?: string[];
  footer?: Words;
}

export interface ListDefinition {
  columns: string[];
  /** Field whose values are tabs (default: state). */
  tabs?: string;
  filters?: string[];
  /** `-createdAt` for descending. */
  sort?: string;
  /** Fields searched by the search box; never a sensitive one. */
  search?: string[];
}

/** Who may see which rows; names of `config/roles/row-scopes.yaml`. */
export type RowScope = string;

export interface AccessDefinition {
  create: RoleKey[];
  edit: RoleKey[];
  /** Role -> row scope; a role that is not named uses its default for the area in roles.yaml. */
  read?: Record<RoleKey, RowScope | 'none'>;
  void?: RoleKey[];
  archive?: RoleKey[];
  import?: RoleKey[];
  export?: RoleKey[];
}

export interface FormDefinition extends Words {
  key: string;
  plural: string;
  area: string;
  kind: 'master' | 'register' | 'form' | 'document' | 'checklist';
  tier?: 1 | 2 | 3;
  basis?: string;
  manual?: string[];
  purpose?: Words;
  /** Antd icon name of the menu entry. */
  icon?: string;
  /** Shipped files are version 1; published changes count on. */
  version?: number;
  numbering: NumberingDefinition | null;
  /** Fields whose values make a record's label in pickers and titles. */
  title: string[];
  /** Actions at which `required` is checked; left out = every save. */
  requiredCheckedAt?: string[];
  fields: FieldDefinition[];
  sections?: SectionDefinition[];
  states: StateDefinition[];
  transitions: TransitionDefinition[];
  rules?: RuleDefinition[];
  sla?: SlaDefinition[];
  papers?: PaperDefinition[];
  list: ListDefinition;
  access: AccessDefinition;
  kpis?: string[];
  retention?: string;
  offline?: boolean;
  notes?: string[];
  /** Dashboard menu: hidden forms are reached from their parents only. */
  menu?: { hidden?: boolean; order?: number };
  /** A valid record for samples and the generated walk, where the types alone do not say enough. */
  sample?: Record<string, unknown>;
}

/** One broken rule, addressed to its field. Words live in `config/messages` by code. */
export interface Violation {
  /** Path in the record: ['materials', 0, 'quantity']; empty = the whole record. */
  path: (string | number)[];
  code: string;
  params?: Record<string, unknown>;
  /** Own words of a rule; without them the code's words are used. */
  message?: Words;
}
