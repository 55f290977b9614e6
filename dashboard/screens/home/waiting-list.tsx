import { Link } from 'react-router';
import { DueTime } from '../../components/due-time';
import { paths } from '../../components/paths';
import { StateDot } from '../../components/state-dot';
import { duration, showInstant } from '../../components/time-words';
import { useForms } from '../../providers/definitions';
import type { WaitingItem } from '../../providers/home-source';
import { useWords } from '../../providers/i18n';

/** Records that wait: what it is, what is asked of me, how long it has waited, how long is left. */
export function WaitingList({ items }: { items: WaitingItem[] }) {
  const words = useWords();
  const { t, say } = words;
  const forms = useForms();
  return (
    <ul className="td-work-list">
      {items.map((item) => {
        const form = forms.find((one) => one.key === item.form);
        if (!form) return null;
        const acts = item.actions.flatMap((name) => form.transitions.find((one) => one.action === name) ?? []).slice(0, 3);
        const name = item.number && !item.title.includes(item.number) ? `${item.number} · ${item.title}` : item.title;
        return (
          <li key={`${item.form}/${item.documentId}`}>
            <div className="td-work-main">
              <Link to={paths.show(form, item.documentId)}>{name}</Link>
              <span className="td-work-about">
                {say(form)}
                <StateDot form={form} state={item.state} />
                {acts.length > 0 && <span>{acts.map(say).join(' / ')}</span>}
              </span>
            </div>
            <div className="td-work-time">
              <DueTime at={item.dueAt} />
              {item.since && (
                <time className="td-quiet" dateTime={item.since} title={showInstant(item.since)}>
                  {t('home.waitingSince', { time: duration(Date.now() - Date.parse(item.since), words) })}
                </time>
              )}
            </div>
          </li>
        );
      })}
    </ul>
  );
}
