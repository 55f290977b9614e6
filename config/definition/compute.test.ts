import { computeFields } from './compute';
import { circles, computeOrder } from './compute-order';
import { field, form, scope } from './test-forms';

const order = form([
  field('tax', 'money', { computed: true, formula: 'round(total * rate / (100 + rate))' }),
  field('total', 'money', { computed: true, formula: 'coalesce(sum(materials.amount), 0) + coalesce(labour, 0)' }),
  field('labour', 'money'),
  field('rate', 'decimal'),
  field('materials', 'json-rows', {
    storage: 'table',
    columns: [
      field('amount', 'money', { computed: true, formula: 'round(quantity * unitPrice)' }),
      field('unitPrice', 'money', { computed: true, formula: "if(filled(unitPrice) and record.state == 'closed', unitPrice, item.price)" }),
      field('quantity', 'decimal'),
      field('item', 'relation', { target: 'material-item' }),
    ],
  }),
]);
const compute = (def: typeof order, record: Record<string, unknown>, more = {}): Record<string, unknown> =>
  computeFields(def, record, scope(record, more));

test('a price, its amount, the total and the tax follow each other whatever order they stand in', () => {
  expect(computeOrder(order).map((step) => (step.column ? `${step.field.name}.${step.column.name}` : step.field.name))).toEqual([
    'materials.unitPrice',
    'materials.amount',
    'total',
    'tax',
  ]);
  const record = {
    rate: 6,
    labour: 5000,
    materials: [
      { id: 1, quantity: 2.5, item: { documentId: 'i', price: 333 } },
      { id: 2, quantity: null, item: null },
    ],
  };
  expect(compute(order, record)).toEqual({
    materials: [
      { id: 1, quantity: 2.5, item: { documentId: 'i', price: 333 }, unitPrice: 333, amount: 833 },
      { id: 2, quantity: null, item: null, unitPrice: null, amount: 0 },
    ],
    total: 5833,
    tax: 330,
  });
});

test('the record is not changed, and a second run changes nothing', () => {
  const record = { rate: 6, materials: [{ id: 1, quantity: 3, item: { price: 100 } }] };
  const before = JSON.stringify(record);
  const once = { ...record, ...compute(order, record) };
  expect(JSON.stringify(record)).toBe(before);
  expect({ ...once, ...compute(order, once) }).toEqual(once);
});

test('a price of before stays when the formula holds on to it', () => {
  const record = { state: 'closed', materials: [{ id: 1, quantity: 1, unitPrice: 90, item: { price: 100 } }] };
  expect(compute(order, record)).toMatchObject({ total: 90 });
});

test('values are kept as their fields keep them', () => {
  const def = form([
    field('a', 'money', { computed: true, formula: '10 / 4' }),
    field('b', 'decimal', { scale: 1, computed: true, formula: '1.25' }),
    field('c', 'date', { computed: true, formula: "'2026-01-31T16:30:00Z'" }),
    field('d', 'boolean', { computed: true, formula: 'nothing' }),
    field('e', 'string', { computed: true, formula: '12 + 1' }),
    field('f', 'money', { computed: true, formula: "'text'" }),
    field('g', 'relation', { target: 'employee', computed: true, formula: 'coalesce(g, actor())' }),
  ]);
  expect(compute(def, {})).toEqual({ a: 3, b: 1.3, c: '2026-02-01', d: null, e: '13', f: null, g: 'me' });
  const loaded = { documentId: 'me', name: '我' };
  expect(compute(def, { g: loaded }).g).toBe(loaded);
});

test('a formula that cannot be worked out gives nothing instead of stopping the others', () => {
  const def = form([
    field('a', 'money', { computed: true, formula: 'name * 2' }),
    field('b', 'money', { computed: true, formula: '1' }),
    field('name', 'string'),
  ]);
  expect(compute(def, { name: 'x' })).toEqual({ a: null, b: 1 });
});

test('formulas in a circle are named; one that reads its own value is none', () => {
  const def = form([
    field('a', 'integer', { computed: true, formula: 'b + 1' }),
    field('b', 'integer', { computed: true, formula: 'sum(lines.c)' }),
    field('lines', 'json-rows', { columns: [field('c', 'integer', { computed: true, formula: 'a' })] }),
    field('own', 'integer', { computed: true, formula: 'coalesce(own, 1)' }),
  ]);
  expect(circles(def)).toEqual(['a', 'b', 'lines.c']);
  expect(circles(order)).toEqual([]);
});

test('rows that live in the record get ids that stay, and defaults that are worked out', () => {
  const def = form([field('items', 'json-rows', { columns: [field('note', 'string'), field('day', 'date', { default: '=today()' })] })]);
  const first = compute(def, { items: [{ note: 'a' }, { note: 'b', day: '2026-01-01' }] });
  expect(first.items).toEqual([
    { note: 'a', day: '2026-11-02', id: 1 },
    { note: 'b', day: '2026-01-01', id: 2 },
  ]);
  expect(
    compute(def, {
      items: [
        { id: 2, note: 'b', day: null },
        { note: 'c', day: null },
      ],
    }).items,
  ).toEqual([
    { id: 2, note: 'b', day: null },
    { note: 'c', day: '2026-11-02', id: 3 },
  ]);
  expect(compute(def, { items: [{ id: 2, note: 'b', day: null }] })).toEqual({});
});

test('an imported record stays marked incomplete until what it lacked is there', () => {
  const def = form([field('name', 'string', { required: true })]);
  expect(compute(def, { incomplete: true, name: null }, { old: { incomplete: true } })).toEqual({ incomplete: true });
  expect(compute(def, { incomplete: true, name: '有' }, { old: { incomplete: true } })).toEqual({ incomplete: false });
});
