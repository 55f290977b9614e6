import { ClockCircleOutlined } from '@ant-design/icons';
import { useEffect, useState } from 'react';
import { useWords } from '../providers/i18n';
import { duration, showInstant } from './time-words';

/** The running clock of a record: what is left, or by how much it is over. Half an hour before the end it warns. */
export function DueTime({ at, isFinal }: { at: unknown; isFinal?: boolean }) {
  const words = useWords();
  const now = useMinute();
  if (typeof at !== 'string' || isFinal) return null;
  const left = Date.parse(at) - now;
  const tone = left < 0 ? 'danger' : left < 30 * 60_000 ? 'warning' : 'neutral';
  // Within its last minute it is a minute: "just now" is no length of time.
  const time = duration(Math.max(Math.abs(left), 60_000), words);
  return (
    <time className="td-due" data-tone={tone} dateTime={at} title={showInstant(at)}>
      <ClockCircleOutlined aria-hidden="true" /> {left < 0 ? words.t('list.overdue', { time }) : words.t('list.dueIn', { time })}
    </time>
  );
}

/** The time, a minute at a time: clocks of a list need no more. */
function useMinute(): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 30_000);
    return () => clearInterval(timer);
  }, []);
  return now;
}
