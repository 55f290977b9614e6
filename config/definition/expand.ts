import type { FieldDefinition, FormDefinition, SectionDefinition, StateDefinition, TransitionDefinition } from './types';

/** State that the implicit `void` transition leads to when a form has none of its own. */
export const VOID_STATE = 'void';

/** Roles that may void a record where the form names none (conventions: "voided with a reason by the supervisor"). */
const VOID_ROLES = ['customer-service-supervisor', 'administrator'];

/** The fields that every record has; forms do not repeat them. Order = order on the show page. */
export const COMMON_FIELDS: readonly FieldDefinition[] = [
  { name: 'state', zh: '状态', en: 'State', type: 'string', computed: true },
  { name: 'site', zh: '项目', en: 'Site', type: 'relation', target: 'site', computed: true },
  { name: 'remark', zh: '备注', en: 'Remark', type: 'text' },
  { name: 'attachments', zh: '附件', en: 'Attachments', type: 'media', multiple: true },
  { name: 'registeredBy', zh: '登记人', en: 'Registered by', type: 'relation', target: 'employee', computed: true },
  { name: 'registeredAt', zh: '登记时间', en: 'Registered at', type: 'datetime', computed: true },
  { name: 'slaDueAt', zh: '时限', en: 'Due at', type: 'datetime', computed: true },
  { name: 'voidReason', zh: '作废原因', en: 'Void reason', type: 'text', computed: true },
  { name: 'archivedAt', zh: '归档时间', en: 'Archived at', type: 'datetime', computed: true },
  { name: 'incomplete', zh: '资料不全', en: 'Incomplete', type: 'boolean', computed: true },
  { name: 'rev', zh: '修订号', en: 'Revision', type: 'integer', computed: true },
  { name: 'formVersion', zh: '表单版本', en: 'Form version', type: 'integer', computed: true },
];

const NUMBER_FIELD: FieldDefinition = { name: 'number', zh: '编号', en: 'No.', type: 'string', computed: true, unique: true };

/** Names of the common fields, `number` among them. */
export const COMMON_FIELD_NAMES: ReadonlySet<string> = new Set([NUMBER_FIELD.name, ...COMMON_FIELDS.map((field) => field.name)]);

/** Common fields that stand in no section: the show page has its own place for them. */
const UNSECTIONED = new Set([...COMMON_FIELD_NAMES].filter((name) => name !== 'remark' && name !== 'attachments'));

/**
 * Completes a definition as it stands in its file: common fields, the implicit `void` transition and state, and one
 * section for fields that no section names. Pure and idempotent; everything downstream sees the expanded form.
 */
export function expand(def: FormDefinition): FormDefinition {
  const own = new Set(def.fields.map((field) => field.name));
  const common = COMMON_FIELDS.filter((field) => !own.has(field.name) && !(def.key === 'site' && field.name === 'site'));
  const number = def.numbering && !own.has('number') ? [NUMBER_FIELD] : [];
  const fields = [...number, ...def.fields, ...common];
  const { states, transitions } = withVoid(def);
  return { ...def, version: def.version ?? 1, fields, states, transitions, sections: withRest(def.sections ?? [], fields) };
}

function withVoid(def: FormDefinition): { states: StateDefinition[]; transitions: TransitionDefinition[] } {
  const hasTransition = def.transitions.some((transition) => transition.action === VOID_STATE);
  // Masters are switched off by their own transition or archived; only papers are voided.
  if (hasTransition || def.kind === 'master') return { states: def.states, transitions: def.transitions };
  const hasState = def.states.some((state) => state.value === VOID_STATE);
  const states: StateDefinition[] = hasState
    ? def.states
    : [...def.states, { value: VOID_STATE, zh: '作废', en: 'Void', final: true, tone: 'neutral' }];
  const from = def.states.filter((state) => !state.final).map((state) => state.value);
  if (from.length === 0) return { states: def.states, transitions: def.transitions };
  const transition: TransitionDefinition = {
    action: VOID_STATE,
    zh: '作废',
    en: 'Void',
    from,
    to: VOID_STATE,
    by: def.access.void ?? VOID_ROLES,
    comment: 'required',
    inbox: false,
  };
  return { states, transitions: [...def.transitions, transition] };
}

function withRest(sections: SectionDefinition[], fields: FieldDefinition[]): SectionDefinition[] {
  const placed = new Set(sections.flatMap((section) => section.fields));
  const rest = fields.map((field) => field.name).filter((name) => !placed.has(name) && !UNSECTIONED.has(name));
  if (rest.length === 0) return sections;
  const taken = new Set(sections.map((section) => section.key));
  let key = sections.length === 0 ? 'main' : 'more';
  // A manager may have written a section of this name down.
  while (taken.has(key)) key = `${key}-2`;
  const words = sections.length === 0 ? { zh: '基本信息', en: 'Details' } : { zh: '其他', en: 'More' };
  return [...sections, { key, ...words, fields: rest }];
}

/** The field of a form by name. */
export function fieldOf(def: FormDefinition, name: string): FieldDefinition | undefined {
  return def.fields.find((field) => field.name === name);
}

/** The state a new record starts in. */
export function initialStateOf(def: FormDefinition): string {
  return (def.states.find((state) => state.initial) ?? def.states[0])?.value ?? 'draft';
}
