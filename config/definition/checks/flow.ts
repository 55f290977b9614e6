import { VOID_STATE } from '../expand';
import { CREATE } from '../required';
import type { FormDefinition, TransitionDefinition } from '../types';
import { checkApproval } from './approval';
import type { Checker } from './checker';
import { checkEffects, checkLoad } from './effects';
import { checkAssignments } from './values';

/** States and transitions: all names are there, every state can be reached, every unfinished one can be left. */
export function checkFlow(check: Checker): void {
  const { def } = check;
  for (const state of def.states) {
    if (!Array.isArray(state.editable)) continue;
    for (const name of state.editable) fieldOf(check, `states.${state.value}.editable`, name);
  }
  for (const action of def.requiredCheckedAt ?? []) {
    check.known('requiredCheckedAt', action, [CREATE, ...def.transitions.map((transition) => transition.action)], 'action');
  }
  for (const transition of def.transitions) checkTransition(check, transition);
  checkDuplicates(check);
  checkGraph(check);
}

function checkTransition(check: Checker, transition: TransitionDefinition): void {
  const { def } = check;
  const at = `transitions.${transition.action}`;
  if (!/^[a-z][A-Za-z0-9_]{0,39}$/.test(transition.action))
    check.report(
      at,
      'bad_name',
      '动作名须以小写字母开头,仅含字母、数字、下划线',
      'must begin with a lower-case letter and hold letters, digits and underscores',
    );
  const states = def.states.map((state) => state.value);
  for (const from of transition.from) check.known(`${at}.from`, from, states, 'state');
  check.known(`${at}.to`, transition.to, states, 'state');
  for (const role of transition.by) role === 'system' || check.known(`${at}.by`, role, check.context.roles, 'role');
  for (const name of transition.notBy ?? []) checkPerson(check, `${at}.notBy`, name);
  for (const list of ['fields', 'require'] as const) for (const name of transition[list] ?? []) checkWritable(check, `${at}.${list}`, name);
  (transition.guard ?? []).forEach((guard, index) => {
    check.expression(`${at}.guard[${index}]`, guard.check, { expected: 'boolean' });
    if (guard.field !== undefined) fieldOf(check, `${at}.guard[${index}].field`, guard.field);
  });
  for (const use of transition.rules ?? []) {
    if (check.known(`${at}.rules`, use.rule, check.context.rules, 'rule')) checkLoad(check, `${at}.rules.${use.rule}.load`, use.load);
  }
  checkAssignments(check, `${at}.set`, transition.set ?? {}, def);
  checkEffects(check, `${at}.effects`, transition.effects ?? []);
  if (transition.auto) check.expression(`${at}.auto.when`, transition.auto.when, { expected: 'boolean' });
  if (transition.approval) checkApproval(check, `${at}.approval`, transition, transition.approval);
  for (const [name, value] of Object.entries(transition.inboxOnly ?? {})) checkInboxOnly(check, `${at}.inboxOnly`, name, value);
  for (const name of Object.keys(transition.sample ?? {})) fieldOf(check, `${at}.sample`, name);
}

function fieldOf(check: Checker, address: string, name: string): boolean {
  return check.known(
    address,
    name,
    check.def.fields.map((field) => field.name),
    'field',
  );
}

function checkWritable(check: Checker, address: string, name: string): void {
  if (!fieldOf(check, address, name)) return;
  if (check.field(name)?.computed)
    check.report(address, 'computed', `“${name}”由系统填写,不能由人输入`, `"${name}" is filled by the system, nobody can enter it`);
}

/** One value of one plain field of the record, so that every inbox can be counted in one statement. */
function checkInboxOnly(check: Checker, address: string, name: string, value: unknown): void {
  if (!fieldOf(check, address, name) || value === null) return;
  const field = check.field(name);
  if (field?.type === 'enum') {
    check.known(
      `${address}.${name}`,
      String(value),
      (field.values ?? []).map((one) => String(one.value)),
      'value',
    );
  } else if (!['string', 'integer'].includes(field?.type ?? '') || !['string', 'number'].includes(typeof value)) {
    check.report(
      `${address}.${name}`,
      'not_comparable',
      '只能比较选项、单行文字与整数,或留空(null)',
      'only choices, texts of one line and whole numbers are compared, or null for empty',
    );
  }
}

/** Four eyes: a field that names employees, or who performed an action. */
function checkPerson(check: Checker, address: string, name: string): void {
  if (name.startsWith('action:')) {
    check.known(
      address,
      name.slice('action:'.length),
      check.def.transitions.map((transition) => transition.action),
      'action',
    );
    return;
  }
  if (fieldOf(check, address, name) && check.field(name)?.target !== 'employee') {
    check.report(address, 'not_a_person', `“${name}”不是员工字段`, `"${name}" names no employee`);
  }
}

/** The same action twice is one button with two ways; from one state it can only be one. */
function checkDuplicates(check: Checker): void {
  const seen = new Set<string>();
  for (const { action, from } of check.def.transitions) {
    for (const state of from) {
      const key = `${action} ${state}`;
      if (seen.has(key))
        check.report(
          `transitions.${action}`,
          'not_unique',
          `状态“${state}”下有两个“${action}”`,
          `"${action}" stands twice for the state "${state}"`,
        );
      seen.add(key);
    }
  }
}

function checkGraph(check: Checker): void {
  const { def, report } = check;
  const initial = def.states.filter((state) => state.initial).map((state) => state.value);
  if (initial.length === 0) report('states', 'no_initial', '没有初始状态', 'no state is initial');
  const reached = reachable(def, initial);
  for (const state of def.states) {
    const at = `states.${state.value}`;
    if (!reached.has(state.value)) report(at, 'unreachable', '无法到达此状态', 'cannot be reached');
    const isLeft = def.transitions.some(
      (transition) => transition.action !== VOID_STATE && transition.from.includes(state.value) && transition.to !== state.value,
    );
    if (!state.final && !isLeft) report(at, 'dead_end', '未完结的状态没有出口', 'is not final but cannot be left');
  }
}

function reachable(def: FormDefinition, initial: string[]): Set<string> {
  const reached = new Set(initial);
  let before = -1;
  while (reached.size !== before) {
    before = reached.size;
    for (const { from, to } of def.transitions) if (from.some((state) => reached.has(state))) reached.add(to);
  }
  return reached;
}
