import { PlusOutlined, QuestionCircleOutlined, SearchOutlined } from '@ant-design/icons';
import { Input } from 'antd';
import { useDeferredValue, useMemo, useState } from 'react';
import { Link } from 'react-router';
import { PageHeader } from '../../../components/page-header';
import { EmptyState, ErrorState, LoadingRows } from '../../../components/screen-states';
import { ago } from '../../../components/time-words';
import { useTitle } from '../../../components/use-title';
import { usePinyinMatch } from '../../../providers/pinyin';
import '../designer.css';
import { designerPaths } from '../designer-paths';
import { useDesk, useEntries } from '../queries';
import type { DeskEntry } from '../source';
import { useDesignerWords } from '../words/use-designer-words';

/** All forms that the caller may design, by area; who has a draft on it, and what the house has changed. */
export function DeskScreen() {
  const words = useDesignerWords();
  const { d, say } = words;
  const [typed, setTyped] = useState('');
  const text = useDeferredValue(typed.trim());
  const entries = useEntries();
  const desk = useDesk();
  const match = usePinyinMatch(text !== '');
  useTitle(d('desk.title'));
  const found = useMemo(
    () =>
      (entries.data ?? []).filter((entry) => text === '' || match(entry.zh, text) || entry.en.toLowerCase().includes(text.toLowerCase())),
    [entries.data, text, match],
  );
  const groups = (desk.data?.allAreas ?? []).map((area) => ({ key: area.key, title: say(area) }));
  return (
    <div className="td-page" data-width="read">
      <PageHeader
        title={d('desk.title')}
        aside={entries.data && <span className="td-quiet">{d('desk.count', { count: entries.data.length })}</span>}
        actions={
          <>
            <Link className="td-button-link" to={designerPaths.help()}>
              <QuestionCircleOutlined aria-hidden="true" />
              {d('help.title')}
            </Link>
            <Link className="td-button-link" data-primary to={designerPaths.create()}>
              <PlusOutlined aria-hidden="true" />
              {d('desk.create')}
            </Link>
          </>
        }
      />
      <p className="td-quiet">{d('desk.lead')}</p>
      <Input
        allowClear
        prefix={<SearchOutlined aria-hidden="true" />}
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
        placeholder={d('desk.search')}
        aria-label={d('desk.search')}
        className="td-dz-search"
      />
      {entries.error ? (
        <ErrorState error={entries.error} onRetry={() => void entries.refetch()} />
      ) : !entries.data || !desk.data ? (
        <LoadingRows rows={8} />
      ) : found.length === 0 ? (
        <EmptyState
          title={text === '' ? d('desk.none') : d('desk.noneFound', { text })}
          hint={text === '' ? d('desk.noneHint') : undefined}
        />
      ) : (
        groups.map((group) => {
          const own = found.filter((entry) => entry.area === group.key);
          return own.length === 0 ? null : (
            <section key={group.key} className="td-card" aria-label={group.title}>
              <div className="td-card-head">
                <h2>{group.title}</h2>
              </div>
              <ul className="td-dz-desk">
                {own.map((entry) => (
                  <EntryLine key={entry.key} entry={entry} />
                ))}
              </ul>
            </section>
          );
        })
      )}
    </div>
  );
}

function EntryLine({ entry }: { entry: DeskEntry }) {
  const words = useDesignerWords();
  const { d, say } = words;
  return (
    <li>
      <Link to={designerPaths.form(entry.key)}>
        <span className="td-dz-desk-name">
          {say(entry)}
          {entry.release && (
            <span className="td-mark" data-tone="warning">
              {d('release.mark')}
            </span>
          )}
        </span>
        <span className="td-quiet">{d(`kinds.${entry.kind}`)}</span>
        <span className="td-quiet td-figures">
          {entry.version === 0 ? d('work.unpublished') : d('work.version', { version: entry.version })}
        </span>
        <span>{entry.origin !== 'shipped' && <span className="td-mark">{d(`desk.${entry.origin}`)}</span>}</span>
        {entry.draft && <span className="td-dz-draft">{d('desk.draft', { name: entry.draft.by, time: ago(entry.draft.at, words) })}</span>}
      </Link>
    </li>
  );
}
