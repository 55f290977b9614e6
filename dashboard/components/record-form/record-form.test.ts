import type { FieldDefinition } from '../../../config/definition/types';
import type { Brief } from '../../providers/record-types';
import { formView } from '../../test/form-view';
import { RecordForm } from './record-form';

const words = { zh: 'x', en: 'x' };
const field = (part: Partial<FieldDefinition> & Pick<FieldDefinition, 'name' | 'type'>): FieldDefinition => ({ ...words, ...part });
const brief = (documentId: string | null, form: string): Brief => ({ documentId, form, number: null, title: documentId, state: 'active' });

function make(
  fields: FieldDefinition[],
  part: { stored?: Record<string, unknown>; values?: Record<string, unknown>; load?: Record<string, Record<string, unknown>> } = {},
) {
  const { stored = null, values = stored ?? {}, load = {} } = part;
  return new RecordForm({
    form: formView({ key: 'order', fields }),
    documentId: stored ? 'r1' : null,
    stored,
    values,
    isWritable: () => true,
    me: brief('me', 'employee'),
    surroundings: () => ({
      actor: { employee: 'me', roles: ['tester'], head: false, department: null },
      today: '2026-11-24',
      now: '2026-11-24T02:00:00.000Z',
      settings: {},
    }),
    load: async ({ documentId }) => load[documentId ?? ''] ?? null,
  });
}

const settle = () => new Promise((resolve) => setTimeout(resolve, 90));
const codes = (form: RecordForm) => form.check().map(({ path, code }) => `${path.join('.')}:${code}`);

const AREA = [
  field({
    name: 'kind',
    type: 'enum',
    required: true,
    values: [
      { value: 'unit', ...words },
      { value: 'public', ...words },
    ],
  }),
  field({ name: 'unit', type: 'string', visible: "kind == 'unit'", requiredIf: "kind == 'unit'" }),
];

test('a field appears, and must be filled, as its condition says', async () => {
  const form = make(AREA, { values: { kind: 'public' } });
  expect(form.conditionsOf('unit').isShown).toBe(false);
  expect(codes(form)).toEqual([]);
  form.set('kind', 'unit');
  await settle();
  expect(form.conditionsOf('unit')).toMatchObject({ isShown: true, isRequired: true });
  expect(codes(form)).toEqual(['unit:required']);
});

test('a value goes with the condition that an edit made untrue, and only then', async () => {
  const stored = { kind: 'unit', unit: 'A-1203', rev: 1 };
  const form = make(AREA, { stored });
  expect(form.changes()).toEqual({});
  form.set('kind', 'public');
  await settle();
  expect(form.changes()).toEqual({ kind: 'public', unit: null });
  const old = make(AREA, { stored: { ...stored, kind: 'public' } });
  expect(old.changes()).toEqual({});
});

const LINES = [
  field({
    name: 'materials',
    type: 'json-rows',
    columns: [
      field({ name: 'item', type: 'relation', target: 'material-item', required: true }),
      field({ name: 'quantity', type: 'decimal', required: true, min: 0.01 }),
      field({ name: 'price', type: 'money', computed: true, formula: 'item.salePrice' }),
      field({ name: 'amount', type: 'money', computed: true, formula: 'round(quantity * price)' }),
    ],
  }),
  field({ name: 'labour', type: 'money' }),
  field({ name: 'total', type: 'money', computed: true, formula: 'coalesce(sum(materials.amount), 0) + coalesce(labour, 0)' }),
];

test('formulas are worked out while typing, with the price of a related record once it was loaded', async () => {
  const form = make(LINES, {
    values: { materials: [{ item: brief('m1', 'material-item'), quantity: 2 }], labour: 5000 },
    load: { m1: { documentId: 'm1', salePrice: 3550 } },
  });
  await settle();
  expect(form.computed()).toMatchObject({ materials: [{ price: 3550, amount: 7100 }], total: 12100 });
  form.set('labour', null);
  await settle();
  expect(form.computed().total).toBe(7100);
});

test('a sum that hangs on a price the caller may not see is not guessed', async () => {
  const stored = {
    materials: [{ id: 1, item: brief('m9', 'material-item'), quantity: 2, price: 100, amount: 200 }],
    labour: 300,
    total: 500,
  };
  const form = make(LINES, { stored });
  await settle();
  form.set('labour', 900);
  await settle();
  expect(form.computed().total).toBe(500);
});

test('rows are sent whole, without what the product works out', () => {
  const form = make(LINES, { stored: { materials: [{ id: 7, item: brief('m1', 'material-item'), quantity: 2, price: 1, amount: 2 }] } });
  form.set('materials', [
    ...(form.value('materials') as object[]),
    { _key: 'new-1', item: brief('m2', 'material-item'), quantity: 'drei' },
  ]);
  expect(form.changes()).toEqual({
    materials: [
      { id: 7, item: 'm1', quantity: 2 },
      { item: 'm2', quantity: 'drei' },
    ],
  });
  expect(codes(form)).toEqual(['materials.1.quantity:not_a_number']);
});

test('a check that reads what the browser does not have is left to the server', async () => {
  const fields = [
    field({ name: 'contractor', type: 'relation', target: 'contractor', checks: [{ check: "contractor.grade == 'one'", ...words }] }),
    field({ name: 'days', type: 'integer', checks: [{ check: 'days > 0', ...words }] }),
  ];
  const unseen = make(fields, { values: { contractor: brief('c1', 'contractor'), days: 0 } });
  await settle();
  expect(codes(unseen)).toEqual(['days:check']);
  const seen = make(fields, {
    values: { contractor: brief('c1', 'contractor'), days: 1 },
    load: { c1: { documentId: 'c1', grade: 'two' } },
  });
  await settle();
  expect(codes(seen)).toEqual(['contractor:check']);
});

test('a masked value is neither missing nor malformed, and is sent only when it was typed anew', () => {
  const phone = [field({ name: 'phone', type: 'string', format: 'phone', required: true, sensitive: true })];
  const form = make(phone, { stored: { phone: '138****1234' }, values: { phone: null } });
  expect(form.maskOf('phone')).toBe('138****1234');
  expect([codes(form), form.changes()]).toEqual([[], {}]);
  form.set('phone', '12');
  expect([codes(form), form.changes()]).toEqual([['phone:not_phone'], { phone: '12' }]);
});

test('links that may not all be known are sent as differences', () => {
  const units = [field({ name: 'units', type: 'relation', target: 'unit', cardinality: 'manyToMany' })];
  const form = make(units, { stored: { units: [brief('u1', 'unit'), brief(null, 'unit')] } });
  form.set('units', [brief(null, 'unit'), brief('u2', 'unit')]);
  expect(form.changes()).toEqual({ units: { connect: ['u2'], disconnect: ['u1'] } });
});

test('defaults are there from the start, follow what was chosen, and count as no change', async () => {
  const fields = [
    field({ name: 'application', type: 'relation', target: 'application' }),
    field({ name: 'contractor', type: 'relation', target: 'contractor', default: '=application.contractor' }),
    field({ name: 'by', type: 'relation', target: 'employee', default: '=actor()' }),
    field({ name: 'on', type: 'date', default: '=today()' }),
    field({ name: 'level', type: 'integer', default: 2 }),
  ];
  const form = make(fields, { load: { a1: { documentId: 'a1', contractor: brief('c1', 'contractor') } } });
  expect([form.dirty(), form.value('on'), form.value('level'), form.value('by')]).toEqual([[], '2026-11-24', 2, brief('me', 'employee')]);
  form.set('application', brief('a1', 'application'));
  await settle();
  await settle();
  expect(form.changes()).toEqual({ application: 'a1', contractor: 'c1', by: 'me', on: '2026-11-24', level: 2 });
});
