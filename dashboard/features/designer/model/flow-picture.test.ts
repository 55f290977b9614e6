import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { expand, VOID_STATE } from '../../../../config/definition/expand';
import type { FormDefinition } from '../../../../config/definition/types';
import { overlap } from './flow-labels';
import { pointOn, type Box } from './flow-paths';
import { flowPicture } from './flow-picture';
import { textWidth } from './text-width';

const shipped: FormDefinition[] = ['forms', 'library'].flatMap((shelf) => {
  const root = join(__dirname, '../../../../config', shelf);
  return readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.yaml'))
    .map((file) => parse(readFileSync(join(root, file), 'utf8')) as Partial<FormDefinition>)
    .filter((def): def is FormDefinition => def.fields !== undefined && def.states !== undefined)
    .map(expand);
});

/** Two px of a corner hide nothing. */
const HIDES = 12;
/** What lies on something else in the picture of a form, as `form: word`: on another word, on a state. */
function hidden(def: FormDefinition, lang: 'zh' | 'en'): { onWords: string[]; onStates: string[] } {
  const { boxes, arrows } = flowPicture(
    def,
    (words) => words?.[lang] ?? '',
    (transition) => transition.action !== VOID_STATE,
  );
  const words = arrows.map(({ word, transition }): Box & { text: string } => {
    const width = textWidth(transition[lang], 11);
    return { text: `${def.key}: ${transition[lang]}`, x: word.x - width / 2, y: word.y - 7, width, height: 14 };
  });
  const lying = (others: (index: number) => Box[]): string[] =>
    words.filter((one, index) => others(index).some((other) => overlap(one, other) > HIDES)).map((one) => one.text);
  return { onWords: lying((index) => words.slice(index + 1)), onStates: lying(() => [...boxes.values()]) };
}

test('in the flow of every shipped form no word lies on another word or on a state', () => {
  expect(shipped.length).toBeGreaterThan(200);
  const [zh, en] = [shipped.map((def) => hidden(def, 'zh')), shipped.map((def) => hidden(def, 'en'))];
  expect([...zh, ...en].flatMap((one) => one.onWords)).toEqual([]);
  expect(zh.flatMap((one) => one.onStates)).toEqual([]);
  // Twenty-four arrows with long English words leave no room for one of the bill's.
  expect(en.flatMap((one) => one.onStates).filter((text) => !text.startsWith('bill: '))).toEqual([]);
});

test('the words of two arrows between the same states stand apart, and a word stays on its arrow', () => {
  const states = [
    { value: 'a', zh: '甲', en: 'A', initial: true },
    { value: 'b', zh: '乙', en: 'B', final: true },
  ];
  const way = (action: string) => ({ action, zh: '办理完成并归档', en: action, from: ['a'], to: 'b', by: ['clerk'] });
  const { arrows } = flowPicture(
    { states, transitions: [way('one'), way('two')] },
    (words) => words?.zh ?? '',
    () => true,
  );
  const [one, two] = arrows.map(({ word }) => word);
  expect(Math.abs((one?.y ?? 0) - (two?.y ?? 0))).toBeGreaterThanOrEqual(14);
  for (const { arrow, word } of arrows) {
    const steps = Array.from({ length: 101 }, (_, n) => pointOn(arrow, n / 100));
    expect(Math.min(...steps.map((point) => Math.hypot(point.x - word.x, point.y - word.y)))).toBeLessThan(32);
  }
});
