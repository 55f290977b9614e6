import { Button } from 'antd';
import { useState } from 'react';
import { ErrorState, LoadingRows } from '../../components/screen-states';
import { Dot } from '../../components/state-dot';
import { ago, showInstant } from '../../components/time-words';
import type { FormView } from '../../providers/definitions-source';
import { useWords, type WordKey } from '../../providers/i18n';
import { approvalWord, changeLines } from './past-words';
import { useHistory, type HistoryEntry } from './record-source';

/** What happened to the record, newest first: who, in which role, when, from where to where, why, and what changed. */
export function History({ form, id }: { form: FormView; id: string }) {
  const { t } = useWords();
  const { data, error, refetch } = useHistory(form, id);
  const [isAll, setAll] = useState(false);
  if (error && !data) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (!data) return <LoadingRows rows={4} />;
  if (data.length === 0) return <p className="td-quiet">{t('show.noHistory')}</p>;
  const shown = isAll ? data : data.slice(0, FEW);
  return (
    <>
      <ol className="td-history">
        {shown.map((entry) => (
          <Entry key={entry.id} form={form} entry={entry} />
        ))}
      </ol>
      {data.length > shown.length && (
        <Button type="link" size="small" onClick={() => setAll(true)}>
          {t('show.allHistory', { count: data.length })}
        </Button>
      )}
    </>
  );
}

const FEW = 8;
/** So many changes are said at once; the rest on demand. */
const FEW_LINES = 4;

function Entry({ form, entry }: { form: FormView; entry: HistoryEntry }) {
  const words = useWords();
  const { t, say } = words;
  const [isAll, setAll] = useState(false);
  // A new paper is what it says; its first values are not changes.
  const lines = entry.event === 'create' || entry.event === 'imported' ? [] : changeLines(entry.changes, form, words);
  const shown = isAll ? lines : lines.slice(0, FEW_LINES);
  const stateOf = (value: string | null) => form.states.find((state) => state.value === value);
  const to = stateOf(entry.to);
  const actorName = entry.actor?.name || t('common.system');
  return (
    <li>
      <div className="td-history-head">
        <b>{eventWord(form, entry, words)}</b>
        {to && entry.from !== entry.to && (
          <Dot tone={to.tone ?? 'neutral'}>
            {entry.from ? t('show.stateFromTo', { from: say(stateOf(entry.from)) || entry.from, to: say(to) }) : say(to)}
          </Dot>
        )}
      </div>
      <div className="td-quiet">
        {actorName}
        {entry.actor?.role && !actorName.includes(say(entry.actor.role)) && ` (${say(entry.actor.role)})`}
        {entry.onBehalfOf && ` ${t('show.onBehalf', { name: entry.onBehalfOf })}`}
        {' · '}
        <time dateTime={entry.at} title={showInstant(entry.at)}>
          {ago(entry.at, words)}
        </time>
      </div>
      {entry.comment && <blockquote className="td-lines">{entry.comment}</blockquote>}
      {shown.length > 0 && (
        <ul className="td-changes">
          {shown.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      )}
      {lines.length > shown.length && (
        <button type="button" className="td-link" onClick={() => setAll(true)}>
          {t('show.moreChanges')} ({lines.length})
        </button>
      )}
    </li>
  );
}

const EVENTS: Record<string, WordKey> = {
  create: 'show.events.create',
  update: 'show.events.update',
  imported: 'show.events.import',
  archive: 'show.events.archive',
  restore: 'show.events.restore',
  undo: 'show.events.undo',
  comment: 'show.events.comment',
  print: 'show.events.print',
  export: 'show.events.export',
  reveal: 'show.events.reveal',
};

function eventWord(form: FormView, entry: HistoryEntry, words: ReturnType<typeof useWords>): string {
  const { t, say } = words;
  const transition = entry.action ? form.transitions.find((one) => one.action === entry.action) : undefined;
  if (entry.approval) return `${say(transition) || entry.action || ''} · ${approvalWord(entry.approval, words)}`;
  if (entry.event === 'action' && entry.action) return say(transition) || entry.action;
  const word = t(EVENTS[entry.event] ?? 'show.events.other');
  return entry.event === 'undo' && transition ? `${word} · ${say(transition)}` : word;
}
