import { Link } from 'react-router';
import { paths } from '../../../components/paths';
import type { Lock } from '../model/locks';
import { placeOfAddress } from '../model/problems';
import { wordsOfUse } from '../model/use-words';
import { LockNote } from '../pieces/lock-note';
import { useDesigner } from '../work/designer-context';

const MOST = 6;

/** Why a field cannot be archived, with the places in this form as links. */
export function LockedBy({ lock }: { lock: Lock }) {
  const { def, desk, words, go } = useDesigner();
  const { d, say } = words;
  return (
    <LockNote>
      {lock.reason ? say(lock.reason) : d('props.usedIn')}
      {lock.uses.length > 0 && (
        <ul>
          {lock.uses.slice(0, MOST).map((use) => {
            const text = wordsOfUse(use, def, desk.forms, words);
            const isHere = use.form === def.key && use.in !== 'kpi' && use.in !== 'view' && use.in !== 'import' && use.in !== 'rule';
            const place = placeOfAddress(use.address.split('.'), def);
            return (
              <li key={`${use.in} ${use.form} ${use.address}`}>
                {isHere ? (
                  <button type="button" className="td-link-button" onClick={() => go(place.part, place.selection)}>
                    {text}
                  </button>
                ) : use.in === 'kpi' ? (
                  <Link to={paths.kpi(use.address)} target="_blank">
                    {text}
                  </Link>
                ) : (
                  text
                )}
              </li>
            );
          })}
          {lock.uses.length > MOST && <li>{d('props.moreUses', { count: lock.uses.length - MOST })}</li>}
        </ul>
      )}
    </LockNote>
  );
}
