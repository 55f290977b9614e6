import { idOf, numberOf, rowsOf, textOf, violation, type Rule, type RuleRecord } from './rule';

/** 3.6.9 (notice#4): a board never holds more notices than it has slots, on any day. Loads: approved, posted and expired notices, under any names. */
export const boardHasFreeSlot: Rule = (record, context) => {
  const others = Object.values(context.related)
    .flat()
    .filter((notice) => idOf(notice) !== idOf(record) && overlaps(notice, record));
  return rowsOf(record, 'postings').flatMap((posting, index) => {
    const board = posting.board as RuleRecord | null;
    const boardId = idOf(board);
    if (!boardId) return [];
    const slots = numberOf(board?.slots);
    const dates = days(record).filter((date) => others.filter((notice) => hangsOn(notice, boardId, date)).length >= slots);
    if (slots === 0 || dates.length === 0) return [];
    const words = { zh: `该通告栏 ${dates[0]} 版位已满`, en: `This board has no free slot on ${dates[0]}` };
    return [violation(['postings', index, 'board'], 'board_full', words, { date: dates[0], slots })];
  });
};

/** 3.6.9: a board is removed only when no live notice hangs on it. Loads: posted and expired notices. */
export const boardIsEmpty: Rule = (record, context) => {
  const boardId = idOf(record);
  const hanging = Object.values(context.related)
    .flat()
    .filter((notice) => rowsOf(notice, 'postings').some((row) => idOf(row.board) === boardId && !row.removedAt));
  if (hanging.length === 0) return [];
  return [
    violation(
      [],
      'board_in_use',
      { zh: '通告栏上仍有未撤除的通知', en: 'Notices still hang on this board' },
      { numbers: hanging.map((notice) => notice.number) },
    ),
  ];
};

function overlaps(a: RuleRecord, b: RuleRecord): boolean {
  const [from, to] = [textOf(b.postFrom), textOf(b.removeOn)];
  return from !== '' && to !== '' && textOf(a.postFrom) <= to && from <= (textOf(a.removeOn) || textOf(a.postFrom));
}

function hangsOn(notice: RuleRecord, boardId: string, date: string): boolean {
  if (textOf(notice.postFrom) > date || date > textOf(notice.removeOn)) return false;
  return rowsOf(notice, 'postings').some((row) => idOf(row.board) === boardId && !row.removedAt);
}

/** The days a notice hangs; notice#2 keeps them few, and a wrong range must not run long. */
function days(record: RuleRecord): string[] {
  const dates: string[] = [];
  const end = Date.parse(textOf(record.removeOn));
  for (let day = Date.parse(textOf(record.postFrom)); day <= end && dates.length < 62; day += 86_400_000)
    dates.push(new Date(day).toISOString().slice(0, 10));
  return dates;
}

export const noticeRules = { 'board-has-free-slot': boardHasFreeSlot, 'board-is-empty': boardIsEmpty } satisfies Record<string, Rule>;
