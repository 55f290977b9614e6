import { SearchOutlined } from '@ant-design/icons';
import { Input, type InputRef } from 'antd';
import { useEffect, useRef, useState, type RefObject } from 'react';
import { useWords } from '../../providers/i18n';
import type { RecordList } from './use-record-list';

const PAUSE = 280;

/** Number or name; asked when the typing pauses, at once with Enter. */
export function SearchBox({ list, box }: { list: RecordList; box: RefObject<InputRef> }) {
  const { t } = useWords();
  const { view, setView } = list;
  const [typed, setTyped] = useState(view.q);
  const asked = useRef(view.q);
  // The address changed by itself (back, a saved view): the box follows. While one types, the box leads.
  useEffect(() => {
    if (view.q === asked.current) return;
    asked.current = view.q;
    setTyped(view.q);
  }, [view.q]);
  const ask = (text: string) => {
    const q = text.trim().slice(0, 100);
    if (q === asked.current) return;
    asked.current = q;
    setView({ ...view, q, page: 1 });
  };
  const latest = useRef(ask);
  useEffect(() => {
    latest.current = ask;
  });
  useEffect(() => {
    const timer = setTimeout(() => latest.current(typed), PAUSE);
    return () => clearTimeout(timer);
  }, [typed]);
  return (
    <Input
      ref={box}
      className="td-list-search"
      allowClear
      prefix={<SearchOutlined aria-hidden="true" />}
      placeholder={t('list.search')}
      aria-label={t('list.search')}
      aria-keyshortcuts="/"
      maxLength={100}
      type="search"
      value={typed}
      onChange={(event) => setTyped(event.target.value)}
      onPressEnter={() => ask(typed)}
      onKeyDown={(event) => event.key === 'Escape' && box.current?.blur()}
    />
  );
}
