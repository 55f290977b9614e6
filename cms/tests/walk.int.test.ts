import type { Actor } from '../access/actor';
import { mayTransition, rowFilter } from '../access/rights';
import { mayPerform } from '../access/transitions';
import type { FormDefinition } from '../../config/definition/types';
import { need, type Rec, type Row } from './support/house';
import { difference, query } from './support/raw';
import { forms, personOf, roles } from './support/rights';
import { DEMO_PASSWORD, startServer, type TestServer } from './support/server';
import { AT_LARGE, prepare, recipes } from './support/walk-recipes';
import { createWalker, isForPeople, type Walker } from './support/walker';

/**
 * Every form is filled in and taken through its states by the people of the house; whatever is not theirs to do, or not possible in a
 * state, is refused and leaves everything as it was.
 */
let server: TestServer;
let walk: Walker;
beforeAll(async () => {
  server = await startServer();
  const account = { username: AT_LARGE, email: `${AT_LARGE}@example.com`, password: DEMO_PASSWORD, role: 'administrator', employee: null };
  need(await (await server.login('administrator')).post('/api/accounts', account), 201);
  walk = createWalker(server, recipes);
  await prepare(walk);
});
afterAll(() => server?.stop());

/** Actions that no person performs here, each with its reason. One that is missing here, or no longer true, fails. */
const NOT_BY_PEOPLE: Record<string, string> = {
  'customer.begin_move_out': 'the move-out case is not in the system yet',
  'customer.leave': 'the move-out case is not in the system yet',
  'customer.resume': 'the move-out case is not in the system yet',
  'lease.expire_soon': 'the clock: ninety days before the end',
  'decoration-application.stop': 'the violation form is not in the system yet',
  'decoration-application.resume': 'the violation form is not in the system yet',
  'decoration-permit.suspend': 'the violation form is not in the system yet',
  'decoration-permit.restore': 'the violation form is not in the system yet',
  'decoration-permit.expire': 'the clock: after the last day',
  'repair-log.repaired': 'follows the work order when it is confirmed',
  'bill.pay_part': 'follows a payment that is verified',
  'bill.pay_all': 'follows a payment that is verified',
  'bill.unpay_part': 'follows a payment that is reversed',
  'bill.unpay_all': 'follows a payment that is reversed',
  'bill.fall_due': 'the clock: after the due date',
  'deposit.request_refund': 'the refund form is not in the system yet',
  'deposit.refund': 'the refund form is not in the system yet',
  'deposit.return_held': 'the refund form is not in the system yet',
  'satisfaction-survey.expire': 'follows the campaign when it is closed',
  'key-loan.flagOverdue': 'the clock: after the agreed hour',
  'key.lend': 'follows the loan',
  'key.return': 'follows the loan',
  'notice.expire': 'the clock: after the day of removal',
  'shift-roster.lock': 'the attendance sheet is not in the system yet',
};

/** States that nobody gets to in a test, each with its reason. */
const NOT_REACHED: Record<string, string> = {
  'customer.moving_out': 'the move-out case is not in the system yet',
  'customer.former': 'the move-out case is not in the system yet',
  'lease.expiring': 'the clock: ninety days before the end',
  'decoration-application.stopped': 'the violation form is not in the system yet',
  'decoration-permit.suspended': 'the violation form is not in the system yet',
  'decoration-permit.expired': 'the clock: after the last day',
  'deposit.refunding': 'the refund form is not in the system yet',
  'deposit.refunded': 'the refund form is not in the system yet',
  'key-loan.overdue': 'the clock: after the agreed hour',
  'bill.bad_debt': 'an overdue bill is written off (the act is walked); overdue comes with the clock',
  'notice.expired': 'the clock: after the day of removal',
  'shift-roster.locked': 'the attendance sheet is not in the system yet',
};

const isReachable = (def: FormDefinition, state: string): boolean =>
  recipes.states[`${def.key}.${state}`] !== undefined || walk.wayTo(def.key, state) !== null;

test('what people cannot do or reach here is exactly what is listed, with its reason', () => {
  const actions = forms.flatMap((def) => def.transitions.filter((step) => !isForPeople(step)).map((step) => `${def.key}.${step.action}`));
  expect([...new Set(actions)].sort()).toEqual(Object.keys(NOT_BY_PEOPLE).sort());
  const states = forms.flatMap((def) =>
    def.states.filter((state) => !isReachable(def, state.value)).map((state) => `${def.key}.${state.value}`),
  );
  expect(states.sort()).toEqual(Object.keys(NOT_REACHED).sort());
});

/** The record of each form that has gone furthest, for what is asked at the end. */
const last = new Map<string, Rec>();
const everybody = [...roles, 'customer-service-assistant-2', 'engineering-2', 'security-2', 'finance-2'];

describe.each(forms.map((def) => [def.zh, def] as const))('%s', (_name, def) => {
  test('goes through its states by legal steps; what is not possible in one, or not for this person, is refused and changes nothing', async () => {
    const seen = new Set<string>();
    const stand = async (record: Rec): Promise<void> => {
      last.set(def.key, record);
      if (seen.has(record.state)) return;
      seen.add(record.state);
      await onlyLegalSteps(def, record);
    };
    for (const way of walk.routes(def.key)) {
      let record = await walk.make(def.key, {}, way);
      await stand(record);
      for (const action of way) {
        record = await walk.perform(def.key, record, action);
        await stand(record);
      }
    }
    for (const { value: state } of def.states) if (recipes.states[`${def.key}.${state}`]) await stand(await walk.reach(def.key, state));
    expect([...seen].sort()).toEqual(
      def.states
        .map((state) => state.value)
        .filter((state) => isReachable(def, state))
        .sort(),
    );
  });

  const steps = def.transitions.filter(isForPeople);
  if (steps.length > 0)
    test('every action of people succeeds for those whose it is', async () => {
      for (const step of steps) {
        // The same action from different states is several actions (a waiver of an issued, a delivered, an overdue bill).
        const isOneOfSeveral = steps.filter((one) => one.action === step.action).length > 1;
        if (walk.done.has(`${def.key}.${step.action}`) && !isOneOfSeveral) continue;
        const from = step.from.find((state) => isReachable(def, state));
        if (!from) throw new Error(`${def.key}.${step.action}: none of ${step.from.join(', ')} can be reached`);
        const after = await walk.perform(def.key, await walk.reach(def.key, from, step.action), step.action);
        expect([step.action, after.state]).toEqual([step.action, step.to]);
      }
      for (const step of steps) expect(walk.done).toContain(`${def.key}.${step.action}`);
    });
});

test('whoever asks for whatever is not his: nothing in the whole database is other than before', async () => {
  const before = await server.snapshot();
  const wrong: string[] = [];
  for (const def of forms) {
    const record = last.get(def.key);
    if (!record) throw new Error(`${def.key} was not walked`);
    for (const account of everybody) wrong.push(...(await refusals(def, record, account)));
  }
  expect(wrong).toEqual([]);
  // What happens by itself all the time: sessions, messages that leave, seals, clocks that run out.
  expect(
    difference(before, await server.snapshot(), [
      'strapi_sessions',
      'strapi_core_store_settings.plugin_upload_metrics',
      'td_outbox',
      'td_notifications',
      'td_seals',
      'td_breaches',
    ]),
  ).toEqual([]);
});

test('the trail of every walk ends where its record stands', async () => {
  for (const [form, record] of last) {
    const rows = await query(
      server.target,
      `select to_state, rev from td_audit where form = '${form}' and document_id = '${record.documentId}' order by id desc`,
    );
    const now: Row = await walk.read(form, record);
    expect([form, rows[0]?.to_state, Number(rows[0]?.rev)]).toEqual([form, now.state, now.rev]);
  }
});

/** Everything that is not a legal step from here is refused, to one of each kind of person; state, revision and trail stay. */
async function onlyLegalSteps(def: FormDefinition, record: Rec): Promise<void> {
  const before = await trace(def, record);
  const wrong: string[] = [];
  for (const account of oneOfEachKind(def)) wrong.push(...(await refusals(def, record, account)));
  expect(wrong).toEqual([]);
  expect(await trace(def, record)).toEqual(before);
}

/** What of a record an action would move. */
async function trace(def: FormDefinition, record: Rec): Promise<unknown> {
  const [row] = await query(
    server.target,
    `select state, rev, updated_at from "${def.plural.replaceAll('-', '_')}" where document_id = '${record.documentId}'`,
  );
  const [trail] = await query(server.target, `select count(*) as n from td_audit where document_id = '${record.documentId}'`);
  const [times] = await query(server.target, `select count(*) as n from td_state_times where document_id = '${record.documentId}'`);
  return { row, trail, times };
}

/** Tries every action that is not this person's in this state; what is wrong with an answer, if anything. */
async function refusals(def: FormDefinition, record: Rec, account: string): Promise<string[]> {
  const [api, person] = [await server.login(account), personOf(account)];
  const actions = [...new Set(def.transitions.map((step) => step.action))].filter((action) => !isLegal(def, record.state, action, person));
  const found = await Promise.all(
    actions.map(async (action) => {
      const { status } = await api.post(`/api/${def.plural}/${record.documentId}/actions/${action}`, {
        rev: record.rev,
        comment: '不应成功',
        data: {},
      });
      // By role: 403. Not in this state: 409; not in the house yet: 422. A record that is not among the person's rows is not there: 404.
      const expected = mayTransition(person, def, action) ? [409, 404, 422] : [403, 404];
      return expected.includes(status)
        ? []
        : [`${def.key} in ${record.state}: ${action} by ${account} was answered ${status} instead of ${expected.join(' or ')}`];
    }),
  );
  return found.flat();
}

function isLegal(def: FormDefinition, state: string, action: string, person: Actor): boolean {
  return def.transitions.some(
    (step) => step.action === action && step.from.includes(state) && isForPeople(step) && mayPerform(person, def, step),
  );
}

/** People are of one kind when they may do the same with the form. */
function oneOfEachKind(def: FormDefinition): string[] {
  const kinds = new Map<string, string>();
  for (const account of everybody) {
    const person = personOf(account);
    const kind = JSON.stringify([rowFilter(person, def) === 'none', def.transitions.map((step) => mayPerform(person, def, step))]);
    if (!kinds.has(kind)) kinds.set(kind, account);
  }
  return [...kinds.values()];
}
