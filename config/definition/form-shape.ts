import { FORMAT_NAMES } from './formats';
import {
  any,
  either,
  expression,
  filled,
  flag,
  integer,
  list,
  map,
  nullable,
  number,
  object,
  one,
  scalar,
  text,
  type Shape,
} from './shape';
import { accessShape, listShape, numberingShape, paperShape, ruleShape, slaShape, stateShape } from './form-shape-parts';
import { transitionShape } from './form-shape-flow';
import { CARDINALITIES, FIELD_TYPES, type FieldDefinition, type FormDefinition } from './types';

export const WORDS_SHAPE = { zh: text('Chinese words'), en: text('English words') };
const words = (about: string): Shape => object(WORDS_SHAPE, { required: ['zh', 'en'], about });
const limit = (about: string): Shape => ({ ...either('数字或表达式', 'a number or an expression', number(), expression()), about });
const textOrTexts = (about: string): Shape => ({ ...either('文字或文字列表', 'a text or a list of texts', text(), filled(text())), about });

const FIELD_KEYS = {
  ...WORDS_SHAPE,
  name: text('camelCase, unique in the form'),
  type: one(FIELD_TYPES),
  source: one(['manual', 'practice'], 'manual = the text of the manual asks for it'),
  note: text('remark for form authors'),
  help: words('shown under the input'),
  required: flag('must be filled (when: requiredCheckedAt of the form)'),
  requiredIf: expression('must be filled when true'),
  requiredAt: textOrTexts('must be filled at these actions'),
  visible: expression('shown, and asked for, only when true'),
  readonly: { ...either('true/false 或表达式', 'true, false or an expression', flag(), expression()), about: 'not editable when true' },
  default: any('value of a new record: a literal, or =expression'),
  computed: flag('filled by the system, never by a client'),
  formula: expression('with computed: worked out at every save and action'),
  checks: list(object({ ...WORDS_SHAPE, check: expression('broken when false') }, { required: ['zh', 'en', 'check'] })),
  values: filled(
    object(
      {
        ...WORDS_SHAPE,
        value: scalar('what is stored'),
        color: one(['grey', 'blue', 'green', 'amber', 'red', 'purple']),
        archived: flag('no longer offered; records that have it keep it'),
      },
      { required: ['value', 'zh', 'en'], namedBy: 'value' },
    ),
    'values of an enum',
  ),
  enumRef: text('shared list of config/settings/enums.yaml'),
  allow: filled(scalar(), 'the part of the shared list that is used'),
  multiple: flag('enum, media: several values or files'),
  scaleRef: text('integer: shared list with labels for the numbers'),
  scale: integer('decimal: digits after the point, 2 if left out'),
  min: limit('least value'),
  max: limit('greatest value'),
  maxLength: integer('most characters'),
  pattern: text('regular expression (safe subset) that the whole text is tried on'),
  format: one(FORMAT_NAMES),
  target: text('relation: key of the form that is pointed to'),
  cardinality: one(CARDINALITIES, 'relation: manyToOne if left out'),
  pick: expression('relation: which records the picker offers; self = the record being edited'),
  unique: flag('within the site'),
  uniqueWithin: text('unique within the record that this field names'),
  columns: filled({ kind: 'again', name: 'field', of: () => FIELD_SHAPE }, 'json-rows: its columns'),
  storage: one(['json', 'table'], 'json-rows: table = own content type, written in the same transaction'),
  template: textOrTexts('json-rows: checklists that fill the rows of a new record'),
  minRows: integer(),
  maxRows: integer(),
  sensitive: flag('masked by role; every full view is audited'),
  encrypted: flag('as sensitive; at rest it is protected by the encryption of the disk'),
  access: object({ read: list(text()), write: list(text()) }, { about: 'roles that alone see or change the field' }),
  archived: flag('hidden everywhere, value kept'),
  convertedFrom: text('field that this one took the place of under another kind; publishing converts the values'),
  locked: words('why the designer does not let it go'),
  span: one([1, 2], 'width in the form'),
} satisfies Record<keyof FieldDefinition, Shape>;

/** A field, and a column of rows. */
export const FIELD_SHAPE: Shape = object(FIELD_KEYS, { required: ['name', 'zh', 'en', 'type'], namedBy: 'name' });

const FORM_KEYS = {
  ...WORDS_SHAPE,
  key: text('kebab-case; name of the content type'),
  plural: text('kebab-case; the address below /api'),
  area: text('key of config/forms/areas.yaml'),
  kind: one(['master', 'register', 'form', 'document', 'checklist']),
  tier: one([1, 2, 3]),
  basis: text(),
  manual: list(text(), 'sections of the manual, such as 3.1.6 D3'),
  purpose: words('what the paper is for'),
  icon: text('Ant Design icon of the menu entry'),
  version: integer('shipped files are version 1'),
  numbering: nullable(numberingShape, 'null = the record has no number'),
  title: filled(text(), 'fields that name a record in pickers'),
  requiredCheckedAt: filled(text(), 'actions at which required is checked; left out = every save'),
  fields: filled({ kind: 'again', name: 'field', of: () => FIELD_SHAPE }),
  sections: list(
    object(
      { ...WORDS_SHAPE, key: text(), fields: filled(text()), visible: expression('shown only when true') },
      { required: ['key', 'zh', 'en', 'fields'], namedBy: 'key' },
    ),
  ),
  states: filled(stateShape),
  transitions: list(transitionShape),
  rules: list(ruleShape),
  sla: list(slaShape),
  papers: list(paperShape),
  list: listShape,
  access: accessShape,
  kpis: list(text()),
  retention: text('how long the record is kept'),
  offline: flag('must work without network'),
  notes: list(text()),
  menu: object({ hidden: flag('reached from its parents only'), order: number() }),
  sample: map(any(), 'values of a valid record, where the types alone do not say enough'),
} satisfies Record<keyof FormDefinition, Shape>;

/** A definition file. */
export const FORM_SHAPE: Shape = object(FORM_KEYS, {
  required: ['key', 'plural', 'zh', 'en', 'area', 'kind', 'numbering', 'title', 'fields', 'states', 'transitions', 'list', 'access'],
});
