import { en } from '../../app/words.en';
import { zh } from '../../app/words.zh';
import { startI18n, wordingOf } from '../../providers/i18n';
import { changeOf, figureText, showFigure, showOnAxis, showPart, unitWord, verdictOf } from './figure-words';

startI18n({ zh, en });
const words = wordingOf('zh');
const rate = { good: 'up', unit: '%' } as const;

test('figures are said in their unit', () => {
  expect(showFigure(0.9512, '%')).toBe('95.1%');
  expect(showFigure(1, '%')).toBe('100.0%');
  expect(showFigure(123456789, 'fen')).toBe('¥1,234,567.89');
  expect(showFigure(-50, 'fen')).toBe('-¥0.50');
  expect(showFigure(1234, 'cases')).toBe('1,234');
});

test('a rate over nothing has no value', () => {
  expect(showFigure(null, '%')).toBe('—');
  expect(verdictOf({ ...rate, value: null, target: 0.95 }, words)).toEqual({ tone: 'none', text: '' });
  expect(changeOf({ ...rate, value: null, before: 0.9 }, words)).toBeNull();
});

test('万 stands on axes only', () => {
  expect(showOnAxis(125_000_000, 'fen', 'zh')).toBe('¥125万');
  expect(showOnAxis(125_000_000, 'fen', 'en')).toBe('¥1,250k');
  expect(showOnAxis(50_000, 'fen', 'zh')).toBe('¥500');
  expect(showOnAxis(0.85, '%', 'zh')).toBe('85%');
});

test('sides of a rate are said in what they count', () => {
  expect(showPart(1500, 'fen')).toBe('¥15.00');
  expect(showPart(123456, 'area')).toBe('1,234.56 m²');
  expect(showPart(17, 'count')).toBe('17');
});

test('the target is met or missed in words, and the colour follows what is good', () => {
  expect(verdictOf({ ...rate, value: 0.967, target: 0.95 }, words)).toEqual({ tone: 'good', text: '已达标 · 高于目标 1.7 个百分点' });
  expect(verdictOf({ ...rate, value: 0.9, target: 0.95 }, words)).toEqual({ tone: 'bad', text: '未达标 · 低于目标 5.0 个百分点' });
  expect(verdictOf({ value: 3, target: 0, good: 'down', unit: 'keys' }, words)).toEqual({ tone: 'bad', text: '未达标 · 高于目标 3 把' });
  expect(verdictOf({ value: 0, target: 0, good: 'down', unit: 'keys' }, words)).toEqual({ tone: 'good', text: '已达标 · 与目标持平' });
});

test('a rate that rounds to its target but misses it is missed', () => {
  expect(showFigure(0.94996, '%')).toBe('95.0%');
  expect(verdictOf({ ...rate, value: 0.94996, target: 0.95 }, words)).toEqual({ tone: 'bad', text: '未达标 · 低于目标 <0.1 个百分点' });
});

test('a rise of what should fall is bad, of a plain count neither', () => {
  expect(changeOf({ value: 120_00, before: 100_00, good: 'down', unit: 'fen' }, words)).toEqual({
    tone: 'bad',
    arrow: 'up',
    text: '较上期增 20.0%',
  });
  expect(changeOf({ value: 7, before: 9, good: 'neutral', unit: 'cases' }, words)).toEqual({
    tone: 'none',
    arrow: 'down',
    text: '较上期减 2 件',
  });
  expect(changeOf({ value: 0.9, before: 0.9, good: 'up', unit: '%' }, words)).toMatchObject({ tone: 'none', arrow: 'flat' });
});

test('English says the same', () => {
  expect(verdictOf({ ...rate, value: 0.967, target: 0.95 }, wordingOf('en')).text).toBe('Target met · 1.7 points above target');
});

test('a figure made on screen brings its own word and digits', () => {
  const hours = { unit: 'number', tile: { unit: { zh: '小时', en: 'hours' }, digits: 1 } } as const;
  expect(`${figureText(1234.56, hours)} ${unitWord(hours, words)}`).toBe('1,234.6 小时');
  expect(verdictOf({ ...hours, value: 3, target: 2.5, good: 'down' }, words).text).toBe('未达标 · 高于目标 0.5 小时');
  expect(changeOf({ ...hours, value: 3, before: 5, good: 'down' }, wordingOf('en'))).toMatchObject({
    tone: 'good',
    text: 'down 2.0 hours on the period before',
  });
  expect(unitWord({ unit: 'number', tile: { unit: null, digits: 0 } }, words)).toBe('');
});
