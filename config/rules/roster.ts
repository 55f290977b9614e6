import type { Violation } from '../definition/types';
import { addDays, calendarDays, datesOf, workingDaysOf } from './calendar';
import type { NamedEffect } from './effects';
import { idOf, numberOf, rowsOf, textOf, violation, type Rule, type RuleRecord } from './rule';

/** Practice at 3.6.1 (shift-roster#1): hours between two shifts, unless the setting rosterRestHours says otherwise. */
const REST_HOURS = 11;
/** Labour Law 41 (shift-roster#2): overtime hours in a month, unless the setting rosterOvertimeHours says otherwise. */
const OVERTIME_HOURS = 36;
const DAY_HOURS = 8;
const MINUTE = 60_000;

interface Duty {
  index: number;
  employee: string;
  date: string;
  start: number;
  end: number;
  hours: number;
}

/** 3.6.1 (shift-roster#1): one shift at a time, at least 11 hours between two. */
export const shiftsApart: Rule = (record, context) => {
  const hours = numberOf(context.settings.rosterRestHours) || REST_HOURS;
  const found: Violation[] = [];
  for (const duties of byEmployee(dutiesOf(record)).values()) {
    for (const [position, duty] of duties.entries()) {
      const before = duties[position - 1];
      if (!before) continue;
      if (duty.start < before.end) found.push(at(duty, 'two_shifts', '同一人同时排了两个班', 'Two shifts at the same time'));
      else if (duty.start - before.end < hours * 60 * MINUTE)
        found.push(at(duty, 'rest_short', `两班间隔不足${hours}小时`, `Less than ${hours} hours between two shifts`));
    }
  }
  return found;
};

/** 3.6.1 (shift-roster#2): one day of rest in any seven, and at most 36 hours of overtime in the month. Load `holidays`. */
export const restAndHoursKept: Rule = (record, context) => {
  const limit =
    workingDaysOf(textOf(record.month), { days: calendarDays(context.related.holidays ?? []) }) * DAY_HOURS +
    (numberOf(context.settings.rosterOvertimeHours) || OVERTIME_HOURS);
  return [...byEmployee(dutiesOf(record)).values()].flatMap((duties) => {
    const worked = new Set(duties.map((duty) => duty.date));
    const seventh = duties.find((duty) =>
      Array.from({ length: 7 }, (_, back) => addDays(duty.date, -back)).every((date) => worked.has(date)),
    );
    // Two decimals, as hours are kept; sums of fractions carry noise.
    const total = Math.round(duties.reduce((sum, duty) => sum + duty.hours, 0) * 100) / 100;
    const last = duties.at(-1);
    return [
      ...(seventh ? [at(seventh, 'no_rest_day', '连续7天未休息', 'Seven days in a row without rest')] : []),
      ...(last && total > limit
        ? [at(last, 'overtime', `本月排班 ${total} 小时,超过上限 ${limit} 小时`, `${total} hours in the month, above ${limit}`)]
        : []),
    ];
  });
};

/** 3.1.6 F3 (shift-roster#5): exactly one duty manager on every day of the month, on the roster of customer service. */
export const oneDutyManager: Rule = (record, context) => {
  const code = textOf((record.department as RuleRecord | null | undefined)?.code);
  const month = textOf(record.month);
  if (code !== textOf(context.params.department) || !/^\d{4}-\d{2}$/.test(month)) return [];
  const managers = rowsOf(record, 'lines').filter((line) => line.dutyManager === true);
  const wrong = datesOf(month).filter((date) => managers.filter((line) => line.date === date).length !== 1);
  if (wrong.length === 0) return [];
  const shown = wrong.slice(0, 3).join('、');
  return [
    violation(
      ['lines'],
      'duty_manager',
      { zh: `每日须有且仅有一名值班经理:${shown}`, en: `Exactly one duty manager a day: ${shown}` },
      { dates: wrong },
    ),
  ];
};

/** A roster holds lines of its own month, each employee once a day and shift. */
export const linesInMonth: Rule = (record) => {
  const month = textOf(record.month);
  return rowsOf(record, 'lines').flatMap((line, index) => {
    const date = textOf(line.date);
    return date === '' || date.startsWith(month)
      ? []
      : [violation(['lines', index, 'date'], 'other_month', { zh: '日期不在本月', en: 'The date is not in this month' })];
  });
};

/** 3.6.5: a shift that future rosters use is not switched off. Loads: rosters that are not locked, under any names. */
export const shiftNotRostered: Rule = (record, context) => {
  const used = Object.values(context.related)
    .flat()
    .filter((roster) => rowsOf(roster, 'lines').some((line) => idOf(line.shift) === idOf(record) && textOf(line.date) >= context.today));
  if (used.length === 0) return [];
  return [
    violation(
      [],
      'in_use',
      { zh: '未来排班仍使用该班次', en: 'A coming roster still uses this shift' },
      { numbers: used.map((roster) => roster.number) },
    ),
  ];
};

/** On publishing: everybody on the roster is named on it (so that each is told), and its shifts count as used (shift#1). */
export const rosterPublished: NamedEffect = (record) => {
  const lines = rowsOf(record, 'lines');
  const distinct = (column: string): string[] => [
    ...new Set(lines.map((line) => idOf(line[column])).filter((id): id is string => id !== null)),
  ];
  const shifts = distinct('shift').map((documentId) => ({ update: { form: 'shift', documentId, values: { used: true } } }));
  return [...shifts, { update: { form: 'shift-roster', documentId: textOf(record.documentId), values: { staff: distinct('employee') } } }];
};

/** Lines that are work (a rest line is none), in order of time. */
function dutiesOf(record: RuleRecord): Duty[] {
  return rowsOf(record, 'lines')
    .flatMap((line, index): Duty[] => {
      const shift = (line.shift ?? {}) as RuleRecord;
      const employee = idOf(line.employee);
      const date = textOf(line.date);
      if (!employee || shift.kind === 'rest' || !textOf(shift.startTime) || !/^\d{4}-\d{2}-\d{2}$/.test(date)) return [];
      const start = Date.parse(`${date}T${textOf(shift.startTime).slice(0, 5)}:00Z`);
      const sameDay = Date.parse(`${date}T${textOf(shift.endTime).slice(0, 5)}:00Z`);
      const end = sameDay > start ? sameDay : sameDay + 1440 * MINUTE;
      const hours = numberOf(shift.hours) || (end - start) / (60 * MINUTE);
      return [{ index, employee, date, start, end, hours }];
    })
    .sort((a, b) => a.start - b.start);
}

function byEmployee(duties: Duty[]): Map<string, Duty[]> {
  const groups = new Map<string, Duty[]>();
  for (const duty of duties) groups.set(duty.employee, [...(groups.get(duty.employee) ?? []), duty]);
  return groups;
}

function at(duty: Duty, code: string, zh: string, en: string): Violation {
  return violation(['lines', duty.index, 'shift'], code, { zh: `${zh}(${duty.date})`, en: `${en} (${duty.date})` }, { date: duty.date });
}

export const rosterRules = {
  'shifts-apart': shiftsApart,
  'rest-and-hours-kept': restAndHoursKept,
  'one-duty-manager': oneDutyManager,
  'lines-in-month': linesInMonth,
  'shift-not-rostered': shiftNotRostered,
} satisfies Record<string, Rule>;

export const rosterEffects = { 'roster-published': rosterPublished } satisfies Record<string, NamedEffect>;
