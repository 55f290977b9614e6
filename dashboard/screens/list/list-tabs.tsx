import { useEffect, useRef } from 'react';
import { Link, useLocation } from 'react-router';
import { useWords } from '../../providers/i18n';
import { tabsField } from './list-fields';
import type { RecordList } from './use-record-list';
import { tabOf, withFilter, writeView, type ListView } from './view-state';

/** One tab a value of the form's leading field, each with its number under the same filters. They are links: a tab can be opened beside this one. */
export function ListTabs({ list }: { list: RecordList }) {
  const { t, say } = useWords();
  const { pathname } = useLocation();
  const { form, view } = list;
  const counts = list.counts ?? {};
  const isKnown = list.counts !== undefined;
  const field = tabsField(form);
  const bar = useRef<HTMLElement>(null);
  const present = field ? tabOf(view, field.name) : null;
  useEffect(() => bar.current?.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest', inline: 'center' }), [present, isKnown]);
  if (!field) return null;
  const isAll = view.filters[field.name] === undefined;
  const sum = Object.values(counts).reduce((all, count) => all + count, 0);
  const options =
    field.type === 'boolean'
      ? [
          { value: 'true', label: t('common.yes') },
          { value: 'false', label: t('common.no') },
        ]
      : (field.values ?? [])
          .filter((one) => !one.archived || counts[String(one.value)])
          .map((one) => ({ value: String(one.value), label: say(one) }));
  const to = (next: ListView) => pathname + writeView(next);
  return (
    <nav ref={bar} className="td-tabs" aria-label={say(field)}>
      <Tab to={to(withFilter(view, field.name, undefined))} isPresent={isAll} count={isKnown ? sum : null}>
        {t('common.all')}
      </Tab>
      {options.map(({ value, label }) => (
        <Tab
          key={value}
          to={to(withFilter(view, field.name, { $eq: value }))}
          isPresent={present === value}
          count={isKnown ? (counts[value] ?? 0) : null}
        >
          {label}
        </Tab>
      ))}
    </nav>
  );
}

function Tab({ to, isPresent, count, children }: { to: string; isPresent: boolean; count: number | null; children: string }) {
  return (
    <Link to={to} replace className="td-tab" aria-current={isPresent ? 'true' : undefined} data-empty={count === 0 || undefined}>
      {children} <span className="td-tab-count">{count?.toLocaleString('en-US')}</span>
    </Link>
  );
}
