import fc from 'fast-check';
import type { ApprovalDefinition } from '../definition/types';
import { APPROVAL_ACTS, isAllowed, mayReturnTo, stepsBehind, whyNotNow } from './acts';
import { current, startCase, step, taskFor, type ApprovalCase, type ApprovalEvent, type Person } from './approval';

const person = (employee: string, roles: string[], more: Partial<Person> = {}): Person => ({
  employee,
  roles,
  head: false,
  standsInFor: [],
  ...more,
});
const ann = person('ann', ['a']);
const bob = person('bob', ['b']);
const cid = person('cid', ['c']);
const of = (mode: ApprovalDefinition['mode'], more: Partial<ApprovalDefinition> = {}): ApprovalDefinition => ({
  mode,
  approvers: [{ role: 'a' }, { role: 'b' }, { role: 'c' }],
  ...more,
});

function run(definition: ApprovalDefinition, ...events: ApprovalEvent[]): ApprovalCase {
  return events.reduce((state, event) => {
    const result = step(state, event);
    if (!result.ok) throw new Error(`${event.kind}: ${result.code}`);
    return result.next;
  }, startCase(definition));
}
const yes = (by: Person): ApprovalEvent => ({ kind: 'approve', by });
const no = (by: Person): ApprovalEvent => ({ kind: 'reject', by });

describe('several people decide', () => {
  test('any: one yes suffices, the others are no longer asked', () => {
    const state = run(of('any'), yes(bob));
    expect(state.outcome).toBe('approved');
    expect(state.tasks.map((task) => task.status)).toEqual(['skipped', 'approved', 'skipped']);
  });

  test('any: rejected only when all have said no', () => {
    expect(run(of('any'), no(ann), no(bob)).outcome).toBe('open');
    expect(run(of('any'), no(ann), no(bob), no(cid)).outcome).toBe('rejected');
  });

  test('all: every place is needed, one no ends it', () => {
    expect(run(of('all'), yes(cid), yes(ann)).outcome).toBe('open');
    expect(run(of('all'), yes(cid), yes(ann), yes(bob)).outcome).toBe('approved');
    expect(run(of('all'), yes(cid), no(ann)).outcome).toBe('rejected');
  });

  test('sequential: the second is asked when the first has said yes', () => {
    const start = startCase(of('sequential'));
    expect(step(start, yes(bob))).toEqual({ ok: false, code: 'no_task' });
    expect(run(of('sequential'), yes(ann), yes(bob), yes(cid)).outcome).toBe('approved');
  });

  test('ratio: two thirds of three are two; the case ends as soon as it is decided either way', () => {
    expect(run(of('ratio', { ratio: 2 / 3 }), yes(ann)).outcome).toBe('open');
    expect(run(of('ratio', { ratio: 2 / 3 }), yes(ann), yes(cid)).outcome).toBe('approved');
    expect(run(of('ratio', { ratio: 2 / 3 }), no(ann), no(cid)).outcome).toBe('rejected');
  });

  test('nobody decides twice, whatever roles they hold', () => {
    const both = person('both', ['a', 'b']);
    const state = run(of('all'), yes(both));
    expect(step(state, yes(both))).toEqual({ ok: false, code: 'already_decided' });
  });

  test('a delegate decides once for whom he stands in, and both names stand there', () => {
    const dan = person('dan', ['x'], { standsInFor: [{ employee: 'ann', roles: ['a'], head: false }] });
    const state = run(of('all'), yes(dan));
    expect(state.tasks[0]).toMatchObject({ status: 'approved', decidedBy: 'dan', onBehalfOf: 'ann' });
    expect(step(state, yes(ann))).toEqual({ ok: false, code: 'already_decided' });
  });

  test('only the head decides where the head is asked', () => {
    const definition = of('all', { approvers: [{ role: 'a', headOnly: true }] });
    expect(step(startCase(definition), yes(ann))).toEqual({ ok: false, code: 'no_task' });
    expect(run(definition, yes({ ...ann, head: true })).outcome).toBe('approved');
  });

  test('signers ask signers, three deep, before and after', () => {
    const x = person('x', []);
    const y = person('y', []);
    const z = person('z', []);
    const add = (by: Person, to: string, place: 'before' | 'after'): ApprovalEvent => ({ kind: 'add-signer', by, to, place });
    const state = run(
      of('all', { approvers: [{ role: 'a' }] }),
      add(ann, 'x', 'before'),
      add(x, 'y', 'before'),
      add(y, 'z', 'after'),
      yes(y),
    );
    expect(step(state, yes(ann))).toMatchObject({ ok: false });
    const next = [yes(z), yes(x), yes(ann)].reduce((now, event) => {
      const result = step(now, event);
      if (!result.ok) throw new Error(result.code);
      return result.next;
    }, state);
    expect(next.outcome).toBe('approved');
  });

  test('a transferred task belongs to the one it was given to', () => {
    const state = run(of('all'), { kind: 'transfer', by: ann, to: 'dora' });
    expect(step(state, yes(ann))).toEqual({ ok: false, code: 'no_task' });
    expect(step(state, yes(person('dora', [])))).toMatchObject({ ok: true });
  });

  test('return to the first step: again runs all anew, straight comes right back', () => {
    const back = (then: 'again' | 'straight'): ApprovalCase =>
      run(of('sequential'), yes(ann), yes(bob), { kind: 'return', by: cid, to: 1, then });
    const open = (state: ApprovalCase): string[] =>
      current(state)
        .filter((task) => task.status === 'open')
        .map((task) => task.role);
    const after = (state: ApprovalCase): string[] => {
      const result = step(state, yes(ann));
      return result.ok ? open(result.next) : [result.code];
    };
    expect(open(back('again'))).toEqual(['a']);
    expect(after(back('again'))).toEqual(['b']);
    expect(after(back('straight'))).toEqual(['c']);
  });

  test('a clock that has run out is told once', () => {
    const once = step(startCase(of('all')), { kind: 'timeout', task: 1, then: 'remind', to: null });
    expect(once.ok).toBe(true);
    expect(once.ok && step(once.next, { kind: 'timeout', task: 1, then: 'remind', to: null })).toEqual({
      ok: false,
      code: 'already_decided',
    });
  });

  test('after escalation the other role may decide', () => {
    const state = run(of('all'), { kind: 'timeout', task: 1, then: 'escalate', to: 'boss' });
    expect(step(state, yes(person('eve', ['boss'])))).toMatchObject({ ok: true });
  });
});

describe('whatever happens, in whatever order', () => {
  const people: Person[] = [
    ann,
    bob,
    cid,
    person('two', ['a', 'b'], { head: true }),
    person('dan', ['x'], { standsInFor: [{ employee: 'bob', roles: ['b'], head: false }] }),
    person('x', []),
    person('y', []),
    person('boss', ['boss']),
  ];
  const who = fc.constantFrom(...people);
  const then = fc.constantFrom('again' as const, 'straight' as const);
  const to = fc.constantFrom('x', 'y', 'dan', 'ann', 'boss');
  const event: fc.Arbitrary<ApprovalEvent> = fc.oneof(
    { weight: 5, arbitrary: who.map((by): ApprovalEvent => ({ kind: 'approve', by })) },
    { weight: 2, arbitrary: who.map((by): ApprovalEvent => ({ kind: 'reject', by })) },
    fc.record({ kind: fc.constant('transfer' as const), by: who, to }),
    fc.record({ kind: fc.constant('add-signer' as const), by: who, to, place: fc.constantFrom('before' as const, 'after' as const) }),
    fc.record({ kind: fc.constant('return' as const), by: who, to: fc.option(fc.integer({ min: 1, max: 9 })), then }),
    fc.record({ kind: fc.constant('resubmit' as const), then }),
    fc.record({
      kind: fc.constant('timeout' as const),
      task: fc.integer({ min: 1, max: 9 }),
      then: fc.constantFrom('remind' as const, 'escalate' as const, 'return' as const),
      to: fc.constant('boss'),
    }),
    { weight: 1, arbitrary: fc.constant<ApprovalEvent>({ kind: 'withdraw' }) },
  );
  const definition: fc.Arbitrary<ApprovalDefinition> = fc.record({
    mode: fc.constantFrom('any' as const, 'all' as const, 'sequential' as const, 'ratio' as const),
    ratio: fc.constantFrom(0.01, 0.34, 0.5, 2 / 3, 1),
    approvers: fc.array(fc.record({ role: fc.constantFrom('a', 'b', 'c'), headOnly: fc.boolean() }), { minLength: 1, maxLength: 4 }),
  });

  test('12,000 random runs: no case is stuck, no task is decided twice, nobody decides two places, an ended case stays ended', () => {
    fc.assert(
      fc.property(definition, fc.array(event, { maxLength: 40 }), (form, events) => {
        let state = startCase(form);
        for (const next of events) {
          const before = JSON.stringify(state);
          const result = step(state, next);
          expect(JSON.stringify(state)).toBe(before);
          if (!result.ok) continue;
          const decided = (list: ApprovalCase): string[] =>
            list.tasks
              .filter((task) => task.status === 'approved' || task.status === 'rejected')
              .map((task) => `${task.id} ${task.status} ${task.decidedBy}`);
          // What was decided stays decided as it was.
          expect(decided(result.next)).toEqual(expect.arrayContaining(decided(state)));
          if (state.outcome !== 'open') expect(next.kind).toBe('resubmit');
          state = result.next;
          const now = current(state);
          if (state.outcome === 'open') {
            const open = now.filter((task) => task.status === 'open');
            expect(open.length).toBeGreaterThan(0);
            // Somebody who holds the role, or is named, can act on each: taskFor finds a task for them.
            for (const task of open) {
              const holder = task.person ? person(task.person, []) : person('new', [task.role], { head: true });
              expect(taskFor(state, holder)).not.toBeNull();
            }
          } else {
            expect(now.some((task) => task.status === 'open' || task.status === 'waiting')).toBe(false);
          }
          const places = now
            .filter((task) => task.parent === null && task.status === 'approved' && task.decidedBy !== null)
            .map((task) => task.onBehalfOf ?? task.decidedBy);
          expect(new Set(places).size).toBe(places.length);
        }
      }),
      { numRuns: 12_000, seed: 20261125 },
    );
  });
});

describe('what else can be done in a case', () => {
  const withBack = (more: Partial<ApprovalDefinition> = {}): ApprovalDefinition =>
    of('sequential', { onReject: { action: 'refuse', then: 'again' }, ...more });
  const start = startCase(withBack());

  test('what the form does not say is allowed; what goes back to the applicant needs a way back', () => {
    expect(APPROVAL_ACTS.filter((act) => isAllowed(withBack(), act))).toEqual(['transfer', 'add-signer', 'return', 'withdraw']);
    expect(APPROVAL_ACTS.filter((act) => isAllowed(of('any'), act))).toEqual(['transfer', 'add-signer', 'return']);
    expect([mayReturnTo(of('any'), 'applicant'), mayReturnTo(of('any'), 'step')]).toEqual([false, true]);
    const none = withBack({ transfer: false, addSigners: false, returnTo: [], withdraw: false });
    expect(APPROVAL_ACTS.filter((act) => isAllowed(none, act))).toEqual([]);
  });

  test('only whose turn it is: not before, not after', () => {
    expect(whyNotNow(withBack(), start, ann, 'transfer')).toBeNull();
    expect(whyNotNow(withBack(), start, bob, 'transfer')).toBe('no_task');
    expect(whyNotNow(withBack(), run(withBack(), yes(ann)), ann, 'return')).toBe('already_decided');
    expect(whyNotNow(withBack(), null, ann, 'return')).toBe('no_task');
    expect(whyNotNow(withBack(), run(of('any'), yes(ann)), bob, 'return')).toBe('approval_closed');
    expect(whyNotNow(withBack({ transfer: false }), start, ann, 'transfer')).toBe('act_not_allowed');
  });

  test('the first step has nothing behind it to return to; the second has the first', () => {
    const stepsOnly = withBack({ returnTo: ['step'] });
    expect(whyNotNow(stepsOnly, start, ann, 'return')).toBe('nowhere_to_return');
    expect(whyNotNow(stepsOnly, run(stepsOnly, yes(ann)), bob, 'return')).toBeNull();
    expect(stepsBehind(run(stepsOnly, yes(ann))).map((task) => task.decidedBy)).toEqual(['ann']);
  });

  test('five signers deep nobody can ask a sixth', () => {
    const people = ['p1', 'p2', 'p3', 'p4', 'p5'].map((name) => person(name, []));
    const asking = [ann, ...people.slice(0, 4)].map(
      (by, index): ApprovalEvent => ({ kind: 'add-signer', by, to: people[index]?.employee ?? '', place: 'before' }),
    );
    expect(whyNotNow(withBack(), run(withBack(), ...asking.slice(0, 4)), people[3] as Person, 'add-signer')).toBeNull();
    expect(whyNotNow(withBack(), run(withBack(), ...asking), people[4] as Person, 'add-signer')).toBe('too_deep');
  });

  test('who sends it back to the applicant says how it goes on; without a word the form says it', () => {
    const returned = (then: 'again' | 'straight') => run(withBack(), yes(ann), { kind: 'return', by: bob, to: null, then });
    const open = (state: ApprovalCase) => current(state).flatMap((task) => (task.status === 'open' ? [task.role] : []));
    const resubmit: ApprovalEvent = { kind: 'resubmit', then: 'again' };
    expect(open((step(returned('straight'), resubmit) as { next: ApprovalCase }).next)).toEqual(['b']);
    expect(open((step(returned('again'), { ...resubmit, then: 'straight' }) as { next: ApprovalCase }).next)).toEqual(['a']);
    const rejected = run(withBack(), yes(ann), no(bob));
    expect(open((step(rejected, { ...resubmit, then: 'straight' }) as { next: ApprovalCase }).next)).toEqual(['b']);
  });

  test('who asked stays known: after a transfer, and at an added signer', () => {
    const handed = run(withBack(), { kind: 'transfer', by: ann, to: 'x' });
    expect(current(handed)[0]).toMatchObject({ person: 'x', askedBy: 'ann' });
    const added = run(withBack(), { kind: 'add-signer', by: ann, to: 'x', place: 'after' });
    expect(current(added)[3]).toMatchObject({ person: 'x', askedBy: 'ann', place: 'after' });
  });
});
