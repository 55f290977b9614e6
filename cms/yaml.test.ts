import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadRoleTable } from './access/rights-table';
import { readDefinitionFiles } from './definitions/files';
import { openYamlMemory } from './yaml';

const ROOT = join(__dirname, '..');
const roles = [...loadRoleTable(ROOT).roles.keys()];
const folder = mkdtempSync(join(tmpdir(), 'parsed-'));
afterAll(() => rmSync(folder, { recursive: true }));

test('what a form file says is the same whether its YAML is read or was read before', () => {
  const file = join(folder, 'cache/forms.json');
  const first = openYamlMemory(file);
  const read = readDefinitionFiles(ROOT, roles, [], first);
  first.save();
  expect(readDefinitionFiles(ROOT, roles, [], openYamlMemory(file))).toEqual(read);
  expect(Object.keys(JSON.parse(readFileSync(file, 'utf8')) as object)).toHaveLength(read.raw.length);
});

test('what the build has read is found, and left as it is', () => {
  const built = join(folder, 'built.json');
  const build = openYamlMemory(built);
  build.keep('key: a', { key: 'a' });
  build.save();
  const file = join(folder, 'start.json');
  const start = openYamlMemory(file, built);
  expect([start.find('key: a'), start.find('key: b')]).toEqual([{ key: 'a' }, undefined]);
  start.keep('key: b', { key: 'b' });
  start.save();
  expect(Object.keys(JSON.parse(readFileSync(built, 'utf8')) as object)).toHaveLength(1);
  expect(openYamlMemory(file).find('key: b')).toEqual({ key: 'b' });
});

test('what is found may be changed by who asked', () => {
  const memory = openYamlMemory(join(folder, 'own.json'));
  memory.keep('a', { list: [1] });
  (memory.find('a') as { list: number[] }).list.push(2);
  expect(memory.find('a')).toEqual({ list: [1] });
});

test('it is the text that counts, and what nobody asked for any more is let go', () => {
  const file = join(folder, 'texts.json');
  const first = openYamlMemory(file);
  first.keep('key: a', { key: 'a' });
  first.keep('key: b', { key: 'b' });
  first.save();
  const second = openYamlMemory(file);
  expect([second.find('key: a'), second.find('key: a '), second.find('key: c')]).toEqual([{ key: 'a' }, undefined, undefined]);
  second.keep('key: c', { key: 'c' });
  second.save();
  const third = openYamlMemory(file);
  expect([third.find('key: a'), third.find('key: b'), third.find('key: c')]).toEqual([{ key: 'a' }, undefined, { key: 'c' }]);
});

test('a file that was cut short is begun anew', () => {
  const file = join(folder, 'cut.json');
  writeFileSync(file, '{"a": [1');
  const forms = openYamlMemory(file);
  expect(forms.find('key: a')).toBeUndefined();
  forms.keep('key: a', 1);
  forms.save();
  expect(openYamlMemory(file).find('key: a')).toBe(1);
});
