import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import type { FieldDefinition, FieldType } from '../../config/definition/types';
import { en } from '../app/words.en';
import { zh } from '../app/words.zh';
import { startI18n } from '../providers/i18n';
import { formView } from '../test/form-view';
import { chosenOf, rangeOf } from './controls/conditions';
import type { FieldFilter } from './field-parts';
import { partsOf } from './index';
import { presentField } from './present-field';

beforeAll(() => startI18n({ zh, en }));
afterEach(cleanup);

const field = (type: FieldType, part: Partial<FieldDefinition> = {}): FieldDefinition => ({
  name: 'f',
  zh: '费用',
  en: 'Fee',
  type,
  ...part,
});
const form = formView({ key: 'order', fields: [field('money')] });

/** What a chip says for a condition. */
function said(of: FieldDefinition, value: FieldFilter): string {
  const Words = partsOf(of).filter?.Words;
  const { container } = render(<>{Words && <Words form={form} field={of} value={value} />}</>);
  return container.textContent ?? '';
}

test('conditions that come from an address are said in words', () => {
  expect(said(field('money'), { $gte: '10000', $lte: '25050' })).toBe('¥100.00 – ¥250.50');
  expect(said(field('datetime'), { $gte: '2026-11-23T16:00:00.000Z', $lt: '2026-11-24T16:00:00.000Z' })).toBe('2026-11-24');
  expect(said(field('date'), { $lte: '2026-11-30' })).toBe('≤ 2026-11-30');
  expect(
    said(
      field('enum', {
        values: [
          { value: 'a', zh: '甲', en: 'A' },
          { value: 'b', zh: '乙', en: 'B', archived: true },
        ],
      }),
      { $in: { 0: 'a', 1: 'b' } },
    ),
  ).toBe('甲、乙');
  expect(said(field('boolean'), { $eq: 'false' })).toBe('否');
  expect(said(field('string'), { $containsi: '灯' })).toBe('“灯”');
  const state = presentField(form, 'state');
  expect(state && said(state, { $eq: 'open' })).toBe('已登记');
});

test('an amount is typed in yuan and asked for in fen, once it is complete', () => {
  const asked: (FieldFilter | undefined)[] = [];
  const Control = partsOf(field('money')).filter?.Control;
  if (!Control) throw new Error('money can be filtered');
  render(<Control form={form} field={field('money')} value={{ $lte: '5000' }} onChange={(next) => asked.push(next)} label="费用" />);
  const least = screen.getByLabelText('费用 最小');
  fireEvent.change(least, { target: { value: '12.5' } });
  expect(asked).toEqual([]);
  fireEvent.blur(least);
  expect(asked).toEqual([{ $gte: 1250, $lte: '5000' }]);
  fireEvent.change(screen.getByLabelText('费用 最大'), { target: { value: 'viel' } });
  fireEvent.blur(screen.getByLabelText('费用 最大'));
  expect(asked).toHaveLength(1);
});

test('a condition without content is none', () => {
  expect([rangeOf({ $gte: undefined, $lte: '' }), chosenOf(undefined), chosenOf({ $eq: 'x' })]).toEqual([undefined, [], ['x']]);
});
