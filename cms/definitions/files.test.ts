import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkRecord } from '../../config/definition/check-record';
import { computeFields } from '../../config/definition/compute';
import { circles } from '../../config/definition/compute-order';
import type { Scope } from '../../config/definition/expression/evaluate';
import { normalize } from '../../config/definition/normalize';
import type { FormDefinition } from '../../config/definition/types';
import { sampleRecord } from '../../config/projections/sample';
import { loadRoleTable } from '../access/rights-table';
import { DefinitionError, readDefinitionFiles } from './files';

const ROOT = join(__dirname, '../..');
const roles = [...loadRoleTable(ROOT).roles.keys()];
const { forms } = readDefinitionFiles(ROOT, roles);
const NOW = { today: '2026-11-02', now: '2026-11-02T01:00:00.000Z' };

test('every shipped form passes the checks of shape, names, expressions and workflow', () => {
  // readDefinitionFiles throws with every address otherwise.
  expect(forms.length).toBeGreaterThan(30);
  expect(forms.flatMap((def) => circles(def))).toEqual([]);
});

test('a form that an installation brings is checked against the shipped ones', () => {
  const dir = mkdtempSync(join(tmpdir(), 'forms-'));
  const source = `
key: gate-log
plural: gate-logs
zh: 门岗记录
en: Gate log
area: 30-repair
kind: register
numbering: null
title: [name]
fields: [{name: name, zh: 姓名, en: Name, type: string}, {name: fee, zh: 费用, en: Fee, type: money, access: {read: [finanse]}}]
states: [{value: open, zh: 开, en: Open, initial: true, final: true}]
transitions: []
list: {columns: [name]}
access: {create: [security], edit: [security]}
`;
  try {
    writeFileSync(join(dir, 'gate-log.yaml'), source);
    expect(() => readDefinitionFiles(ROOT, roles, [dir])).toThrow(DefinitionError);
    expect(() => readDefinitionFiles(ROOT, roles, [dir])).toThrow(
      'gate-log.fields.fee.access.read: unknown role "finanse" (did you mean "finance"?)',
    );
    writeFileSync(join(dir, 'gate-log.yaml'), source.replace('finanse', 'finance'));
    expect(readDefinitionFiles(ROOT, roles, [dir]).forms).toHaveLength(forms.length + 1);
  } finally {
    rmSync(dir, { recursive: true });
  }
});

/** Related records are stubs here, so rules over their values are left to the tests with a server. */
describe.each(forms.map((def) => [def.key, def] as const))('the sample of %s', (_key, def) => {
  const record = sampleOf(def);
  test('is what a client may send', () => {
    expect(normalize(def, record).violations).toEqual([]);
  });
  test('is complete and within all limits', () => {
    const { values } = normalize(def, record);
    const scopeOf = (value: Record<string, unknown>): Scope => ({
      ...NOW,
      record: value,
      actor: { employee: 'e', roles: [], head: false, department: null },
      settings: {},
    });
    const before = { ...values, state: def.states.find((state) => state.initial)?.value };
    const full = { ...before, ...computeFields(def, before, scopeOf(before)) };
    const moments = [{ kind: 'save' as const }, ...(def.requiredCheckedAt ?? []).map((action) => ({ kind: 'action' as const, action }))];
    const found = moments.flatMap((moment) => checkRecord(def, full, scopeOf(full), moment));
    expect(found.filter((violation) => violation.code !== 'rule')).toEqual([]);
  });
});

function sampleOf(def: FormDefinition): Record<string, unknown> {
  return sampleRecord(def, { ...NOW, relation: (field) => `sample-${field.target}`, file: () => 1 });
}
