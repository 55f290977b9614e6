import { either, expression, filled, flag, integer, list, map, object, one, text, type Shape } from './shape';
import type {
  AccessDefinition,
  ListDefinition,
  NumberingDefinition,
  PaperDefinition,
  RelatedQuery,
  RuleDefinition,
  RuleUse,
  SlaDefinition,
  StateDefinition,
} from './types';
import { any } from './shape';

const WORDS_KEYS = { zh: text('Chinese words'), en: text('English words') };

/** Records of another form that a named rule or effect is given. */
const relatedQueryShape: Shape = object(
  {
    form: text('key of the form'),
    via: text('its relation that points here'),
    match: map(expression(), 'field -> expression over this record'),
    states: filled(text()),
    limit: integer(),
  } satisfies Record<keyof RelatedQuery, Shape>,
  { required: ['form'] },
);
export const loadShape: Shape = map(relatedQueryShape, 'related records by name');

export const ruleUseShape: Shape = object(
  { rule: text('name in config/rules'), load: loadShape, params: map(any()) } satisfies Record<keyof RuleUse, Shape>,
  {
    required: ['rule'],
    namedBy: 'rule',
  },
);

export const stateShape: Shape = object(
  {
    ...WORDS_KEYS,
    value: text('snake_case'),
    initial: flag('a record may start here'),
    final: flag('counts as finished'),
    tone: one(['neutral', 'info', 'progress', 'success', 'warning', 'danger']),
    editable: {
      ...either('true/false 或字段列表', 'true, false or a list of fields', flag(), list(text())),
      about: 'what can be edited in this state',
    },
  } satisfies Record<keyof StateDefinition, Shape>,
  { required: ['value', 'zh', 'en'], namedBy: 'value' },
);

export const ruleShape: Shape = object(
  {
    id: text('unique in the form'),
    ref: text('clause of the manual, or practice'),
    enforce: one(['block', 'warn', 'derive', 'notify', 'restrict']),
    text: text('the rule in English'),
    zh: text('the message'),
    en: text('the message'),
    basis: text(),
    check: expression('must be true at a save, or at the actions of `at`'),
    use: ruleUseShape,
    by: one(['numbering', 'access', 'effect', 'paper', 'sla', 'engine', 'transition', 'formula', 'later'], 'enforced by another part'),
    where: text('which part'),
    at: filled(text(), 'actions'),
    field: text('where the message is shown'),
  } satisfies Record<keyof RuleDefinition, Shape>,
  { required: ['id', 'ref', 'enforce', 'text', 'zh'], exactlyOne: ['check', 'use', 'by'], namedBy: 'id' },
);

export const slaShape: Shape = object(
  {
    clock: text('from..to: states or fields'),
    limit: text('5m, 2h, 4wh, 3d, 15cd, same-day, 17:00, or the name of a datetime field'),
    policy: text('key in sla-policy'),
    when: expression('the clock runs only when true'),
    breach: filled(text(), 'roles that are told'),
    source: one(['manual', 'practice']),
    note: text(),
  } satisfies Record<keyof SlaDefinition, Shape>,
  { required: ['clock', 'limit', 'breach'], namedBy: 'clock' },
);

export const numberingShape: Shape = object(
  {
    book: text('counter book'),
    pattern: text('{yyyy} {mm} {dd} {seq:n} and fields of the record'),
    start: integer('first number of the book'),
    at: text('action that gives the number; left out = the first save'),
  } satisfies Record<keyof NumberingDefinition, Shape>,
  { required: ['book', 'pattern'] },
);

export const paperShape: Shape = object(
  {
    ...WORDS_KEYS,
    key: text(),
    template: text('layout of config/papers'),
    copies: integer(),
    copyNames: list(text(), 'who gets which copy'),
    signatures: list(text()),
    per: text('one for each of these'),
    layout: one(['record', 'register']),
    fields: list(text()),
    footer: object(WORDS_KEYS, { required: ['zh', 'en'] }),
  } satisfies Record<keyof PaperDefinition, Shape>,
  { required: ['key', 'zh', 'en', 'copies', 'copyNames', 'signatures'], namedBy: 'key' },
);

export const listShape: Shape = object(
  {
    columns: filled(text()),
    tabs: text('field whose values are tabs'),
    filters: list(text()),
    sort: text('-createdAt for newest first'),
    search: list(text(), 'fields that the search box looks into'),
  } satisfies Record<keyof ListDefinition, Shape>,
  { required: ['columns'] },
);

const roles = list(text(), 'roles');
export const accessShape: Shape = object(
  {
    create: roles,
    edit: roles,
    read: map(text(), 'role -> row scope of config/roles/row-scopes.yaml, or none'),
    void: roles,
    archive: roles,
    import: roles,
    export: roles,
  } satisfies Record<keyof AccessDefinition, Shape>,
  { required: ['create', 'edit'] },
);
