import type { FormView } from '../../providers/definitions-source';
import { actionsOf, bulkActions } from './possible-actions';

const words = { zh: '', en: '' };
const form = {
  fields: [{ ...words, name: 'customerSign', type: 'media', requiredAt: 'accept' }],
  transitions: [
    { ...words, action: 'notify', from: ['issued'], to: 'notified', by: ['assistant'] },
    { ...words, action: 'accept', from: ['done'], to: 'accepted', by: ['assistant'], fields: ['customerSign'] },
    { ...words, action: 'price', from: ['accepted'], to: 'priced', by: ['finance'], headOnly: true, require: ['amount'] },
    { ...words, action: 'void', from: ['issued'], to: 'void', by: ['supervisor'], comment: 'required' },
    { ...words, action: 'void', from: ['done'], to: 'void', by: ['supervisor'], comment: 'optional' },
    { ...words, action: 'bind', from: ['issued'], to: 'bound', by: ['assistant'], notYet: words },
  ],
} as unknown as FormView;
const person = (...roles: string[]) => ({ roles, head: false });

describe('actions in a list', () => {
  it('are those of the state that a role of the caller performs', () => {
    expect(actionsOf(form, 'issued', person('assistant')).map((one) => one.action)).toEqual(['notify']);
    expect(actionsOf(form, 'done', person('supervisor')).map((one) => one.action)).toEqual(['void']);
    expect(actionsOf(form, 'issued', person('receptionist'))).toEqual([]);
  });

  it('for the head only are for the head only', () => {
    expect(actionsOf(form, 'accepted', person('finance'))).toEqual([]);
    expect(actionsOf(form, 'accepted', { roles: ['finance'], head: true }).map((one) => one.action)).toEqual(['price']);
  });

  it('for many need no value of the single record', () => {
    expect(bulkActions(form, ['done', 'issued'], person('assistant')).map((one) => one.action)).toEqual(['notify']);
    expect(bulkActions(form, ['accepted'], { roles: ['finance'], head: true })).toEqual([]);
  });

  it('of one name are offered once, with the stricter comment', () => {
    expect(bulkActions(form, ['done', 'issued'], person('supervisor'))).toEqual([
      { ...words, action: 'void', decision: undefined, comment: 'required', from: ['issued', 'done'] },
    ]);
  });
});
