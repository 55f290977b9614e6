import { SearchOutlined } from '@ant-design/icons';
import { Input } from 'antd';
import { useDeferredValue, useMemo, useState } from 'react';
import { Link, useSearchParams } from 'react-router';
import { EmptyState, ErrorState, LoadingRows } from '../../../components/screen-states';
import { usePinyinMatch } from '../../../providers/pinyin';
import './library.css';
import { designerPaths } from '../designer-paths';
import type { Desk } from '../source';
import { useDesignerWords } from '../words/use-designer-words';
import { useLibrary, type LibraryEntry } from './library-data';
import { LibraryDrawer } from './library-drawer';

/** The shipped forms that nobody has switched on, by area. One that is chosen opens beside the list; its address is `?form=`. */
export function LibrarySource({ desk }: { desk: Desk }) {
  const { d, say } = useDesignerWords();
  const [params, setParams] = useSearchParams();
  const [typed, setTyped] = useState('');
  const text = useDeferredValue(typed.trim());
  const entries = useLibrary();
  const match = usePinyinMatch(text !== '');
  const found = useMemo(
    () => (entries.data ?? []).filter((entry) => text === '' || speaksOf(entry, text, match)),
    [entries.data, text, match],
  );
  const chosen = params.get('form');
  const close = () =>
    setParams((before) => {
      before.delete('form');
      return before;
    });
  return (
    <>
      <Input
        allowClear
        prefix={<SearchOutlined aria-hidden="true" />}
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
        placeholder={d('library.search')}
        aria-label={d('library.search')}
        className="td-dz-search"
      />
      {entries.error ? (
        <ErrorState error={entries.error} onRetry={() => void entries.refetch()} />
      ) : !entries.data ? (
        <LoadingRows rows={8} />
      ) : found.length === 0 ? (
        <EmptyState
          title={text === '' ? d('library.none') : d('library.noneFound', { text })}
          hint={text === '' ? undefined : d('library.noneFoundHint')}
        />
      ) : (
        <>
          <p className="td-quiet" role="status">
            {d('library.count', { count: found.length })}
          </p>
          {desk.allAreas.map((area) => {
            const own = found.filter((entry) => entry.area === area.key);
            return own.length === 0 ? null : (
              <section key={area.key} className="td-card" aria-label={say(area)}>
                <div className="td-card-head">
                  <h2>{say(area)}</h2>
                </div>
                <ul className="td-dz-desk td-dz-library">
                  {own.map((entry) => (
                    <EntryLine key={entry.key} entry={entry} />
                  ))}
                </ul>
              </section>
            );
          })}
        </>
      )}
      {chosen !== null && <LibraryDrawer key={chosen} form={chosen} desk={desk} onClose={close} />}
    </>
  );
}

function EntryLine({ entry }: { entry: LibraryEntry }) {
  const { d, say } = useDesignerWords();
  return (
    <li>
      <Link to={designerPaths.library(entry.key)}>
        <span className="td-dz-library-name">
          <span className="td-dz-desk-name">{say(entry)}</span>
          {entry.purpose && <span className="td-quiet">{say(entry.purpose)}</span>}
        </span>
        <span className="td-quiet">{d(`kinds.${entry.kind}`)}</span>
        <span className="td-quiet td-figures">{d('library.fields', { count: entry.fields })}</span>
        <span className="td-quiet td-figures">{d('library.states', { count: entry.states.length })}</span>
        <span className="td-dz-library-mark">
          {entry.status !== 'off' && <span className="td-mark">{d(`library.${entry.status}`)}</span>}
          {entry.status === 'off' && entry.needs.length > 0 && (
            <span className="td-dz-draft">{d('library.needs', { forms: entry.needs.map(say).join(d('library.and')) })}</span>
          )}
        </span>
      </Link>
    </li>
  );
}

/** By its name, its key, or what it is for; Chinese also by pinyin. */
export function speaksOf(entry: LibraryEntry, text: string, match: (text: string, typed: string) => boolean): boolean {
  const low = text.toLowerCase();
  return (
    match(entry.zh, text) ||
    entry.en.toLowerCase().includes(low) ||
    entry.key.includes(low) ||
    (entry.purpose !== null && (entry.purpose.zh.includes(text) || entry.purpose.en.toLowerCase().includes(low)))
  );
}
