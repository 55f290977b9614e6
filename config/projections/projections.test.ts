import { field, form } from '../definition/test-forms';
import { formFileSchema } from './json-schema';
import { openApi } from './openapi';
import { sampleRecord } from './sample';
import { rowsKeyOf, strapiSchemas } from './strapi-schema';

const list = [
  { value: 'gone', zh: '旧', en: 'Gone', archived: true },
  { value: 'a', zh: '甲', en: 'A' },
];
const def = form(
  [
    field('name', 'string', { required: true }),
    field('phone', 'string', { format: 'phone', sensitive: true, required: true }),
    field('kind', 'enum', { values: list, required: true }),
    field('why', 'text', { requiredIf: "kind == 'a'" }),
    field('secret', 'string', { required: true, visible: "kind == 'gone'" }),
    field('until', 'date', { required: true, min: 'addDays(today(), 3)' }),
    field('customer', 'relation', { target: 'customer', required: true }),
    field('units', 'relation', { target: 'unit', cardinality: 'manyToMany', required: true }),
    field('later', 'relation', { target: 'meter' }),
    field('total', 'money', { computed: true, formula: 'sum(lines.amount)' }),
    field('lines', 'json-rows', {
      storage: 'table',
      required: true,
      minRows: 2,
      columns: [field('amount', 'money', { required: true, min: 500 }), field('note', 'string'), field('sum', 'money', { computed: true })],
    }),
    field('free', 'boolean', { default: true }),
  ],
  { key: 'work-paper', numbering: { book: 'paper', pattern: 'P-{seq:4}' } },
);

describe('a sample', () => {
  const sample = sampleRecord(def, {
    today: '2026-11-02',
    now: '2026-11-02T01:00:00.000Z',
    relation: (entry) => `${entry.target}-1`,
    file: () => 1,
  });
  test('holds what is required, in its turn, and nothing that is not shown or computed', () => {
    expect(sample).toEqual({
      name: 'name',
      phone: '13800138000',
      kind: 'a',
      why: 'why',
      until: '2026-11-05',
      customer: 'customer-1',
      units: ['unit-1'],
      lines: [{ amount: 10000 }, { amount: 10000 }],
      free: true,
    });
  });
  test("says what the definition's own sample says, expressions worked out, records looked up", () => {
    const own = {
      ...def,
      sample: { name: '甲方', until: '=addDays(today(), 9)', customer: { code: 'PM' }, lines: [{ amount: 700, note: 'x' }] },
    };
    const wanted: unknown[] = [];
    const made = sampleRecord(own, { today: '2026-11-02', now: '', relation: (entry, by) => (wanted.push([entry.name, by]), 'r') });
    expect(made).toMatchObject({ name: '甲方', until: '2026-11-11', customer: 'r', lines: [{ amount: 700, note: 'x' }] });
    expect(wanted).toContainEqual(['customer', { code: 'PM' }]);
  });
});

describe('content types', () => {
  const schemas = strapiSchemas(def, (key) => key !== 'meter');
  test('hold the fields that are there, private ones not searched, rows in a type of their own', () => {
    const attributes = schemas['work-paper']?.attributes ?? {};
    expect(Object.keys(attributes)).toEqual(expect.arrayContaining(['number', 'name', 'state', 'site', 'rev']));
    expect(attributes.later).toBeUndefined();
    expect(attributes.lines).toBeUndefined();
    expect(attributes.phone).toEqual({ type: 'string', searchable: false });
    expect(attributes.total).toEqual({ type: 'biginteger' });
    expect(attributes.customer).toMatchObject({ relation: 'manyToOne', useJoinTable: false });
    expect(Object.keys(schemas[rowsKeyOf('work-paper', 'lines')]?.attributes ?? {})).toEqual([
      'parent',
      'position',
      'amount',
      'note',
      'sum',
    ]);
  });
});

describe('OpenAPI', () => {
  const api = openApi([def], '1.2.3') as {
    paths: Record<string, unknown>;
    components: { schemas: Record<string, Record<string, unknown>> };
  };
  test('tells each form with its fields, what is required and the members of lists', () => {
    const input = api.components.schemas.WorkPaperInput as {
      required: string[];
      properties: Record<string, unknown>;
      additionalProperties: boolean;
    };
    expect(input.required).toEqual(['name', 'phone', 'kind', 'secret', 'until', 'customer', 'units', 'lines']);
    expect(input.properties.kind).toMatchObject({ enum: ['gone', 'a', null] });
    expect(input.properties.total).toBeUndefined();
    expect(input.additionalProperties).toBe(false);
    expect(Object.keys(api.paths)).toEqual(
      expect.arrayContaining([
        '/api/papers-of-test',
        '/api/papers-of-test/{documentId}',
        '/api/papers-of-test/{documentId}/actions/{action}',
      ]),
    );
  });
  test('names only parts that are there, and each operation once', () => {
    const text = JSON.stringify(api);
    const parts = api.components as unknown as Record<string, Record<string, unknown>>;
    const broken = [...text.matchAll(/#\/components\/(\w+)\/(\w+)/g)].filter(([, kind = '', name = '']) => !parts[kind]?.[name]);
    expect(broken).toEqual([]);
    const ids = [...text.matchAll(/"operationId":"(\w+)"/g)].map(([, id]) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });
});

test('the JSON Schema of a form file refuses what the reader refuses', () => {
  const schema = formFileSchema() as {
    required: string[];
    additionalProperties: boolean;
    $defs: { field: { properties: Record<string, unknown> } };
  };
  expect(schema.required).toContain('states');
  expect(schema.additionalProperties).toBe(false);
  expect(schema.$defs.field.properties.columns).toMatchObject({ type: 'array', minItems: 1, items: { $ref: '#/$defs/field' } });
});
