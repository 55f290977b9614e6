import * as calendar from '../calendar-date';
import { ExpressionError } from './error';
import { compilePattern } from './pattern';
import { equal, isEmpty, isPlainNumber, own, roundHalfUp, toNumber, toText, type Value } from './values';

export { equal, isEmpty, own, roundHalfUp, toNumber, type Value } from './values';

export interface FunctionContext {
  today: string;
  now: string;
  actor: { employee: string | null; roles: string[]; head: boolean; department: string | null };
  settings: Record<string, unknown>;
  /** Position of the call, for messages. */
  at: number;
}

/** What a function takes and gives, for the type check. `moment` is a date or a datetime. */
export type Kind = 'any' | 'boolean' | 'number' | 'text' | 'date' | 'datetime' | 'time' | 'moment' | 'list';

export interface FunctionSpec {
  /** Fewest and most arguments. */
  arity: [number, number];
  /** Kinds of the arguments; the last one stands for all that follow. */
  takes: Kind[];
  returns: Kind;
  run: (args: Value[], context: FunctionContext) => Value;
}

const pure = (takes: Kind[], returns: Kind, run: FunctionSpec['run'], fewest = takes.length, most = takes.length): FunctionSpec => ({
  arity: [fewest, most],
  takes,
  returns,
  run,
});

/** Functions over plain values. Those that look into rows (count, sum, any, all …) stand in the evaluator. */
export const FUNCTIONS: Record<string, FunctionSpec> = {
  empty: pure(['any'], 'boolean', ([x]) => isEmpty(x)),
  filled: pure(['any'], 'boolean', ([x]) => !isEmpty(x)),
  len: pure(['any'], 'number', ([x]) => (typeof x === 'string' ? [...x].length : Array.isArray(x) ? x.length : 0)),
  same: pure(['any', 'any'], 'boolean', ([x, y]) => !isEmpty(x) && equal(x, y)),

  today: pure([], 'date', (_, context) => context.today),
  now: pure([], 'datetime', (_, context) => context.now),
  actor: pure([], 'any', (_, context) => context.actor.employee),
  hasRole: pure(['text'], 'boolean', (roles, context) => roles.some((role) => context.actor.roles.includes(toText(role))), 1, 9),
  isHead: pure([], 'boolean', (_, context) => context.actor.head),
  setting: pure(['text'], 'any', ([key], context) => own(context.settings, toText(key))),

  days: pure(['moment', 'moment'], 'number', ([a, b]) => texts(a, b, calendar.daysBetween)),
  minutes: pure(['datetime', 'datetime'], 'number', ([a, b]) => texts(a, b, minutesBetween)),
  addDays: pure(['moment', 'number'], 'date', ([day, n], { at }) =>
    typeof day === 'string' ? calendar.addDays(day, toNumber(n, at)) : null,
  ),
  addMonths: pure(['moment', 'number'], 'date', ([day, n], { at }) =>
    typeof day === 'string' ? calendar.addMonths(day, toNumber(n, at)) : null,
  ),
  addMinutes: pure(['datetime', 'number'], 'datetime', ([from, n], { at }) => {
    const start = typeof from === 'string' ? calendar.parseInstant(from) : null;
    return start === null ? null : calendar.formatInstant(start + toNumber(n, at) * 60_000);
  }),
  /** Start of a day, or a time of it: `datetime(dueDate, '18:00')`. */
  datetime: pure(['moment', 'time'], 'datetime', ([day, at]) => momentOf(day, at), 1),
  date: pure(['any'], 'date', ([x]) => (typeof x === 'string' ? calendar.localDate(x) : null)),
  time: pure(['datetime'], 'time', ([x]) => (typeof x === 'string' ? calendar.localTime(x) : null)),
  weekday: pure(['moment'], 'number', ([x]) => (typeof x === 'string' ? calendar.weekday(x) : null)),
  month: pure(['moment'], 'text', ([x]) => (typeof x === 'string' ? (calendar.localDate(x)?.slice(0, 7) ?? null) : null)),

  lower: pure(['text'], 'text', ([x]) => toText(x).toLowerCase()),
  upper: pure(['text'], 'text', ([x]) => toText(x).toUpperCase()),
  trim: pure(['text'], 'text', ([x]) => toText(x).trim()),
  startsWith: pure(['text', 'text'], 'boolean', ([x, y]) => toText(x).startsWith(toText(y))),
  contains: pure(['any', 'any'], 'boolean', ([x, y]) =>
    Array.isArray(x) ? x.some((item) => equal(item, y)) : !isEmpty(y) && toText(x).includes(toText(y)),
  ),
  matches: pure(['text', 'text'], 'boolean', ([x, pattern], { at }) => matches(toText(x), toText(pattern), at)),
  text: pure(['any'], 'text', ([x]) => toText(x)),

  number: pure(['any'], 'number', ([x]) => (typeof x === 'number' ? x : typeof x === 'string' && isPlainNumber(x) ? Number(x) : null)),
  round: pure(
    ['number', 'number'],
    'number',
    ([x, places], { at }) => (isEmpty(x) ? null : roundHalfUp(toNumber(x, at), toNumber(places, at))),
    1,
  ),
  floor: pure(['number'], 'number', ([x], { at }) => (isEmpty(x) ? null : Math.floor(clean(toNumber(x, at))))),
  ceil: pure(['number'], 'number', ([x], { at }) => (isEmpty(x) ? null : Math.ceil(clean(toNumber(x, at))))),
  abs: pure(['number'], 'number', ([x], { at }) => (isEmpty(x) ? null : Math.abs(toNumber(x, at)))),
};

/** Functions that look into rows; the first argument is a list, the second is evaluated per row. */
export const ROW_FUNCTIONS: Record<string, [number, number]> = {
  count: [1, 2],
  sum: [1, 2],
  min: [1, 9],
  max: [1, 9],
  avg: [1, 1],
  any: [1, 2],
  all: [2, 2],
};

/** Functions whose arguments are not all evaluated. */
export const LAZY_FUNCTIONS: Record<string, [number, number]> = { if: [3, 3], coalesce: [1, 9], changed: [1, 1] };

/** Fewest and most arguments of any function; undefined when there is none of that name. */
export function arityOf(name: string): [number, number] | undefined {
  if (Object.hasOwn(ROW_FUNCTIONS, name)) return ROW_FUNCTIONS[name];
  if (Object.hasOwn(LAZY_FUNCTIONS, name)) return LAZY_FUNCTIONS[name];
  return Object.hasOwn(FUNCTIONS, name) ? FUNCTIONS[name]?.arity : undefined;
}

export const FUNCTION_NAMES: readonly string[] = [...Object.keys(FUNCTIONS), ...Object.keys(ROW_FUNCTIONS), ...Object.keys(LAZY_FUNCTIONS)];

/** Longest text that a pattern is tried on. */
const MAX_MATCHED = 2000;

function matches(text: string, pattern: string, at: number): boolean {
  if (text.length > MAX_MATCHED) return false;
  try {
    return compilePattern(pattern).test(text);
  } catch (error) {
    if (error instanceof ExpressionError) throw new ExpressionError(at, error.zh, error.en);
    throw error;
  }
}

/** 0.1 * 30 is 3.0000000000000004 to the machine; its ceiling is 3. */
function clean(value: number): number {
  return Number.isInteger(value) ? value : Number(value.toPrecision(15));
}

function texts(a: Value, b: Value, run: (x: string, y: string) => number | null): number | null {
  return typeof a === 'string' && typeof b === 'string' ? run(a, b) : null;
}

function momentOf(day: Value, time: Value): string | null {
  const date = typeof day === 'string' ? calendar.localDate(day) : null;
  const instant =
    date === null || (!isEmpty(time) && typeof time !== 'string') ? null : calendar.parseInstant(`${date}T${toText(time) || '00:00'}`);
  return instant === null ? null : calendar.formatInstant(instant);
}

function minutesBetween(from: string, to: string): number | null {
  const [a, b] = [calendar.parseInstant(from), calendar.parseInstant(to)];
  return a === null || b === null ? null : Math.floor((b - a) / 60_000);
}
