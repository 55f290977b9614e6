import { field, form } from '../../../../config/definition/test-forms';
import type { FormDefinition } from '../../../../config/definition/types';
import { addField, archiveField, duplicateField, patchField, placeAfter, removeField, restoreField } from './fields';
import { history, historyOf, type HistoryAction } from './history';
import { addSection, layoutOf, placed, removeSection, stepped } from './layout';
import { toSend } from './problems';

/** A form as it stands in its file: nothing but its own fields. */
const FORM: FormDefinition = {
  ...form([], {}),
  ...{
    version: undefined,
    sections: [
      { key: 'a', zh: '甲', en: 'A', fields: ['one', 'two'] },
      { key: 'b', zh: '乙', en: 'B', fields: ['three'] },
    ],
  },
  fields: [field('one', 'string'), field('two', 'string'), field('three', 'integer')],
  title: ['one'],
  list: { columns: ['one', 'two'], filters: ['two'], sort: '-two' },
  papers: [{ key: 'p', zh: '单', en: 'Paper', copies: 1, copyNames: [], signatures: [], fields: ['two', 'one'] }],
};
const order = (def: FormDefinition): string =>
  layoutOf(def)
    .map((section) => `${section.key}:${section.fields.join(',')}`)
    .join(' ');

describe('fields on the canvas', () => {
  it('stand behind the selected one when they are added', () => {
    const def = addField(FORM, field('new', 'string'), placeAfter(FORM, { field: 'one' }));
    expect(order(def)).toBe('a:one,new,two b:three more:remark,attachments');
    expect(def.fields.at(-1)?.name).toBe('new');
  });

  it('stand at the end of the last own section when nothing is selected', () =>
    expect(order(addField(FORM, field('new', 'string'), placeAfter(FORM, null)))).toContain('b:three,new'));

  it('write down the section of the rest only when something moves in it', () => {
    expect(placed(FORM, 'one', { section: 'b', index: 0 }).sections).toHaveLength(2);
    expect(order(placed(FORM, 'remark', { section: 'a', index: 0 }))).toBe('a:remark,one,two b:three more:attachments');
    const plain = { ...FORM, sections: undefined };
    expect(order(addField(plain, field('new', 'string'), placeAfter(plain, null)))).toBe('main:one,two,three,new,remark,attachments');
  });

  it('step over the edge of their section', () => {
    expect(order(stepped(FORM, 'two', 1))).toContain('a:one b:two,three');
    expect(order(stepped(FORM, 'two', -1))).toContain('a:two,one b:three');
    expect(stepped(FORM, 'one', -1)).toBe(FORM);
  });

  it('keep their place, their settings and their name when archived and restored', () => {
    const strict = patchField(FORM, { field: 'two' }, { required: true });
    const archived = archiveField(strict, { field: 'two' });
    expect(archived.fields[1]).toMatchObject({ name: 'two', archived: true, required: true });
    expect(archived.list).toEqual({ columns: ['one'] });
    expect(archived.papers?.[0]?.fields).toEqual(['one']);
    expect(order(archived)).toBe(order(FORM));
    expect(restoreField(archived, { field: 'two' }).fields).toEqual(strict.fields);
  });

  it('are gone for good only while nobody has a value of them', () => {
    const def = removeField(addField(FORM, field('new', 'string'), { section: 'a', index: 1 }), { field: 'new' });
    expect(def).toEqual(FORM);
  });

  it('have twins without what must be one of a kind', () => {
    const def = duplicateField(patchField(FORM, { field: 'one' }, { unique: true, required: true }), { field: 'one' }, 'one2');
    expect(order(def)).toContain('a:one,one2,two');
    expect(def.fields.at(-1)).toMatchObject({ name: 'one2', required: true, zh: 'one 2' });
    expect(def.fields.at(-1)).not.toHaveProperty('unique');
  });

  it('move on to the neighbour when their section goes; a new section waits for its first field', () => {
    expect(order(removeSection(FORM, 'a'))).toBe('b:one,two,three more:remark,attachments');
    const def = addSection(FORM, { key: 'c', zh: '丙', en: 'C' }, 'a');
    expect(def.sections?.map((section) => section.key)).toEqual(['a', 'c', 'b']);
    expect(toSend(def).sections?.map((section) => section.key)).toEqual(['a', 'b']);
  });
});

describe('undo', () => {
  const label = (zh: string): HistoryAction => ({
    type: 'edit',
    change: (def) => patchField(def, { field: 'one' }, { zh }),
    typing: 'label',
  });
  const run = (actions: HistoryAction[]) => actions.reduce(history, historyOf(FORM));

  it('takes back and brings back step by step', () => {
    const add: HistoryAction = { type: 'edit', change: (def) => addField(def, field('new', 'string'), { section: 'a', index: 0 }) };
    expect(run([add, { type: 'undo' }]).present).toBe(FORM);
    expect(run([add, { type: 'undo' }, { type: 'redo' }]).present.fields).toHaveLength(4);
    expect(run([{ type: 'undo' }]).present).toBe(FORM);
  });

  it('takes a typed word as one step, two inputs as two', () => {
    expect(run([label('车'), label('车牌'), label('车牌号'), { type: 'undo' }]).present).toBe(FORM);
    expect(run([label('车'), { type: 'pause' }, label('车牌'), { type: 'undo' }]).present.fields[0]?.zh).toBe('车');
  });

  it('forgets what was taken back once something else is done', () => {
    const state = run([label('车'), { type: 'undo' }, label('船')]);
    expect(state.future).toEqual([]);
    expect(history(state, { type: 'redo' })).toBe(state);
  });

  it('does not count what changes nothing', () => expect(run([{ type: 'edit', change: (def) => def }]).past).toHaveLength(0));
});
