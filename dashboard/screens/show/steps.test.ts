import type { FormDefinition } from '../../../config/definition/types';
import { stepsOf } from './steps';

const words = { zh: '', en: '' };
const state = (value: string, part: Partial<FormDefinition['states'][number]> = {}) => ({ value, ...words, ...part });
const go = (action: string, from: string[], to: string, part = {}) => ({ action, ...words, from, to, by: [], ...part });
const FORM = {
  states: [
    state('issued', { initial: true }),
    state('working'),
    state('pending'),
    state('done'),
    state('closed', { final: true }),
    state('void', { final: true, tone: 'danger' }),
  ],
  transitions: [
    go('start', ['issued', 'pending'], 'working'),
    go('hold', ['working'], 'pending'),
    go('finish', ['working'], 'done'),
    go('reject', ['done'], 'working', { decision: 'reject' }),
    go('close', ['done'], 'closed'),
    go('void', ['issued', 'working'], 'void'),
  ],
} as unknown as FormDefinition;
const came = (...values: string[]) => values.map((to, index) => ({ to, at: `2026-11-2${index + 1}` }));
const shown = (now: string, history: ReturnType<typeof came>) =>
  stepsOf(FORM, now, history).map((step) => `${step.stage[0]}:${step.state.value}`);

test('a new case has its whole way before it, by the shortest road', () => {
  expect(shown('issued', came('issued'))).toEqual(['c:issued', 'a:working', 'a:done', 'a:closed']);
});

test('a detour stays behind, what is to come again does not', () => {
  expect(shown('working', came('issued', 'working', 'pending', 'working'))).toEqual([
    'p:issued',
    'p:pending',
    'c:working',
    'a:done',
    'a:closed',
  ]);
  expect(shown('working', came('issued', 'working', 'done', 'working'))).toEqual(['p:issued', 'c:working', 'a:done', 'a:closed']);
});

test('at an end nothing is before it', () => {
  expect(shown('closed', came('issued', 'working', 'done', 'closed'))).toEqual(['p:issued', 'p:working', 'p:done', 'c:closed']);
  expect(shown('void', came('issued', 'void'))).toEqual(['p:issued', 'c:void']);
});
