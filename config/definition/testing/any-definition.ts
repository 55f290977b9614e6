import fc from 'fast-check';
import type { CheckContext } from '../check';
import { field } from '../test-forms';
import type { FormDefinition } from '../types';

/** A form, and what may be done to it by mistake or on purpose: for the tests that throw anything at a definition. */
export const GROUND: FormDefinition = {
  key: 'paper',
  plural: 'papers-of-test',
  zh: '单据',
  en: 'Paper',
  area: '30-repair',
  kind: 'form',
  numbering: { book: 'paper', pattern: 'P-{yyyy}-{seq:4}' },
  title: ['what'],
  fields: [
    field('what', 'string', { required: true, maxLength: 40, pattern: '[a-z]+' }),
    field('kind', 'enum', {
      values: [
        { value: 'a', zh: '甲', en: 'A' },
        { value: 'b', zh: '乙', en: 'B' },
      ],
      visible: 'filled(what)',
    }),
    field('fee', 'money', { min: 0, max: 'limit', requiredIf: "kind == 'a'" }),
    field('limit', 'integer', { default: '=len(what)' }),
    field('old', 'string', { archived: true }),
    field('oldNo', 'integer', { convertedFrom: 'old' }),
    field('lines', 'json-rows', { columns: [field('amount', 'money'), field('on', 'date')], minRows: 0, maxRows: 20 }),
    field('total', 'money', { computed: true, formula: 'sum(lines.amount) + coalesce(fee, 0)' }),
  ],
  sections: [{ key: 'a', zh: '一', en: 'One', fields: ['what', 'kind'], visible: "state != 'done'" }],
  states: [
    { value: 'open', zh: '开', en: 'Open', initial: true },
    { value: 'done', zh: '完', en: 'Done', final: true },
  ],
  transitions: [
    {
      action: 'finish',
      zh: '完成',
      en: 'Finish',
      from: ['open'],
      to: 'done',
      by: ['clerk'],
      guard: [{ check: 'total > 0', zh: '须有金额', en: 'Needs an amount' }],
      set: { limit: 'count(lines)' },
      approval: { mode: 'any', approvers: [{ role: 'clerk' }] },
    },
  ],
  list: { columns: ['number', 'what', 'state'], filters: ['kind'], search: ['what'], sort: '-fee' },
  access: { create: ['clerk'], edit: ['clerk'] },
};
export const CONTEXT: CheckContext = {
  forms: [GROUND],
  roles: ['clerk', 'customer-service-supervisor', 'administrator'],
  rules: [],
  enums: {},
  laterForms: ['site', 'employee'],
};

/** What nobody would write: keys of the prototype, things far too deep, numbers that are none. */
const strange: fc.Arbitrary<unknown> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.constantFrom('__proto__', 'constructor', 'toString', '', 'what', 'kind', 'state', 'nothing', 'a.b.c', 'self'),
  },
  {
    weight: 3,
    arbitrary: fc.constantFrom(
      'filled(what)',
      'sum(lines.amount)',
      'fee >',
      "kind == 'x'",
      '((((1))))',
      'what.what.what',
      "matches(what, '(a*)*')",
    ),
  },
  {
    weight: 2,
    arbitrary: fc.constantFrom(null, true, false, 0, -1, 1e308, -0.5, 2 ** 60, 'integer', 'money', 'relation', 'json-rows', 'enum'),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom([], {}, [[]], [null], { __proto__: null, zh: 1 }, JSON.parse('{"__proto__": {"admin": true}}') as unknown),
  },
  { weight: 1, arbitrary: fc.integer({ min: 10, max: 4000 }).map(nested) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 60 }) },
  { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 3 }) },
);

function nested(depth: number): unknown {
  let value: unknown = 'x';
  for (let n = 0; n < depth; n += 1) value = n % 2 === 0 ? [value] : { fields: value };
  return value;
}

export type Change = { at: number[]; value: unknown; how: 'put' | 'drop' | 'twice' | 'rename' };
export const change: fc.Arbitrary<Change> = fc.record({
  at: fc.array(fc.nat({ max: 30 }), { minLength: 1, maxLength: 6 }),
  value: strange,
  how: fc.constantFrom('put' as const, 'put' as const, 'drop' as const, 'twice' as const, 'rename' as const),
});

/** The definition with some things in it replaced, left out, doubled or named otherwise, wherever the numbers lead. */
export function changed(definition: unknown, changes: Change[]): unknown {
  const root = { root: JSON.parse(JSON.stringify(definition)) as unknown };
  for (const { at, value, how } of changes) {
    let holder: Record<string, unknown> = root;
    let key = 'root';
    for (const step of at) {
      const next = holder[key];
      if (typeof next !== 'object' || next === null || Object.keys(next).length === 0) break;
      holder = next as Record<string, unknown>;
      const keys = Object.keys(holder);
      key = keys[step % keys.length] as string;
    }
    if (how === 'put' || holder === root) holder[key] = value;
    else if (how === 'drop') Array.isArray(holder) ? holder.splice(Number(key), 1) : delete holder[key];
    else if (how === 'twice' && Array.isArray(holder)) holder.push(holder[Number(key)]);
    // A list has no keys on the wire.
    else if (typeof value === 'string' && !Array.isArray(holder))
      Object.defineProperty(holder, value, { value: holder[key], enumerable: true, configurable: true, writable: true });
  }
  // Only what can come over the wire.
  return JSON.parse(JSON.stringify(root.root ?? null)) as unknown;
}

export const record = fc.dictionary(
  fc.constantFrom('what', 'kind', 'fee', 'limit', 'old', 'oldNo', 'lines', 'total', '__proto__', 'nothing'),
  fc.oneof(fc.string({ maxLength: 8 }), fc.integer(), fc.constant(null), fc.jsonValue({ maxDepth: 2 })),
  { maxKeys: 6 },
);
