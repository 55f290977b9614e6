import { field, form } from '../../../../config/definition/test-forms';
import type { FieldDefinition, FormDefinition } from '../../../../config/definition/types';
import { addField, patchField } from './fields';
import { mergeDefinitions } from '../../../../config/definition/merge';

const BASE: FormDefinition = form([field('a', 'string'), field('b', 'string')], {
  sections: [{ key: 's', zh: 's', en: 's', fields: ['a', 'b'] }],
});
const put = (def: FormDefinition, name: string, patch: Partial<FieldDefinition>): FormDefinition => patchField(def, { field: name }, patch);
const own = (def: FormDefinition): string[] =>
  def.fields.map((one) => one.name).filter((name) => ['a', 'b', 'mine', 'theirs'].includes(name));

describe('two editors of one form', () => {
  it('keep what only one of them changed', () => {
    const { definition, conflicts } = mergeDefinitions(BASE, put(BASE, 'a', { zh: '甲' }), put(BASE, 'b', { required: true }));
    expect(conflicts).toEqual([]);
    expect(definition.fields.find((one) => one.name === 'a')?.zh).toBe('甲');
    expect(definition.fields.find((one) => one.name === 'b')?.required).toBe(true);
  });

  it('both get their new field', () => {
    const [mine, theirs] = [
      addField(BASE, field('mine', 'string'), { section: 's', index: 1 }),
      addField(BASE, field('theirs', 'date'), { section: 's', index: 2 }),
    ];
    const { definition } = mergeDefinitions(BASE, mine, theirs);
    expect(own(definition).sort()).toEqual(['a', 'b', 'mine', 'theirs']);
  });

  it('choose where both changed the same', () => {
    const [mine, theirs] = [put(BASE, 'a', { zh: '甲' }), put(BASE, 'a', { zh: '子' })];
    const { conflicts, definition } = mergeDefinitions(BASE, mine, theirs);
    expect(conflicts).toEqual([{ address: 'fields.a.zh', before: 'a', mine: '甲', theirs: '子' }]);
    expect(definition).toEqual(mine);
    expect(mergeDefinitions(BASE, mine, theirs, { 'fields.a.zh': 'theirs' }).definition.fields.find((one) => one.name === 'a')?.zh).toBe(
      '子',
    );
  });

  it('have no conflict where both did the same', () =>
    expect(mergeDefinitions(BASE, put(BASE, 'a', { zh: '甲' }), put(BASE, 'a', { zh: '甲' })).conflicts).toEqual([]));

  it('see that one takes away what the other changed', () => {
    const mine = { ...BASE, fields: BASE.fields.filter((one) => one.name !== 'b') };
    expect(mergeDefinitions(BASE, mine, put(BASE, 'b', { required: true })).conflicts.map((one) => one.address)).toEqual(['fields.b']);
    expect(own(mergeDefinitions(BASE, mine, BASE).definition)).toEqual(['a']);
  });

  it('keep the order of whoever changed it', () => {
    const turned = { ...BASE, fields: [...BASE.fields].reverse() };
    expect(own(mergeDefinitions(BASE, turned, BASE).definition)).toEqual(['b', 'a']);
    expect(own(mergeDefinitions(BASE, BASE, turned).definition)).toEqual(['b', 'a']);
    expect(own(mergeDefinitions(BASE, put(BASE, 'a', { zh: '甲' }), turned).definition)).toEqual(['b', 'a']);
  });
});
