import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { expand } from '../../config/definition/expand';
import { parseRoles } from '../../config/roles/parse-roles';
import { kindsOf, loginRoles } from '../../config/roles/roles';
import type { FieldDefinition, FormDefinition } from '../../config/definition/types';
import type { Actor } from './actor';
import { can, fieldAccess, isMasked, labelFilter, mayReveal, menuAreas, rightsOfForm, rowFilter } from './rights';
import { loadRoleTable } from './rights-table';

const root = join(__dirname, '..', '..');
const table = loadRoleTable(root);

const person = (role: string, more: Partial<Actor> = {}): Actor => ({
  kind: 'user',
  userId: 1,
  employeeId: 11,
  employee: 'emp11',
  name: 'x',
  roles: [role],
  head: false,
  departmentId: 3,
  department: 'dep3',
  siteIds: [1],
  lang: 'zh',
  standsInFor: [],
  ...more,
});

function form(part: Partial<FormDefinition> & { fields: FieldDefinition[] }): FormDefinition {
  return expand({
    key: 'paper',
    plural: 'papers',
    zh: '单',
    en: 'Paper',
    area: '30-repair',
    kind: 'form',
    numbering: null,
    title: ['number'],
    states: [
      { value: 'draft', zh: '草', en: 'Draft', initial: true },
      { value: 'done', zh: '完', en: 'Done', final: true },
    ],
    transitions: [],
    list: { columns: [] },
    access: { create: ['receptionist'], edit: ['receptionist'] },
    ...part,
  });
}
const field = (name: string, type: FieldDefinition['type'], more: Partial<FieldDefinition> = {}): FieldDefinition => ({
  name,
  zh: name,
  en: name,
  type,
  ...more,
});

const paper = form({
  fields: [
    field('contactPhone', 'string', { sensitive: true, format: 'phone' }),
    field('idNumber', 'string', { sensitive: true }),
    field('balance', 'money'),
    field('fee', 'money'),
    field('text', 'text'),
    field('customer', 'relation', { target: 'customer' }),
    field('unit', 'relation', { target: 'unit' }),
    field('technicians', 'relation', { target: 'employee', cardinality: 'manyToMany' }),
    field('priceFloor', 'money', { access: { read: ['customer-service-manager'], write: ['finance'] } }),
    field('lines', 'json-rows', { columns: [field('price', 'money'), field('phone', 'string', { sensitive: true, format: 'phone' })] }),
  ],
  transitions: [
    {
      action: 'approve',
      zh: '批',
      en: 'Approve',
      from: ['draft'],
      to: 'done',
      by: ['engineering', 'administrator'],
      headOnly: true,
      decision: 'approve',
    },
    { action: 'expire', zh: '过期', en: 'Expire', from: ['draft'], to: 'done', by: ['system'] },
    { action: 'switch_off', zh: '停', en: 'Switch off', from: ['draft'], to: 'done', by: ['administrator'] },
  ],
});
const of = (name: string): FieldDefinition => paper.fields.find((candidate) => candidate.name === name) as FieldDefinition;

describe('what a role may do', () => {
  test('who is not named may not create, and a role that does not exist may nothing', () => {
    expect(can(person('receptionist'), paper, 'create')).toBe(true);
    expect(can(person('mail-clerk'), paper, 'create')).toBe(false);
    for (const action of ['create', 'edit', 'read', 'archive', 'import', 'export', 'approve', 'void']) {
      expect(can(person('nobody'), paper, action)).toBe(false);
      expect(can(person('system'), paper, action)).toBe(false);
    }
  });

  test('a transition of the system is for no person, not even one who says to be the system', () => {
    expect(can(person('administrator'), paper, 'expire')).toBe(false);
    expect(can(person('system'), paper, 'expire')).toBe(false);
    expect(can(person('x', { kind: 'system' }), paper, 'expire')).toBe(true);
  });

  test('only the head of engineering approves', () => {
    expect(can(person('engineering'), paper, 'approve')).toBe(false);
    expect(can(person('engineering', { head: true }), paper, 'approve')).toBe(true);
  });

  test('the administrator takes no decision in a business flow, but switches and voids', () => {
    expect(can(person('administrator', { head: true }), paper, 'approve')).toBe(false);
    expect(can(person('administrator'), paper, 'switch_off')).toBe(true);
    expect(can(person('administrator'), paper, 'void')).toBe(true);
  });

  test('a director reads and does nothing else, even where a form names the role', () => {
    const open = form({ fields: [], access: { create: ['director'], edit: ['director'], archive: ['director'], import: ['director'] } });
    for (const action of ['create', 'edit', 'archive', 'import', 'void']) expect(can(person('director'), open, action)).toBe(false);
    expect(can(person('director'), open, 'read')).toBe(true);
  });
});

describe('which fields a role sees', () => {
  test('reception sees phones, but no ID number and no arrears', () => {
    expect(fieldAccess(person('receptionist'), paper, of('contactPhone'))).toBe('write');
    expect(isMasked(person('receptionist'), paper, of('contactPhone'))).toBe(false);
    expect(fieldAccess(person('receptionist'), paper, of('idNumber'))).toBe('hidden');
    expect(fieldAccess(person('receptionist'), paper, of('balance'))).toBe('hidden');
    expect(fieldAccess(person('receptionist'), paper, of('fee'))).toBe('write');
  });

  test('engineering sees no money but material sale prices', () => {
    expect(fieldAccess(person('engineering'), paper, of('fee'))).toBe('hidden');
    const order = load('30-repair/work-order');
    const materials = order.fields.find((candidate) => candidate.name === 'materials') as FieldDefinition;
    const column = (name: string): FieldDefinition => materials.columns?.find((candidate) => candidate.name === name) as FieldDefinition;
    expect(fieldAccess(person('engineering'), order, column('unitPrice'), materials)).not.toBe('hidden');
    expect(fieldAccess(person('engineering'), order, column('amount'), materials)).toBe('hidden');
    const item = load('65-venue-services/material-item');
    expect(
      fieldAccess(person('engineering'), item, item.fields.find((candidate) => candidate.name === 'salePrice') as FieldDefinition),
    ).not.toBe('hidden');
    expect(
      fieldAccess(person('engineering'), item, item.fields.find((candidate) => candidate.name === 'costPrice') as FieldDefinition),
    ).toBe('hidden');
  });

  test('a director sees number, date, state, unit and amount; no names, phones, ids or texts', () => {
    const seen = Object.keys(rightsOfForm(person('director'), paper).fields);
    expect(seen).toEqual(expect.arrayContaining(['state', 'fee', 'balance', 'unit', 'registeredAt', 'site']));
    for (const name of ['contactPhone', 'idNumber', 'text', 'customer', 'technicians', 'registeredBy', 'remark', 'attachments'])
      expect(seen).not.toContain(name);
    expect(Object.values(rightsOfForm(person('director'), paper).fields)).not.toContain('write');
  });

  test('the administrator sees personal data masked and cannot reveal it', () => {
    expect(fieldAccess(person('administrator'), paper, of('contactPhone'))).toBe('masked');
    expect(mayReveal(person('administrator'), paper, of('idNumber'))).toBe(false);
    expect(mayReveal(person('customer-service-manager'), paper, of('idNumber'))).toBe(true);
  });

  test('a field with its own list of readers and writers', () => {
    expect(fieldAccess(person('customer-service-manager'), paper, of('priceFloor'))).toBe('read');
    expect(fieldAccess(person('receptionist'), paper, of('priceFloor'))).toBe('hidden');
  });

  test('with two roles the most that one of them allows counts', () => {
    expect(fieldAccess(person('x', { roles: ['administrator', 'customer-service-manager'] }), paper, of('contactPhone'))).toBe('read');
  });
});

describe('which rows a role sees', () => {
  const site = { site: { id: { $in: [1] } } };
  test('every filter holds the sites of the caller; without a site there is nothing', () => {
    expect(rowFilter(person('customer-service-manager'), paper)).toEqual(site);
    expect(rowFilter(person('customer-service-manager', { siteIds: [] }), paper)).toBe('none');
    expect(rowFilter(person('receptionist'), paper)).toMatchObject({ $and: [site, {}] });
    expect(rowFilter(person('x', { kind: 'system' }), paper)).toBeNull();
  });

  test('own shift = own records and those still open', () => {
    const filter = rowFilter(person('receptionist'), paper) as { $and: [unknown, { $or: unknown[] }] };
    expect(filter.$and[1].$or).toEqual(
      expect.arrayContaining([{ registeredBy: { id: { $eq: 11 } } }, { technicians: { id: { $eq: 11 } } }, { state: { $in: ['draft'] } }]),
    );
  });

  test('finance reads other records only when linked to money', () => {
    const plain = form({ fields: [field('text', 'text')], access: { create: [], edit: [] } });
    expect(JSON.stringify(rowFilter(person('finance', { employeeId: null, employee: null }), plain))).toBe('"none"');
    const charged = form({ fields: [field('totalAmount', 'money')], access: { create: [], edit: [] } });
    expect(rowFilter(person('finance', { employeeId: null, employee: null }), charged)).toEqual({
      $and: [site, { totalAmount: { $gt: 0 } }],
    });
  });

  test('an area that is closed to a role stays open for its own work in it, and a named `none` stays closed', () => {
    const foreign = form({ area: '94-organization-staff', fields: [], access: { create: ['estate-assistant'], edit: [] } });
    expect(rowFilter(person('receptionist'), { ...foreign, area: 'somewhere' })).toBe('none');
    expect(rowFilter(person('estate-assistant'), { ...foreign, area: 'somewhere' })).toEqual(site);
    expect(
      rowFilter(person('receptionist'), {
        ...foreign,
        access: { ...foreign.access, create: ['receptionist'], read: { receptionist: 'none' } },
      }),
    ).toBe('none');
  });

  test('masters without a site belong to every site', () => {
    expect(rowFilter(person('customer-service-manager'), { ...paper, kind: 'master' })).toEqual({ $or: [site, { site: { $null: true } }] });
  });

  test('names of related records: of the own sites, for a director only of what he may read', () => {
    expect(labelFilter(person('receptionist'), paper)).toEqual(site);
    expect(labelFilter(person('director'), { ...paper, area: '94-organization-staff', key: 'employee' })).toBe('none');
  });
});

describe('the shipped roles and forms', () => {
  const forms = shipped();
  test.each(loginRoles(table))('%s: a way to read every form it works in, and never money or ids by accident', (role) => {
    for (const def of forms) {
      const works = can(person(role, { head: true }), def, 'create') || can(person(role, { head: true }), def, 'edit');
      if (works) expect([def.key, rowFilter(person(role), def) === 'none']).toEqual([def.key, false]);
    }
    expect(menuAreas(person(role), forms).size).toBeGreaterThan(0);
  });

  test('17 roles and system, with words in both languages', () => {
    expect(table.roles.size).toBe(18);
    for (const role of table.roles.values()) expect(role.zh && role.en).toBeTruthy();
  });

  test('every sensitive field has a kind, so that some role can be given it', () => {
    const unknown = forms.flatMap((def) =>
      def.fields
        .flatMap((entry) => [entry, ...(entry.columns ?? [])])
        .filter(
          (entry) => entry.sensitive && kindsOf(table, entry).filter((kind) => table.kinds.get(kind)?.types.length === 0).length === 0,
        )
        .map((entry) => `${def.key}.${entry.name}`),
    );
    expect(unknown).toEqual([]);
  });

  test('who must fill in a required field sees it', () => {
    const blind: string[] = [];
    for (const def of forms) {
      for (const role of def.access.create.filter((key) => table.roles.has(key))) {
        for (const entry of def.fields)
          if (entry.required && !entry.computed && fieldAccess(person(role), def, entry) !== 'write')
            blind.push(`${role}: ${def.key}.${entry.name}`);
      }
    }
    expect(blind).toEqual([]);
  });
});

describe('a wrong file is refused with its address', () => {
  const roles = parse(readFileSync(join(root, 'config/roles/roles.yaml'), 'utf8')) as {
    roles: { key: string; reads: { default: string }; clear: string[] }[];
  };
  const scopes: unknown = parse(readFileSync(join(root, 'config/roles/row-scopes.yaml'), 'utf8'));
  test('an unknown scope, kind or key', () => {
    const change = (edit: (role: Record<string, unknown>) => void): unknown => {
      const copy = structuredClone(roles);
      edit(copy.roles[0] as unknown as Record<string, unknown>);
      return copy;
    };
    expect(() =>
      parseRoles(
        change((role) => (role.reads = { default: 'evrything' })),
        scopes,
      ),
    ).toThrow('roles.property-general-manager.reads.default: unknown scope "evrything"');
    expect(() =>
      parseRoles(
        change((role) => (role.clear = ['fone'])),
        scopes,
      ),
    ).toThrow('unknown kind "fone"');
    expect(() =>
      parseRoles(
        change((role) => (role.hidez = [])),
        scopes,
      ),
    ).toThrow('roles.property-general-manager.hidez: unknown key');
  });
});

function load(path: string): FormDefinition {
  return expand(parse(readFileSync(join(root, 'config', 'forms', `${path}.yaml`), 'utf8')) as FormDefinition);
}
function shipped(): FormDefinition[] {
  const folder = join(root, 'config', 'forms');
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .flatMap((area) =>
      readdirSync(join(folder, area.name))
        .filter((name) => name.endsWith('.yaml'))
        .map((name) => load(`${area.name}/${name.slice(0, -5)}`)),
    );
}
