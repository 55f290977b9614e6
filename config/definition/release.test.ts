import { checkKept } from './keep';
import { mergeRelease } from './release';
import { field, form } from './test-forms';
import type { FieldDefinition, FormDefinition } from './types';

const KINDS: FieldDefinition = field('kind', 'enum', {
  values: [
    { value: 'a', zh: '甲', en: 'A' },
    { value: 'b', zh: '乙', en: 'B' },
  ],
});
const at = (def: FormDefinition, name: string): FieldDefinition | undefined => def.fields.find((one) => one.name === name);
const base = form([field('name', 'string'), KINDS, field('fee', 'money')], { version: 1 });
const own = { ...base, version: 4, zh: '我们的单据', fields: [...base.fields, field('plate', 'string')] };

test('the release’s new field, words and rules come, and ours stay', () => {
  const shipped = {
    ...base,
    en: 'New paper',
    fields: [...base.fields.map((one) => (one.name === 'name' ? { ...one, required: true } : one)), field('floor', 'integer')],
  };
  const { definition, conflicts } = mergeRelease({ base, own, shipped });
  expect(conflicts).toEqual([]);
  expect([definition.zh, definition.en]).toEqual(['我们的单据', 'New paper']);
  expect(at(definition, 'name')?.required).toBe(true);
  expect([at(definition, 'plate')?.type, at(definition, 'floor')?.type]).toEqual(['string', 'integer']);
  expect(definition).not.toHaveProperty('version');
  expect(checkKept(own, definition, new Set())).toEqual([]);
});

test('what both changed is asked for, and taken as it was chosen', () => {
  const shipped = { ...base, zh: '新版单据' };
  const { conflicts, definition } = mergeRelease({ base, own, shipped });
  expect(conflicts).toEqual([{ address: 'zh', before: '单据', mine: '我们的单据', theirs: '新版单据' }]);
  expect(definition.zh).toBe('我们的单据');
  expect(mergeRelease({ base, own, shipped }, { zh: 'theirs' }).definition.zh).toBe('新版单据');
});

test('a field or a value that the release no longer has is archived here: records hold it', () => {
  const shipped = { ...base, fields: [field('name', 'string'), { ...KINDS, values: (KINDS.values ?? []).slice(0, 1) }] };
  const { definition } = mergeRelease({ base, own, shipped });
  expect(at(definition, 'fee')).toMatchObject({ archived: true });
  expect(at(definition, 'kind')?.values?.find((entry) => entry.value === 'b')).toMatchObject({ archived: true });
  expect(checkKept(own, definition, new Set())).toEqual([]);
});

test('without a change of the release nothing changes', () => {
  const { version: _version, ...rest } = own;
  expect(mergeRelease({ base, own, shipped: base }).definition).toEqual(rest);
});
