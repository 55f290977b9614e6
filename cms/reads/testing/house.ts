import { expand } from '../../../config/definition/expand';
import { isRowsTable, isToMany, rowsKeyOf, strapiSchemas, uidOf, type StrapiAttribute } from '../../../config/projections/strapi-schema';
import type { FieldDefinition, FormDefinition } from '../../../config/definition/types';
import type { Registry, TableInfo } from '../../definitions/registry';

type Dialect = 'sqlite' | 'postgres';
export type Write = (sql: string, params?: unknown[]) => Promise<unknown>;

const field = (name: string, type: FieldDefinition['type'], more: Partial<FieldDefinition> = {}): FieldDefinition => ({
  name,
  zh: name,
  en: name,
  type,
  ...more,
});

function form(part: Partial<FormDefinition> & { key: string; fields: FieldDefinition[] }): FormDefinition {
  return expand({
    plural: `${part.key}s`,
    zh: part.key,
    en: part.key,
    area: '30-repair',
    kind: 'form',
    numbering: null,
    title: ['name'],
    transitions: [],
    states: [
      { value: 'open', zh: '开', en: 'Open', initial: true },
      { value: 'closed', zh: '关', en: 'Closed', final: true },
    ],
    list: { columns: [], search: ['name'] },
    access: { create: [], edit: [] },
    ...part,
  });
}

/** A small house of forms with every kind of field, for tests of the reads. */
export const FORMS: FormDefinition[] = [
  form({ key: 'site', area: '00-master-data', kind: 'master', fields: [field('name', 'string')] }),
  form({
    key: 'employee',
    area: '94-organization-staff',
    kind: 'master',
    fields: [field('name', 'string'), field('phone', 'string', { sensitive: true, format: 'phone' })],
  }),
  form({ key: 'building', area: '00-master-data', kind: 'master', fields: [field('name', 'string')] }),
  form({
    key: 'unit',
    area: '00-master-data',
    kind: 'master',
    title: ['unitNo'],
    fields: [
      field('unitNo', 'string'),
      field('building', 'relation', { target: 'building' }),
      field('currentCustomer', 'relation', { target: 'customer' }),
    ],
    list: { columns: [], search: ['unitNo'] },
  }),
  form({
    key: 'customer',
    area: '00-master-data',
    kind: 'master',
    title: ['nameZh'],
    fields: [
      field('nameZh', 'string'),
      field('idNumber', 'string', { sensitive: true }),
      field('assistant', 'relation', { target: 'employee' }),
    ],
    list: { columns: [], search: ['nameZh', 'idNumber'] },
  }),
  form({
    key: 'secret',
    area: 'closed',
    fields: [field('name', 'string')],
    access: { create: [], edit: [], read: { 'customer-service-manager': 'none' } },
  }),
  form({
    key: 'order',
    numbering: { book: 'order', pattern: '{seq:3}' },
    title: ['number', 'fault'],
    list: { columns: [], search: ['number', 'fault', 'customer', 'phone'], sort: '-createdAt' },
    fields: [
      field('fault', 'text'),
      field('fee', 'money'),
      field('balance', 'money'),
      field('hours', 'decimal'),
      field('openedOn', 'date'),
      field('dueAt', 'datetime'),
      field('urgent', 'boolean'),
      field('trade', 'enum', {
        values: [
          { value: 'water', zh: '水', en: 'Water' },
          { value: 'power', zh: '电', en: 'Power' },
        ],
      }),
      field('score', 'enum', {
        values: [
          { value: 1, zh: '1', en: '1' },
          { value: 2, zh: '2', en: '2' },
        ],
      }),
      field('tags', 'enum', {
        multiple: true,
        values: [
          { value: 'a', zh: 'a', en: 'a' },
          { value: 'b', zh: 'b', en: 'b' },
        ],
      }),
      field('phone', 'string', { sensitive: true, format: 'phone' }),
      field('idNumber', 'string', { sensitive: true }),
      field('innerNote', 'string', { access: { read: ['customer-service-manager'] } }),
      field('customer', 'relation', { target: 'customer' }),
      field('unit', 'relation', { target: 'unit', pick: "state == 'open' and same(currentCustomer, self.customer)" }),
      field('secret', 'relation', { target: 'secret' }),
      field('later', 'relation', { target: 'not-there-yet' }),
      field('technicians', 'relation', { target: 'employee', cardinality: 'manyToMany' }),
      field('photo', 'media'),
      field('photos', 'media', { multiple: true }),
      field('materials', 'json-rows', {
        storage: 'table',
        columns: [
          field('item', 'string'),
          field('quantity', 'decimal'),
          field('price', 'money'),
          field('givenBy', 'relation', { target: 'employee' }),
          field('givenAt', 'datetime'),
        ],
      }),
      field('visits', 'json-rows', {
        columns: [
          field('day', 'date'),
          field('minutes', 'integer'),
          field('text', 'string'),
          field('done', 'boolean'),
          field('guest', 'relation', { target: 'employee' }),
          field('phone', 'string', { sensitive: true, format: 'phone' }),
        ],
      }),
    ],
  }),
];

const snake = (name: string): string => name.replace(/([a-z0-9])([A-Z])/g, '$1_$2').toLowerCase();

/** The registry as it is over Strapi's metadata, by the names that Strapi makes. */
export function houseRegistry(forms: FormDefinition[] = FORMS): Registry {
  const byKey = new Map(forms.map((def) => [def.key, def]));
  const infoOf = (uid: string, table: string, fields: FieldDefinition[], own: Record<string, string>): TableInfo => {
    const info: TableInfo = {
      uid,
      table,
      columns: Object.fromEntries(Object.entries(own).map(([name, column]) => [name, { column }])),
      joins: {},
    };
    for (const entry of fields) {
      if (entry.type === 'media' || isRowsTable(entry) || (entry.type === 'relation' && !byKey.has(entry.target ?? ''))) continue;
      if (isToMany(entry))
        info.joins[entry.name] = {
          table: `${table}_${snake(entry.name)}_lnk`,
          sourceColumn: 'order_id',
          targetColumn: `${entry.target ?? ''}_id`,
          orderColumn: 'target_ord',
        };
      else info.columns[entry.name] = { column: entry.type === 'relation' ? `${snake(entry.name)}_id` : snake(entry.name) };
    }
    return info;
  };
  const own = { documentId: 'document_id', createdAt: 'created_at', updatedAt: 'updated_at' };
  const tables = new Map<string, TableInfo>();
  for (const def of forms) {
    tables.set(def.key, infoOf(uidOf(def.key), def.plural, def.fields, own));
    for (const entry of def.fields.filter(isRowsTable)) {
      const key = rowsKeyOf(def.key, entry.name);
      tables.set(
        key,
        infoOf(uidOf(key), `${key}s`.replaceAll('-', '_'), entry.columns ?? [], { ...own, parent: 'parent_id', position: 'position' }),
      );
    }
  }
  const table = (key: string): TableInfo => {
    const info = tables.get(key);
    if (!info) throw new Error(`no table ${key}`);
    return info;
  };
  return {
    all: () => forms,
    get: (key) => byKey.get(key),
    byPlural: (plural) => forms.find((def) => def.plural === plural),
    version: (key) => byKey.get(key),
    uid: uidOf,
    formOfUid: () => undefined,
    table,
    rowsTable: (key, name) => table(rowsKeyOf(key, name)),
    epoch: () => 1,
    put: () => undefined,
    putOld: () => undefined,
    remove: () => undefined,
    raw: () => undefined,
    rawVersion: () => undefined,
    keepRaw: () => undefined,
    forgetTables: () => undefined,
  };
}

const TYPES: Record<Dialect, Record<string, string>> = {
  sqlite: {
    string: 'varchar(255)',
    text: 'text',
    biginteger: 'bigint',
    integer: 'integer',
    float: 'float',
    date: 'date',
    datetime: 'datetime',
    boolean: 'boolean',
    json: 'json',
  },
  postgres: {
    string: 'varchar(255)',
    text: 'text',
    biginteger: 'bigint',
    integer: 'integer',
    float: 'double precision',
    date: 'date',
    datetime: 'timestamp(6) without time zone',
    boolean: 'boolean',
    json: 'jsonb',
  },
};

/** Makes the tables as Strapi's sync would. */
export async function makeTables(dialect: Dialect, write: Write, forms: FormDefinition[] = FORMS): Promise<void> {
  const registry = houseRegistry(forms);
  const id = dialect === 'sqlite' ? 'id integer primary key autoincrement' : 'id serial primary key';
  const at = TYPES[dialect].datetime;
  for (const def of forms) {
    const schemas = strapiSchemas(def, (key) => forms.some((other) => other.key === key));
    for (const schema of Object.values(schemas)) {
      const isOwn = schema.info.singularName === def.key;
      const info = isOwn
        ? registry.table(def.key)
        : registry.rowsTable(
            def.key,
            def.fields.filter(isRowsTable).find((entry) => rowsKeyOf(def.key, entry.name) === schema.info.singularName)?.name ?? '',
          );
      const columns = Object.entries(schema.attributes).flatMap(([name, attribute]: [string, StrapiAttribute]) => {
        const column = info.columns[name]?.column;
        return column === undefined
          ? []
          : [`"${column}" ${attribute.type === 'relation' ? 'integer' : (TYPES[dialect][attribute.type] ?? 'text')}`];
      });
      await write(
        `CREATE TABLE "${info.table}" (${[id, 'document_id varchar(255)', `created_at ${at}`, `updated_at ${at}`, `published_at ${at}`, ...columns].join(', ')})`,
      );
      for (const join of Object.values(info.joins))
        await write(
          `CREATE TABLE "${join.table}" (${id}, "${join.sourceColumn}" integer, "${join.targetColumn}" integer, "${join.orderColumn ?? 'ord'}" double precision)`,
        );
    }
  }
  await write(`CREATE TABLE files (${id}, document_id varchar(255), name varchar(255), mime varchar(255), size decimal(10,2), url text)`);
  await write(
    `CREATE TABLE files_related_mph (${id}, file_id integer, related_id integer, related_type varchar(255), field varchar(255), "order" double precision)`,
  );
}

/** Inserts a row: fields by their names, relations by numeric id, values as the product writes them. Returns nothing; ids are given. */
export async function insert(dialect: Dialect, write: Write, key: string, values: Record<string, unknown>, rows?: string): Promise<void> {
  const registry = houseRegistry();
  const info = rows ? registry.rowsTable(key, rows) : registry.table(key);
  const created = values.createdAt ?? new Date('2026-03-01T00:00:00Z');
  const cells: Record<string, unknown> = {
    document_id: `${rows ?? key}-${String(values.id)}`,
    created_at: created,
    updated_at: created,
    published_at: created,
  };
  for (const [name, value] of Object.entries(values)) cells[name === 'id' ? 'id' : (info.columns[name]?.column ?? name)] = value;
  const columns = Object.keys(cells);
  await write(
    `INSERT INTO "${info.table}" (${columns.map((column) => `"${column}"`).join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`,
    columns.map((column) => bound(dialect, cells[column])),
  );
}

/** As knex binds for each database. */
function bound(dialect: Dialect, value: unknown): unknown {
  if (value instanceof Date) return dialect === 'sqlite' ? value.getTime() : value;
  if (typeof value === 'boolean') return dialect === 'sqlite' ? Number(value) : value;
  if (typeof value === 'object' && value !== null) return JSON.stringify(value);
  return value;
}

/** Two sites, four orders on the first (one archived), one on the second. */
export async function furnish(dialect: Dialect, write: Write): Promise<void> {
  const put = (key: string, values: Record<string, unknown>, rows?: string): Promise<void> => insert(dialect, write, key, values, rows);
  for (const id of [1, 2]) await put('site', { id, name: `Site ${id}`, state: 'open' });
  await put('employee', { id: 11, name: '王芳', phone: '13911112222', site: 1, state: 'open' });
  await put('employee', { id: 12, name: '李雷', phone: '13900001234', site: 1, state: 'open' });
  await put('building', { id: 1, name: '一号楼', site: 1, state: 'open' });
  await put('customer', { id: 1, nameZh: '长城贸易', idNumber: '110101199001011234', assistant: 11, site: 1, state: 'open' });
  await put('customer', { id: 2, nameZh: '北方_100%公司', site: 1, state: 'open' });
  await put('customer', { id: 3, nameZh: '外项目客户', site: 2, state: 'open' });
  await put('unit', { id: 1, unitNo: 'A-101', building: 1, currentCustomer: 1, site: 1, state: 'open' });
  await put('unit', { id: 2, unitNo: 'A-102', building: 1, currentCustomer: 2, site: 1, state: 'open' });
  await put('secret', { id: 1, name: '机密', site: 1, state: 'open' });
  const visits = [
    { day: '2026-03-02', minutes: 30, text: 'first', done: true, guest: 'employee-12', phone: '13800138000' },
    { day: '2026-03-03', minutes: 45, text: "it's", done: false, guest: null },
  ];
  const base = { site: 1, rev: 1, formVersion: 1, registeredBy: 11 };
  await put('order', {
    ...base,
    id: 1,
    number: '001',
    fault: 'Tap drips',
    fee: 12000,
    balance: 12000,
    hours: 1.5,
    openedOn: '2026-03-01',
    dueAt: new Date('2026-03-01T16:30:00Z'),
    urgent: true,
    trade: 'water',
    score: '2',
    tags: ['a', 'b'],
    phone: '13812341234',
    idNumber: '110101199001011234',
    innerNote: 'inner',
    customer: 1,
    unit: 1,
    secret: 1,
    visits,
    state: 'open',
  });
  await put('order', {
    ...base,
    id: 2,
    number: '002',
    fault: '灯不亮 100%',
    fee: 500,
    hours: 0.25,
    openedOn: '2026-02-28',
    dueAt: new Date('2026-03-05T01:00:00Z'),
    urgent: false,
    trade: 'power',
    score: '1',
    tags: ['b'],
    phone: '13899998888',
    customer: 2,
    unit: 2,
    state: 'open',
  });
  await put('order', {
    ...base,
    id: 3,
    number: '003',
    fault: 'tap again',
    fee: null,
    urgent: null,
    trade: 'water',
    state: 'closed',
    registeredBy: 12,
  });
  await put('order', {
    ...base,
    id: 4,
    number: '004',
    fault: 'old',
    fee: 1,
    state: 'closed',
    archivedAt: new Date('2026-01-01T00:00:00Z'),
  });
  await put('order', { ...base, id: 5, number: '005', fault: 'Tap of the other site', fee: 77, customer: 3, site: 2, state: 'open' });
  await put(
    'order',
    { id: 1, parent: 1, position: 2, item: 'washer', quantity: 2, price: 150, givenBy: 12, givenAt: new Date('2026-03-01T02:00:00Z') },
    'materials',
  );
  await put('order', { id: 2, parent: 1, position: 1, item: 'tap', quantity: 1, price: 11700, givenBy: null }, 'materials');
  await put('order', { id: 3, parent: 2, position: 1, item: 'lamp', quantity: 1.5, price: 500, givenBy: 11 }, 'materials');
  await write(`INSERT INTO orders_technicians_lnk (order_id, employee_id, target_ord) VALUES (1, 12, 1), (1, 11, 2), (2, 11, 1)`);
  await write(`INSERT INTO files (id, name, mime, size) VALUES (1, '照片 1.jpg', 'image/jpeg', 12.5), (2, 'b.png', 'image/png', 3)`);
  await write(
    `INSERT INTO files_related_mph (file_id, related_id, related_type, field, "order") VALUES (1, 1, 'api::order.order', 'photo', 1), (2, 1, 'api::order.order', 'photos', 2), (1, 1, 'api::order.order', 'photos', 1)`,
  );
}
