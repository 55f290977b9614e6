import { ClockCircleOutlined, FileTextOutlined, PlusOutlined, RightOutlined, SearchOutlined, ThunderboltOutlined } from '@ant-design/icons';
import { Modal } from 'antd';
import { useEffect, useId, useMemo, useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import { useWords, type WordKey } from '../../providers/i18n';
import { usePinyinMatch } from '../../providers/pinyin';
import { grouped, ordered, ranked, type PaletteItem, type PaletteKind } from './palette-rank';
import { usePaletteItems } from './use-palette-items';
import { useRecordSearch } from './use-record-search';

const HEADINGS: Record<PaletteKind, WordKey> = {
  recent: 'palette.recent',
  record: 'palette.records',
  form: 'palette.go',
  create: 'palette.create',
  command: 'palette.commands',
};
const ICONS: Record<PaletteKind, ReactNode> = {
  recent: <ClockCircleOutlined />,
  record: <FileTextOutlined />,
  form: <RightOutlined />,
  create: <PlusOutlined />,
  command: <ThunderboltOutlined />,
};
const MOST = 14;

/** Ctrl+K: forms, new records, records by number or name, recent ones and commands, without the mouse. */
export function CommandPalette({ onClose, onHelp }: { onClose: () => void; onHelp: () => void }) {
  const { t } = useWords();
  const id = useId();
  const [typed, setTyped] = useState('');
  const [active, setActive] = useState(0);
  const { items, isSearching } = useFound(typed, onClose, onHelp);
  const groups = useMemo(() => grouped(items), [items]);
  const lines = groups.flatMap((group) => group.items);
  const present = lines[Math.min(active, lines.length - 1)];
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => list.current?.querySelector('[aria-selected=true]')?.scrollIntoView({ block: 'nearest' }), [present]);

  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    // Enter that ends the input of Chinese chooses nothing.
    if (event.nativeEvent.isComposing) return;
    const step = { ArrowDown: 1, ArrowUp: -1, PageDown: 7, PageUp: -7 }[event.key];
    if (step !== undefined && lines.length > 0) {
      event.preventDefault();
      const next = Math.min(active, lines.length - 1) + step;
      setActive(Math.abs(step) === 1 ? (next + lines.length) % lines.length : Math.max(0, Math.min(lines.length - 1, next)));
    } else if (event.key === 'Enter' && present) {
      event.preventDefault();
      present.run();
    }
  };
  return (
    <Modal
      open
      onCancel={onClose}
      footer={null}
      closable={false}
      width={600}
      className="td-palette"
      style={{ top: 72 }}
      title={<span className="td-visually-hidden">{t('palette.title')}</span>}
      destroyOnHidden
    >
      <div className="td-palette-box">
        <SearchOutlined aria-hidden="true" />
        <input
          type="text"
          role="combobox"
          aria-expanded={lines.length > 0}
          aria-controls={`${id}-list`}
          aria-autocomplete="list"
          aria-activedescendant={present ? `${id}-${present.id}` : undefined}
          aria-label={t('palette.title')}
          placeholder={t('palette.placeholder')}
          autoFocus
          autoComplete="off"
          spellCheck={false}
          value={typed}
          onKeyDown={onKeyDown}
          onChange={(event) => {
            setTyped(event.target.value);
            setActive(0);
          }}
        />
      </div>
      <div ref={list} id={`${id}-list`} role="listbox" aria-label={t('palette.title')} className="td-palette-list" aria-busy={isSearching}>
        {groups.map((group) => (
          <div key={group.kind} role="group" aria-label={t(HEADINGS[group.kind])}>
            <div className="td-palette-heading" aria-hidden="true">
              {t(HEADINGS[group.kind])}
            </div>
            {group.items.map((item) => (
              <Line
                key={item.id}
                id={`${id}-${item.id}`}
                item={item}
                isActive={item === present}
                onPoint={() => setActive(lines.indexOf(item))}
              />
            ))}
          </div>
        ))}
        {lines.length === 0 && (
          <p className="td-palette-none">{isSearching ? t('common.loading') : t('palette.nothing', { text: typed.trim() })}</p>
        )}
      </div>
      <div className="td-palette-foot">
        <span>{t('palette.hint')}</span>
        <span role="status">{typed.trim() !== '' && t('palette.results', { count: lines.length })}</span>
      </div>
    </Modal>
  );
}

function Line({ id, item, isActive, onPoint }: { id: string; item: PaletteItem; isActive: boolean; onPoint: () => void }) {
  return (
    <div
      id={id}
      role="option"
      aria-selected={isActive}
      className="td-palette-line"
      onMouseMove={isActive ? undefined : onPoint}
      onClick={item.run}
    >
      <span className="td-palette-icon" aria-hidden="true">
        {ICONS[item.kind]}
      </span>
      <span className="td-palette-label">{item.label}</span>
      {item.hint && <span className="td-palette-hint">{item.hint}</span>}
    </div>
  );
}

/** Without a word: recent records, places and commands. With one: what answers it here, then the server's records. */
function useFound(typed: string, onClose: () => void, onHelp: () => void): { items: PaletteItem[]; isSearching: boolean } {
  const text = typed.trim();
  const match = usePinyinMatch(text !== '');
  const { places, usual, recent, ofRecord } = usePaletteItems(onClose, onHelp);
  const { hits, isSearching } = useRecordSearch(text);
  const items = useMemo(() => {
    if (text === '') return [...recent.slice(0, 6), ...usual];
    const known = ranked(recent, text, match, 4);
    const seen = new Set(known.map((item) => item.id.slice('recent:'.length)));
    const found = hits.flatMap((hit) =>
      hit.documentId && !seen.has(hit.documentId)
        ? (ofRecord({ ...hit, documentId: hit.documentId, title: hit.title ?? hit.number ?? '' }) ?? [])
        : [],
    );
    const here = ranked(places, text, match, MOST);
    return [...known, ...ordered(found, text, match).slice(0, here.length > 0 ? 8 : 20), ...here];
  }, [text, match, places, usual, recent, ofRecord, hits]);
  return { items, isSearching };
}
