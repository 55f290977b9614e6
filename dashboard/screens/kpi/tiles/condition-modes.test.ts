import type { FieldDefinition } from '../../../../config/definition/types';
import { chosenIn, conditionOf, modeOf, modesOf } from './condition-modes';

const field = (more: Partial<FieldDefinition>): FieldDefinition => ({ name: 'x', zh: '', en: '', type: 'enum', ...more });

test('what is chosen from a list can be left out; text and numbers cannot; the state is never empty', () => {
  expect(modesOf(field({}))).toEqual(['is', 'isNot', 'empty', 'filled']);
  expect(modesOf(field({ type: 'money' }))).toEqual(['is', 'empty', 'filled']);
  expect(modesOf(field({ multiple: true }))).toEqual(['is', 'empty', 'filled']);
  expect(modesOf(field({ type: 'relation', target: 'a' }))).toEqual(['is', 'isNot', 'empty', 'filled']);
  expect(modesOf(field({ name: 'state' }))).toEqual(['is', 'isNot']);
});

test.each([
  ['is', { $in: ['a'] }, { $in: ['a'] }],
  ['isNot', { $in: ['a', 'b'] }, { $notIn: ['a', 'b'] }],
  ['isNot', { documentId: { $in: ['u1'] } }, { documentId: { $notIn: ['u1'] } }],
  ['empty', { $in: ['a'] }, { $null: true }],
  ['filled', undefined, { $notNull: true }],
  ['is', undefined, {}],
] as const)('%s of %j is %j, and is read back as that', (mode, chosen, filter) => {
  expect(conditionOf(mode, chosen)).toEqual(filter);
  if (Object.keys(filter).length > 0) expect(modeOf(filter)).toBe(mode);
  if (mode === 'is' || mode === 'isNot') expect(chosenIn(filter)).toEqual(chosen);
});

test('conditions that links of figures write are read, too', () => {
  expect(modeOf({ $ne: 'void' })).toBe('isNot');
  expect(chosenIn({ $ne: 'void' })).toEqual({ $in: ['void'] });
  expect(modeOf({ $notNull: 'false' })).toBe('empty');
});
