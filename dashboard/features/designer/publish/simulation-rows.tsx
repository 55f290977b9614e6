import { Link } from 'react-router';
import type { SimulationRow } from '../../../../config/simulation/report';
import { paths } from '../../../components/paths';
import { useDesigner } from '../work/designer-context';

/** What was found, by transition: what would be different, in how many cases, and which. */
export function SimulationRows({ rows }: { rows: SimulationRow[] }) {
  const { view, published, words } = useDesigner();
  const { d, say } = words;
  const groups = new Map<string, SimulationRow[]>();
  for (const row of rows) groups.set(`${row.from} ${row.action}`, [...(groups.get(`${row.from} ${row.action}`) ?? []), row]);
  const actionWord = ({ action, from }: SimulationRow): string => {
    const named = [view, published].flatMap((form) => form?.transitions.filter((one) => one.action === action) ?? []);
    return say(named.find((one) => one.from.includes(from)) ?? named[0]) || action;
  };
  const stateWord = (value: string): string =>
    say([view, published].flatMap((form) => form?.states ?? []).find((state) => state.value === value)) || value;
  return (
    <div className="td-dz-simulated">
      {[...groups].map(([key, list]) => (
        <section key={key} aria-label={list[0] && actionWord(list[0])}>
          <h4>
            {list[0] && actionWord(list[0])}{' '}
            <span className="td-quiet">{d('simulation.from', { state: stateWord(list[0]?.from ?? '') })}</span>
          </h4>
          <ul>
            {list.map((row) => (
              <li key={JSON.stringify([row.kind, row.field, row.words?.zh, row.names])}>
                <Row row={row} stateWord={stateWord} />
              </li>
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}

/** So many cases stand there at once; the rest opens. */
const FEW = 5;

function Row({ row, stateWord }: { row: SimulationRow; stateWord: (value: string) => string }) {
  const { def, words } = useDesigner();
  const { d } = words;
  const sentence = useSentence(row, stateWord);
  const hidden = row.count - row.cases.length;
  const links = (list: SimulationRow['cases']) =>
    list.map(({ documentId, number }) => (
      <Link key={documentId} to={paths.show(def, documentId)} target="_blank">
        {number ?? documentId.slice(0, 8)}
      </Link>
    ));
  return (
    <>
      <span>
        {sentence} <b>{d('simulation.count', { count: row.count })}</b>
      </span>
      <span className="td-dz-cases">
        {links(row.cases.slice(0, FEW))}
        {row.cases.length > FEW && (
          <details>
            <summary>+ {row.cases.length - FEW}</summary>
            {links(row.cases.slice(FEW))}
          </details>
        )}
        {hidden > 0 && <span className="td-quiet">{d('simulation.more', { count: hidden })}</span>}
      </span>
    </>
  );
}

function useSentence(row: SimulationRow, stateWord: (value: string) => string): string {
  const { view, desk, words } = useDesigner();
  const { d, say, t } = words;
  const { kind, field, names } = row;
  const own = say(row.words ?? undefined);
  const fieldWord = (path: string): string => {
    const [name, column] = path.split('.');
    const found = view.fields.find((one) => one.name === name);
    const inner = found?.columns?.find((one) => one.name === column);
    return [found ? say(found) : name, ...(column === undefined ? [] : [inner ? say(inner) : column])].join(' · ');
  };
  switch (kind) {
    case 'other_state':
      return d('simulation.kinds.other_state', { before: stateWord(names[0] ?? ''), after: stateWord(names[1] ?? '') });
    case 'more_voices': {
      const roles = names.map((name) => say(desk.roles.find((role) => role.key === name)) || name);
      return d('simulation.kinds.more_voices', { names: roles.join(t('common.and')) });
    }
    case 'timeout':
    case 'no_timeout': {
      const then = names.map((name) =>
        name === 'escalate' || name === 'return' ? d(`simulation.thens.${name}`) : d('simulation.thens.remind'),
      );
      return d(`simulation.kinds.${kind}`, { names: then.join(t('common.and')) });
    }
    case 'value':
      return field === null
        ? d('simulation.kinds.rule', { words: own })
        : d('simulation.kinds.value', { field: fieldWord(field), words: own });
    default:
      return d(`simulation.kinds.${kind}`, { words: own, field: field === null ? '' : fieldWord(field) });
  }
}
