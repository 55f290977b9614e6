import { field, form } from '../../../../config/definition/test-forms';
import { addState, flowLayout, removeState, renameAction, renameState } from './flow';
import { numberPreview, restartsEach } from './numbering';
import { problemOf } from './problems';

const DEF = form([field('who', 'relation', { target: 'employee', requiredAt: 'submit' })], {
  transitions: [
    { action: 'submit', zh: '提交', en: 'Submit', from: ['draft'], to: 'open', by: ['clerk'] },
    { action: 'back', zh: '退回', en: 'Back', from: ['open'], to: 'draft', by: ['clerk'], notBy: ['action:submit'] },
    { action: 'close', zh: '办结', en: 'Close', from: ['draft', 'open'], to: 'closed', by: ['clerk'] },
  ],
});

describe('the flow', () => {
  it('takes a new state before the ends', () =>
    expect(addState(DEF, { value: 'wait', zh: '等待', en: 'Waiting' }).states.map((state) => state.value)).toEqual([
      'draft',
      'open',
      'wait',
      'closed',
      'void',
    ]));

  it('loses with a state every way into it', () => {
    const def = removeState(DEF, 'open');
    expect(def.transitions.map((transition) => [transition.action, transition.from.join()])).toEqual([
      ['close', 'draft'],
      ['void', 'draft'],
    ]);
  });

  it('follows a state or an action to its new name', () => {
    expect(renameState(DEF, 'open', 'doing').transitions[2]?.from).toEqual(['draft', 'doing']);
    const def = renameAction(DEF, 0, 'send');
    expect(def.transitions[1]?.notBy).toEqual(['action:send']);
    expect(def.fields.find((one) => one.name === 'who')?.requiredAt).toBe('send');
  });

  it('is drawn from left to right; its ends stand last, and no two states in one place', () => {
    const places = flowLayout(DEF, { x: 100, y: 50 });
    const x = Object.fromEntries(places.map((place) => [place.value, place.x]));
    expect([x.draft, x.open, x.closed]).toEqual([0, 100, 200]);
    expect(new Set(places.map((place) => `${place.x}/${place.y}`)).size).toBe(places.length);
  });
});

describe('numbers', () => {
  const numbering = { book: 'x', pattern: 'FK-{yyyy}{mm}-{unit}-{seq:4}', start: 7 };
  it('show what the next one would be', () => expect(numberPreview(numbering, '2026-11-26', () => '单元')).toBe('FK-202611-[单元]-0007'));
  it('begin anew with the smallest part of the date', () =>
    expect(['{seq}', '{yyyy}{seq}', '{yyyy}{mm}{seq}', '{dd}{seq}'].map(restartsEach)).toEqual(['never', 'year', 'month', 'day']));
});

describe('a problem', () => {
  const place = (address: string) => {
    const { part, selection } = problemOf({ address: `paper.${address}`, code: 'x', zh: '', en: '' }, DEF);
    return { part, selection };
  };
  it('leads to the place where it is put right', () => {
    expect(place('fields.who.visible')).toEqual({ part: 'layout', selection: { kind: 'field', field: 'who' } });
    expect(place('fields.rows.columns.a.min')).toEqual({ part: 'layout', selection: { kind: 'field', field: 'rows', column: 'a' } });
    expect(place('transitions.close.guard[0]')).toEqual({ part: 'flow', selection: { kind: 'transition', index: 2 } });
    expect(place('states.open')).toEqual({ part: 'flow', selection: { kind: 'state', state: 'open' } });
    expect(place('list.search')).toEqual({ part: 'list', selection: null });
    expect(place('papers.slip.copies')).toEqual({ part: 'print', selection: { kind: 'paper', paper: 'slip' } });
    expect(place('numbering.pattern').part).toBe('rights');
  });
});
