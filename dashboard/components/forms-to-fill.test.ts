import type { FormView } from '../providers/definitions-source';
import { formsToFill } from './forms-to-fill';

const form = (key: string, area: string, more: object = {}): FormView =>
  ({ key, area, kind: 'form', tier: 1, can: { create: true }, fields: [], ...more }) as unknown as FormView;
const needs = (target: string) => ({ fields: [{ name: 'of', type: 'relation', target, required: true }] });

const forms = [
  form('work-order', 'repair', needs('repair-log')),
  form('repair-log', 'repair', { kind: 'register' }),
  form('bill', 'fees'),
  form('key', 'keys', { kind: 'master' }),
  form('key-loan', 'keys', needs('key')),
  form('payment', 'fees', { can: { create: false } }),
];
const keys = (favourites: string[]): string[] => formsToFill(forms, favourites).map((one) => one.key);

describe('forms to fill in', () => {
  it('take turns by area, what begins something first', () => expect(keys([])).toEqual(['repair-log', 'bill', 'key-loan', 'work-order']));
  it('begin with those that are starred, masters too', () =>
    expect(keys(['work-order', 'key'])).toEqual(['work-order', 'key', 'repair-log', 'bill', 'key-loan']));
  it('are none for those who only read', () =>
    expect(
      formsToFill(
        forms.map((one) => ({ ...one, can: { ...one.can, create: false } })),
        [],
      ),
    ).toEqual([]));
});
