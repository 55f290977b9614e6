import type { LoadedRecord } from '../../documents/load';
import { datesOf, weekdayIndex, workingDaysOf, type CalendarDay } from '../../../config/rules/calendar';
import { instant, monthStart } from '../moments';
import { fill, past, write, type Row } from '../writer';
import { need, who, type Person, type World } from './world';

/** Labour Law 41: eight hours a working day and 36 of overtime in a month (setting rosterOvertimeHours). */
const DAY_HOURS = 8;
const OVERTIME_HOURS = 36;

/** Shifts of a post, by turns over its people; everybody keeps one shift, so that eleven hours lie between two. */
const SHIFTS: Record<string, string[]> = {
  CLL: ['A'],
  ESA: ['Z', 'A', 'B'],
  REC: ['A', 'C'],
  CLN: ['A', 'A', 'B', 'A', 'C', 'A', 'B', 'C', 'A', 'D'],
};
/** Days of the week off (0 = Monday): the two duty managers share the week, the others rest by turns or at the weekend. */
const DAYS_OFF: Record<string, number[]> = { CSM: [6, 0], CSS: [4, 5] };
const WEEKEND = [5, 6];
const BY_TURNS = new Set(['CLL', 'CLN', 'REC', 'ESA', 'GRD']);

/** This month's roster of the 46, published, and next month's, which waits for the manager. */
export async function addRosters(world: World): Promise<void> {
  const department = need(world.departments, 'CS');
  const team = world.people.filter((person) => (person.ref.department as LoadedRecord | null)?.id === department.id);
  const used = new Set<string>();
  for (const [offset, state] of [
    [0, 'published'],
    [1, 'approving'],
  ] as const) {
    const month = monthStart(world.today, offset).slice(0, 7);
    const lines = linesOf(world, team, month);
    await write(world.engine, async (tx) => {
      const prepared = offset === 0 ? instant(`${monthStart(world.today, -1).slice(0, 8)}20`, '14:00') : earlier(world);
      const isPublished = state === 'published';
      const publishedOn = instant(`${monthStart(world.today, -1).slice(0, 8)}24`, '11:30');
      const values: Row = {
        department,
        month,
        lines,
        preparedBy: who(world, 'customer-service-supervisor').ref,
        ...(isPublished
          ? { approvedBy: who(world, 'customer-service-manager').ref, publishedOn, staff: team.map((person) => person.ref) }
          : {}),
      };
      const submitted = isPublished ? instant(`${monthStart(world.today, -1).slice(0, 8)}22`, '10:00') : prepared;
      const entered = { draft: prepared, approving: submitted, ...(isPublished ? { published: publishedOn } : {}) };
      await past(tx, 'shift-roster', values, { state, at: prepared, by: who(world, 'customer-service-supervisor').actor, entered });
      lines.forEach((line) => used.add(String((line.shift as LoadedRecord).code)));
    });
    world.say(`roster ${month}: ${lines.length} lines for ${team.length} people`);
  }
  await write(world.engine, async (tx) => {
    for (const code of used)
      await fill(
        tx,
        'shift',
        need(world.shifts, code),
        { used: true },
        { at: world.now, by: who(world, 'customer-service-supervisor').actor },
        {},
      );
  });
}

const earlier = (world: World): string => new Date(Date.parse(world.now) - 20 * 3_600_000).toISOString();

function linesOf(world: World, team: Person[], month: string): Row[] {
  const days = world.engine.settings.calendar().days;
  const most = Math.floor((workingDaysOf(month, { days }) * DAY_HOURS + OVERTIME_HOURS) / DAY_HOURS);
  const serial = new Map<string, number>();
  return team.flatMap((person) => {
    const nth = serial.get(person.post) ?? 0;
    serial.set(person.post, nth + 1);
    const shifts = SHIFTS[person.post] ?? ['Z'];
    const shift = need(world.shifts, shifts[nth % shifts.length] ?? 'Z');
    const dates = datesOf(month).filter((date) => works(person.post, nth, date, days));
    return trimmed(dates, person.post, most).map((date) => ({
      employee: person.ref,
      date,
      shift,
      post: person.ref.post,
      dutyManager: onDuty(date) === person.post,
      note: null,
    }));
  });
}

/** The manager from Friday to Saturday, the supervisor on Sunday and Monday, by turns in between (3.1.6 F3: one every day). */
function onDuty(date: string): string {
  const weekday = weekdayIndex(date);
  if (weekday === 4 || weekday === 5) return 'CSM';
  if (weekday === 6 || weekday === 0) return 'CSS';
  return Number(date.slice(8)) % 2 === 0 ? 'CSM' : 'CSS';
}

function works(post: string, nth: number, date: string, days: CalendarDay[]): boolean {
  if (DAYS_OFF[post]) return !DAYS_OFF[post].includes(weekdayIndex(date)) && !(isHoliday(date, days) && onDuty(date) !== post);
  if (BY_TURNS.has(post)) return ![(nth * 2) % 7, (nth * 2 + 1) % 7].includes(weekdayIndex(date));
  return !WEEKEND.includes(weekdayIndex(date)) && !isHoliday(date, days);
}

const isHoliday = (date: string, days: CalendarDay[]): boolean => days.findLast((day) => day.date === date)?.isOffDay === true;

/** Months with many holidays allow fewer hours: the last days that are nobody's duty fall away. */
function trimmed(dates: string[], post: string, most: number): string[] {
  const kept = [...dates];
  while (kept.length > most) {
    const index = kept.findLastIndex((date) => onDuty(date) !== post);
    if (index < 0) break;
    kept.splice(index, 1);
  }
  return kept;
}
