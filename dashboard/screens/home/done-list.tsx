import { Link } from 'react-router';
import { paths } from '../../components/paths';
import { ago, showInstant } from '../../components/time-words';
import { useForms } from '../../providers/definitions';
import type { FormView } from '../../providers/definitions-source';
import type { DoneItem } from '../../providers/home-source';
import { useWords, type Wording } from '../../providers/i18n';
import { APPROVAL_ACTS } from '../../providers/record-types';
import { useRecordTitles } from './use-record-titles';

/** What I did last: the act, the record, when. */
export function DoneList({ items }: { items: DoneItem[] }) {
  const words = useWords();
  const forms = useForms();
  const titles = useRecordTitles(items);
  return (
    <ul className="td-work-list">
      {items.map((item, index) => {
        const form = forms.find((one) => one.key === item.form);
        if (!form) return null;
        return (
          <li key={`${item.documentId}/${item.at}/${index}`}>
            <div className="td-work-main">
              <Link to={paths.show(form, item.documentId)}>{titles.get(item.documentId) ?? words.say(form)}</Link>
              <span className="td-work-about">{words.say(form)}</span>
            </div>
            <div className="td-work-time">
              <span>{actWord(item, form, words)}</span>
              <time className="td-quiet" dateTime={item.at} title={showInstant(item.at)}>
                {ago(item.at, words)}
              </time>
            </div>
          </li>
        );
      })}
    </ul>
  );
}

const EVENTS = ['create', 'update', 'action', 'import', 'archive', 'undo', 'comment', 'print', 'reveal', 'effect'] as const;

/** The word of the action itself; of other events their kind. */
function actWord(item: DoneItem, form: FormView, { t, say }: Wording): string {
  const [action, act] = (item.action ?? '').split(':');
  const transition = form.transitions.find((one) => one.action === action);
  // Beside yes and no in a decision of several: handed over, sent back, taken back.
  const beside = APPROVAL_ACTS.find((one) => one === act);
  if (transition) return beside ? t(`approval.acts.${beside}`) : say(transition);
  const kind = item.event === 'imported' ? 'import' : item.event;
  return t(`show.events.${EVENTS.find((event) => event === kind) ?? 'other'}`);
}
