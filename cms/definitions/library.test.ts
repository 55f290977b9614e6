import { basename, dirname, join } from 'node:path';
import { checkDefinition } from '../../config/definition/check';
import { checkRecord } from '../../config/definition/check-record';
import { computeFields } from '../../config/definition/compute';
import { expand } from '../../config/definition/expand';
import type { Scope } from '../../config/definition/expression/evaluate';
import { leaveOut } from '../../config/definition/leave-out';
import { resolveLists } from '../../config/definition/lists';
import { normalize } from '../../config/definition/normalize';
import type { FormDefinition } from '../../config/definition/types';
import { sampleRecord } from '../../config/projections/sample';
import { loadRoleTable } from '../access/rights-table';
import { readDefinitionFiles } from './files';
import { libraryFiles, readLibrary } from './library';

const ROOT = join(__dirname, '../..');
const { raw: live, checks, lists } = readDefinitionFiles(ROOT, [...loadRoleTable(ROOT).roles.keys()]);
const shelf = readLibrary(ROOT);
const NOW = { today: '2026-11-02', now: '2026-11-02T01:00:00.000Z' };
const issuesOf = (def: FormDefinition, forms: FormDefinition[]): string[] =>
  checkDefinition(expand(resolveLists(def, lists)), { ...checks, forms }).map((issue) => `${issue.address}: ${issue.en}`);

test('with the live forms it makes the whole paper of the department: none is missing, none is there twice', () => {
  expect(shelf.length + live.length).toBe(209);
  const keys = [...shelf, ...live].map((def) => def.key);
  expect(keys.filter((key, index) => keys.indexOf(key) !== index)).toEqual([]);
  expect([...checks.laterForms].sort()).toEqual(shelf.map((def) => def.key).sort());
  for (const file of libraryFiles(ROOT)) {
    const def = shelf.find((one) => one.key === basename(file, '.yaml'));
    expect({ file, area: def?.area }).toEqual({ file, area: basename(dirname(file)) });
  }
});

describe.each(shelf.map((def) => [def.key, def] as const))('%s of the library', (_key, def) => {
  test('passes the checks of shape, names, expressions and workflow among all forms', () => {
    expect(issuesOf(def, [...live, ...shelf])).toEqual([]);
  });

  test('can be switched on with only the forms it needs: what is left out of it breaks nothing', () => {
    const present = new Set(live.map((form) => form.key));
    const { needed } = leaveOut(def, (key) => present.has(key));
    for (const one of needed) present.add(one.target);
    const { definition, needed: open } = leaveOut(def, (key) => present.has(key));
    expect(open).toEqual([]);
    const forms = [...live, ...shelf.filter((form) => present.has(form.key)), definition];
    expect(checkDefinition(expand(resolveLists(definition, lists)), { ...checks, forms, laterForms: [] })).toEqual([]);
  });

  test('has a sample that a client may send and that can be saved', () => {
    const full = expand(resolveLists(def, lists));
    const record = sampleRecord(full, { ...NOW, relation: (field) => `sample-${field.target}`, file: () => 1 });
    const { values, violations } = normalize(full, record);
    expect(violations).toEqual([]);
    const scopeOf = (value: Record<string, unknown>): Scope => ({
      ...NOW,
      record: value,
      actor: { employee: 'e', roles: [], head: false, department: null },
      settings: {},
    });
    const before = { ...values, state: full.states.find((state) => state.initial)?.value };
    const whole = { ...before, ...computeFields(full, before, scopeOf(before)) };
    expect(checkRecord(full, whole, scopeOf(whole), { kind: 'save' })).toEqual([]);
  });
});

test('the forms of the library can all be switched on, one after the other', () => {
  const on = new Set(live.map((def) => def.key));
  for (let before = -1; before !== on.size; ) {
    before = on.size;
    for (const def of shelf) if (leaveOut(def, (key) => on.has(key)).needed.length === 0) on.add(def.key);
  }
  expect(shelf.filter((def) => !on.has(def.key)).map((def) => def.key)).toEqual([]);
});
