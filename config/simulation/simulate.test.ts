import { field, form } from '../definition/test-forms';
import type { ApprovalDefinition, FormDefinition, TransitionDefinition } from '../definition/types';
import type { WorkCalendar } from '../rules/calendar';
import type { SimulationContext } from './context';
import { EMPTY_REPORT, merged, MOST_CASES, withCase } from './report';
import { simulateCase, type Finding } from './simulate';
import type { CaseTrail, TrailActor, TrailEntry } from './trail';

/** Monday to Friday; a working day is a day. */
const calendar = { days: [], windows: [] } as unknown as WorkCalendar;
const context: SimulationContext = {
  now: '2026-11-20T00:00:00.000Z',
  settings: {},
  calendar,
  mayPerform: (role, head, transition) => transition.by.includes(role) && (!transition.headOnly || head),
};
const SINCE = '2026-11-01T00:00:00.000Z';
const at = (day: number, hour = 1): string => `2026-11-${String(day).padStart(2, '0')}T${String(hour).padStart(2, '0')}:00:00.000Z`;
const who = (employee: string, role = 'clerk', more: Partial<TrailActor> = {}): TrailActor => ({
  kind: 'user',
  employee,
  role,
  head: false,
  department: null,
  onBehalf: false,
  ...more,
});
const entry = (day: number, event: string, more: Partial<TrailEntry> = {}): TrailEntry => ({
  at: at(day),
  event,
  action: null,
  from: null,
  to: null,
  comment: null,
  changes: [],
  actor: who('ann'),
  ...more,
});
const created = (day = 2, more: Partial<TrailEntry> = {}): TrailEntry => entry(day, 'create', { to: 'draft', ...more });
const acted = (day: number, action: string, from: string, to: string, more: Partial<TrailEntry> = {}): TrailEntry =>
  entry(day, 'action', { action, from, to, ...more });
const set = (name: string, before: unknown, after: unknown) => ({ field: name, before, after });

const FIELDS = [
  field('what', 'string'),
  field('fee', 'money'),
  field('secret', 'string', { sensitive: true }),
  field('owner', 'relation', { target: 'employee' }),
];
const SUBMIT: TransitionDefinition = { action: 'submit', zh: '提交', en: 'Submit', from: ['draft'], to: 'open', by: ['clerk'] };
const CLOSE: TransitionDefinition = { action: 'close', zh: '办结', en: 'Close', from: ['open'], to: 'closed', by: ['clerk'] };
const flow = (
  submit: Partial<TransitionDefinition> = {},
  close: Partial<TransitionDefinition> = {},
  more: Partial<FormDefinition> = {},
): FormDefinition =>
  form(FIELDS, {
    transitions: [
      { ...SUBMIT, ...submit },
      { ...CLOSE, ...close },
    ],
    ...more,
  });
const PRESENT = flow();

const trail = (record: Record<string, unknown>, ...entries: TrailEntry[]): CaseTrail => ({
  documentId: 'r1',
  number: 'N-1',
  record: { state: entries.at(-1)?.to ?? 'draft', ...record },
  entries,
});
const USUAL = trail(
  { what: '门', fee: 500 },
  created(),
  acted(3, 'submit', 'draft', 'open', { changes: [set('fee', null, 500)] }),
  acted(4, 'close', 'open', 'closed'),
);
const told = (after: FormDefinition, one: CaseTrail = USUAL, before = PRESENT): string[] =>
  simulateCase(before, after, one, SINCE, context).findings.map(({ action, kind, field: name, names }) =>
    [action, kind, ...(name ? [name] : []), ...names].join(' '),
  );

test('a draft that changes no flow tells nothing', () => {
  expect(simulateCase(PRESENT, PRESENT, USUAL, SINCE, context)).toEqual({ steps: 2, findings: [], isUnsure: false });
});

describe('what would be refused', () => {
  test('a new condition is asked of the record as it was then, not as it is now', () => {
    const cheap = { guard: [{ check: 'fee == null or fee < 400', zh: '四元以下', en: 'Below four' }] };
    expect(told(flow({}, cheap))).toEqual(['close guard']);
    // At the submission the fee came with the action: it counts there too.
    expect(told(flow(cheap))).toEqual(['submit guard']);
    const later = trail(
      { what: '门', fee: 900 },
      created(),
      acted(3, 'submit', 'draft', 'open'),
      entry(4, 'update', { from: 'open', to: 'open', changes: [set('fee', 100, 900)] }),
      acted(5, 'close', 'open', 'closed'),
    );
    expect(told(flow(cheap, cheap), later)).toEqual(['close guard']);
  });

  test('a condition of time is asked as of that day', () => {
    const early = { guard: [{ check: "today() < '2026-11-04'", zh: '三日前', en: 'Before the 4th' }] };
    expect(told(flow(early, early))).toEqual(['close guard']);
  });

  test('what the present form would refuse as well is no news', () => {
    const strict = { guard: [{ check: 'fee < 100', zh: '一元以下', en: 'Below one' }] };
    expect(told(flow({}, strict), USUAL, flow({}, strict))).toEqual([]);
  });

  test('a field that must be filled now, and a comment', () => {
    expect(told(flow({}, { fields: ['owner'], require: ['owner'] }))).toEqual(['close required owner']);
    expect(told(flow({}, { comment: 'required' }))).toEqual(['close comment']);
    expect(told(form([...FIELDS, field('plate', 'string', { required: true })], { transitions: [SUBMIT, CLOSE] }))).toEqual([
      'submit required plate',
      'close required plate',
    ]);
  });

  test('a role that may no longer act; the product itself and a stand-in are not asked', () => {
    expect(told(flow({}, { by: ['boss'] }))).toEqual(['close role']);
    expect(told(flow({}, { headOnly: true }))).toEqual(['close role']);
    const by = (actor: TrailActor) =>
      trail({}, created(), acted(3, 'submit', 'draft', 'open'), acted(4, 'close', 'open', 'closed', { actor }));
    expect(told(flow({}, { by: ['boss'] }), by(who('sys', 'system', { kind: 'system' })))).toEqual([]);
    expect(told(flow({}, { by: ['boss'] }), by(who('dan', 'x', { onBehalf: true })))).toEqual([]);
  });

  test('four eyes: the person in the field, or of an earlier action', () => {
    expect(told(flow({}, { notBy: ['action:submit'] }))).toEqual(['close four_eyes']);
    const owned = trail(
      { owner: { documentId: 'ann' } },
      created(),
      acted(3, 'submit', 'draft', 'open'),
      acted(4, 'close', 'open', 'closed'),
    );
    expect(told(flow({}, { notBy: ['owner'] }), owned)).toEqual(['close four_eyes']);
    expect(told(flow({}, { notBy: ['owner'] }))).toEqual([]);
  });

  test('an action or a state that is gone, an action that leads elsewhere', () => {
    expect(told(form(FIELDS, { transitions: [SUBMIT, { ...CLOSE, action: 'finish' }] }))).toEqual(['close no_action']);
    const states = [...PRESENT.states.filter((state) => state.value !== 'open'), { value: 'work', zh: '办', en: 'Work' }];
    expect(
      told(
        form(FIELDS, {
          states,
          transitions: [
            { ...SUBMIT, to: 'work' },
            { ...CLOSE, from: ['work'] },
          ],
        }),
      ),
    ).toEqual(['submit other_state open work', 'close no_state']);
  });

  test('what reads a value that nobody wrote down is not judged, and that is said', () => {
    const sealed = trail(
      { secret: 'now' },
      created(),
      acted(3, 'submit', 'draft', 'open', { changes: [set('secret', null, '***')] }),
      acted(4, 'close', 'open', 'closed'),
    );
    const result = simulateCase(
      PRESENT,
      flow({}, { guard: [{ check: "secret == 'then'", zh: '密', en: 'Secret' }] }),
      sealed,
      SINCE,
      context,
    );
    expect([result.findings, result.isUnsure]).toEqual([[], true]);
  });

  test('what was done before the time in question, voided as it is, or taken back is not told', () => {
    const strict = flow({ by: ['boss'] }, { by: ['boss'] });
    const old = trail(
      {},
      { ...created(), at: '2026-10-01T00:00:00.000Z' },
      { ...acted(3, 'submit', 'draft', 'open'), at: '2026-10-02T00:00:00.000Z' },
      acted(4, 'close', 'open', 'closed'),
    );
    expect(told(strict, old)).toEqual(['close role']);
    const undone = trail(
      {},
      created(),
      acted(3, 'submit', 'draft', 'open'),
      entry(3, 'undo', { action: 'submit', from: 'open', to: 'draft' }),
    );
    expect(told(strict, undone)).toEqual([]);
    expect(
      told(
        flow({ guard: [{ check: 'false', zh: '否', en: 'No' }] }),
        trail({}, created(), acted(3, 'void', 'draft', 'void', { comment: '错' })),
      ),
    ).toEqual([]);
  });
});

describe('decisions of several', () => {
  const approval = (
    mode: ApprovalDefinition['mode'],
    roles: string[],
    more: Partial<ApprovalDefinition> = {},
  ): Partial<TransitionDefinition> => ({
    decision: 'approve',
    by: roles,
    approval: { mode, approvers: roles.map((role) => ({ role })), ...more },
  });
  const voice = (day: number, employee: string, role: string, more: Partial<TrailEntry> = {}): TrailEntry =>
    acted(day, 'close', 'open', 'open', { actor: who(employee, role), ...more });
  const decided = (day: number, employee: string, role: string): TrailEntry =>
    acted(day, 'close', 'open', 'closed', { actor: who(employee, role) });

  test('a new approval names the roles whose voice would be missing', () => {
    expect(told(flow({}, approval('all', ['clerk', 'boss'])))).toEqual(['close more_voices boss']);
    expect(told(flow({}, approval('sequential', ['boss', 'clerk'])))).toEqual(['close more_voices boss clerk']);
  });

  test('one that the person who acted could have given alone tells nothing', () => {
    expect(told(flow({}, approval('any', ['clerk', 'boss'])))).toEqual([]);
  });

  test('the voices that were given count: more needed, the same, fewer', () => {
    const both = trail({}, created(), acted(3, 'submit', 'draft', 'open'), voice(4, 'ann', 'clerk'), decided(5, 'bob', 'boss'));
    const all = flow({}, approval('all', ['clerk', 'boss']));
    expect(told(all, both, all)).toEqual([]);
    expect(told(flow({}, approval('all', ['clerk', 'boss', 'head'])), both, all)).toEqual(['close more_voices head']);
    expect(told(flow({}, approval('any', ['clerk', 'boss'])), both, all)).toEqual(['close fewer_voices']);
    expect(told(flow({}, { by: ['clerk', 'boss'] }), both, all)).toEqual(['close fewer_voices']);
    expect(told(flow({}, approval('all', ['boss', 'clerk'])), both, all)).toEqual([]);
  });

  test('a voice that was handed over counts for the place it was handed to', () => {
    const handed = trail(
      {},
      created(),
      acted(3, 'submit', 'draft', 'open'),
      acted(4, 'close:transfer', 'open', 'open', { changes: [set('@approval', null, { act: 'transfer', person: { documentId: 'eve' } })] }),
      voice(5, 'eve', 'guest'),
      decided(6, 'bob', 'boss'),
    );
    const all = flow({}, approval('all', ['clerk', 'boss']));
    expect(told(flow({}, approval('sequential', ['clerk', 'boss'])), handed, all)).toEqual([]);
  });

  test('a time limit that would have run out, and one that no longer does', () => {
    const slow = trail({}, created(), acted(3, 'submit', 'draft', 'open'), decided(10, 'ann', 'clerk'));
    const timed = (limit: string) => flow({}, approval('any', ['clerk'], { timeout: { limit, then: 'remind' } }));
    const plain = flow({}, approval('any', ['clerk']));
    expect(told(timed('48h'), slow, plain)).toEqual(['close timeout remind']);
    expect(told(timed('240h'), slow, plain)).toEqual([]);
    expect(told(plain, slow, timed('48h'))).toEqual(['close no_timeout remind']);
  });
});

describe('what happens by itself', () => {
  const auto = (when: string): Partial<TransitionDefinition> => ({ by: ['system'], auto: { when } });

  test('would have, by what the record held meanwhile, also where the case is still open', () => {
    const grown = trail(
      { fee: 900 },
      created(),
      acted(3, 'submit', 'draft', 'open'),
      entry(5, 'update', { from: 'open', to: 'open', changes: [set('fee', 100, 900)] }),
    );
    expect(told(flow({}, auto('fee > 800')), grown)).toEqual(['close automatic']);
    expect(told(flow({}, auto('fee > 1000')), grown)).toEqual([]);
  });

  test('would not any more', () => {
    const timed = trail(
      {},
      created(),
      acted(3, 'submit', 'draft', 'open'),
      acted(6, 'close', 'open', 'closed', { actor: who('', 'system', { kind: 'system', employee: null }) }),
    );
    expect(told(flow({}, auto("today() > '2026-11-30'")), timed, flow({}, auto("today() > '2026-11-05'")))).toEqual([
      'close not_automatic',
    ]);
  });
});

describe('the report', () => {
  const finding: Finding = { action: 'close', from: 'open', kind: 'role', field: null, words: null, names: [] };
  const one = { steps: 2, findings: [finding, finding], isUnsure: false };

  test('counts a case once in a row, names those the reader may see, and adds parts up', () => {
    const first = withCase(EMPTY_REPORT, one, { documentId: 'a', number: '1' });
    const second = withCase(
      withCase(EMPTY_REPORT, one, null),
      { steps: 1, findings: [], isUnsure: true },
      { documentId: 'c', number: '3' },
    );
    const sum = merged(first, second);
    expect([sum.cases, sum.steps, sum.affected, sum.unsure]).toEqual([3, 5, 2, 1]);
    expect(sum.rows.map((row) => [row.count, row.cases])).toEqual([[2, [{ documentId: 'a', number: '1' }]]]);
  });

  test('what is told most often comes first; the list of cases has an end, their count has none', () => {
    let report = EMPTY_REPORT;
    for (let n = 0; n < MOST_CASES + 5; n += 1) report = withCase(report, one, { documentId: `${n}`, number: null });
    report = merged(withCase(EMPTY_REPORT, { ...one, findings: [{ ...finding, kind: 'guard' }] }, null), report);
    expect(report.rows.map((row) => [row.kind, row.count, row.cases.length])).toEqual([
      ['role', MOST_CASES + 5, MOST_CASES],
      ['guard', 1, 0],
    ]);
  });
});
