import { Checkbox } from 'antd';
import { useEffect, useRef } from 'react';
import { DueTime } from '../../components/due-time';
import { StateDot } from '../../components/state-dot';
import { duration, showInstant } from '../../components/time-words';
import type { FormView } from '../../providers/definitions-source';
import type { WaitingItem } from '../../providers/home-source';
import { useWords } from '../../providers/i18n';
import type { Group } from './triage';

type WaitingListProps = {
  groups: Group[];
  forms: FormView[];
  chosen: string | null;
  ticked: Set<string>;
  onChoose: (id: string) => void;
  onTick: (ids: string[], isTicked: boolean) => void;
};

/** What waits, by form; the most urgent first. */
export function WaitingList({ groups, forms, chosen, ticked, onChoose, onTick }: WaitingListProps) {
  const { t, say } = useWords();
  return (
    <div className="td-wait-list" role="region" aria-label={t('inbox.list')}>
      {groups.map((group) => {
        const form = forms.find((one) => one.key === group.form);
        const ids = group.items.map((item) => item.documentId);
        const count = ids.filter((id) => ticked.has(id)).length;
        const name = form ? say(form) : group.form;
        return (
          <section key={group.form} aria-label={name}>
            <h2>
              <Checkbox
                checked={count === ids.length}
                indeterminate={count > 0 && count < ids.length}
                aria-label={t('inbox.chooseAll', { form: name, count: ids.length })}
                onChange={(event) => onTick(ids, event.target.checked)}
              />
              <span>{name}</span>
              <span className="td-quiet">{ids.length}</span>
            </h2>
            <ul>
              {group.items.map((item) => (
                <Item
                  key={item.documentId}
                  item={item}
                  form={form}
                  isChosen={item.documentId === chosen}
                  isTicked={ticked.has(item.documentId)}
                  onChoose={() => onChoose(item.documentId)}
                  onTick={(isTicked) => onTick([item.documentId], isTicked)}
                />
              ))}
            </ul>
          </section>
        );
      })}
    </div>
  );
}

type ItemProps = {
  item: WaitingItem;
  form: FormView | undefined;
  isChosen: boolean;
  isTicked: boolean;
  onChoose: () => void;
  onTick: (isTicked: boolean) => void;
};

function Item({ item, form, isChosen, isTicked, onChoose, onTick }: ItemProps) {
  const words = useWords();
  const { t } = words;
  const row = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (isChosen) row.current?.scrollIntoView({ block: 'nearest' });
  }, [isChosen]);
  const name = titleOf(item);
  return (
    <li ref={row} data-chosen={isChosen || undefined}>
      <Checkbox checked={isTicked} aria-label={t('inbox.choose', { name })} onChange={(event) => onTick(event.target.checked)} />
      <button type="button" className="td-wait" aria-current={isChosen || undefined} onClick={onChoose}>
        <span className="td-wait-title">{name}</span>
        <span className="td-wait-facts">
          {form && <StateDot form={form} state={item.state} />}
          <DueTime at={item.dueAt} />
          {item.since && (
            <time dateTime={item.since} title={showInstant(item.since)}>
              {t('inbox.waiting', { time: duration(Date.now() - Date.parse(item.since), words) })}
            </time>
          )}
        </span>
      </button>
    </li>
  );
}

/** Number and title, the number once. */
export const titleOf = ({ number, title }: Pick<WaitingItem, 'number' | 'title'>): string =>
  number && !title.startsWith(number) ? `${number} · ${title}` : title;
