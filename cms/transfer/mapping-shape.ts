import type { Issue } from '../../config/definition/issue';
import type { FormDefinition } from '../../config/definition/types';
import { any, either, filled, flag, list, map, object, one, text, type Shape } from '../../config/definition/shape';
import { checkShape } from '../../config/definition/shape-check';
import type { Mapping, Target } from './mapping';

/** The shape of a mapping as `mapping.ts` types it: what is saved by a screen or written in a file is held against it. */
const condition = object({ column: text(), is: any(), not: any() }, { required: ['column'] });

const spec: Shape = object({
  column: text(),
  columns: filled(text()),
  concat: any(),
  constant: any(),
  prefix: text(),
  date: filled(text()),
  empty: list(text()),
  map: map(any()),
  as: one(['text', 'number', 'integer', 'money', 'date', 'datetime', 'boolean']),
  when: condition,
  ref: text(),
  list: flag(),
  hash: flag(),
  lookup: object(
    {
      form: text(),
      field: text(),
      create: object({ state: text(), values: again(), computed: again() }, { required: ['state', 'values'] }),
    },
    { required: ['form', 'field'] },
  ),
  rows: filled(object({ when: condition, values: again() }, { required: ['values'] })),
});

const target = object(
  {
    as: text(),
    form: text(),
    when: condition,
    key: filled(spec),
    reuse: text(),
    number: spec,
    state: either(
      '状态或列',
      'a state, a list of states with conditions, or a column',
      text(),
      filled(object({ value: text(), when: condition }, { required: ['value'] })),
      object({ column: text() }, { required: ['column'] }),
    ),
    registeredAt: spec,
    entered: map(spec),
    values: map(spec),
    computed: map(spec),
  },
  { required: ['as', 'form', 'state', 'values'], namedBy: 'as' },
);

const MAPPING: Shape = object(
  {
    name: text(),
    zh: text(),
    en: text(),
    match: object({ columns: filled(text()), file: text() }, { required: ['columns'] }),
    keep: list(text()),
    figures: object(
      {
        kind: one(['requests', 'receivables', 'leases', 'survey', 'holidays']),
        type: text(),
        status: text(),
        closedStatus: text(),
        by: list(text()),
        key: text(),
        asOf: list(text()),
        note: text(),
        part: object({ name: text(), column: text(), is: text(), by: list(text()) }, { required: ['name', 'column', 'is', 'by'] }),
      },
      { required: ['kind'] },
    ),
    targets: filled(target),
  },
  { required: ['name', 'zh', 'en', 'match', 'targets'] },
);

function again(): Shape {
  return map({ kind: 'again', name: 'spec', of: () => spec });
}

/** Everything that is wrong with a mapping, each with its address: its shape, then the names it uses. */
export function checkMapping(value: unknown, formOf: (key: string) => FormDefinition | undefined): Issue[] {
  const issues = checkShape(value, MAPPING, '');
  return issues.length > 0 ? issues : (value as Mapping).targets.flatMap((one) => checkNames(one, formOf(one.form)));
}

function checkNames(one: Target, def: FormDefinition | undefined): Issue[] {
  const address = `targets.${one.as}`;
  if (!def)
    return [{ address: `${address}.form`, code: 'unknown_form', zh: `没有表单“${one.form}”`, en: `there is no form "${one.form}"` }];
  const unknown = (part: 'values' | 'computed', isWritten: boolean): Issue[] =>
    Object.keys(one[part] ?? {})
      .filter((name) => !def.fields.some((field) => field.name === name && (field.computed !== true || !isWritten)))
      .map((name) => ({
        address: `${address}.${part}.${name}`,
        code: 'unknown_field',
        zh: `表单没有可导入的字段“${name}”`,
        en: `the form has no field "${name}" that can be imported`,
      }));
  const states = typeof one.state === 'string' ? [one.state] : Array.isArray(one.state) ? one.state.map((state) => state.value) : [];
  const wrong = [...states, ...Object.keys(one.entered ?? {})].filter((name) => !def.states.some((state) => state.value === name));
  return [
    ...unknown('values', true),
    ...unknown('computed', false),
    ...wrong.map((name) => ({
      address: `${address}.state`,
      code: 'unknown_state',
      zh: `状态“${name}”不存在`,
      en: `there is no state "${name}"`,
    })),
  ];
}
