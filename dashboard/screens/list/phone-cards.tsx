import { useMemo } from 'react';
import { Link } from 'react-router';
import { DueTime } from '../../components/due-time';
import { paths } from '../../components/paths';
import { StateDot } from '../../components/state-dot';
import { FieldCell } from '../../fields/field-value';
import { plainTitle } from '../../fields/plain-title';
import { presentField } from '../../fields/present-field';
import { useWords } from '../../providers/i18n';
import type { RecordRow } from '../../providers/record-types';
import type { RecordList } from './use-record-list';

/** The list in one hand: a card says what it is, where it stands and when it is due. */
export function PhoneCards({ list }: { list: RecordList }) {
  const { form, rows, columns, query } = list;
  const { t, say } = useWords();
  // Three more facts, of those that the table shows and the card does not say yet.
  const facts = useMemo(() => {
    const said = new Set(['number', 'state', 'slaDueAt', ...form.title]);
    return columns
      .filter((name) => !said.has(name))
      .slice(0, 3)
      .flatMap((name) => presentField(form, name) ?? []);
  }, [form, columns]);
  return (
    <ul
      className="td-phone-cards"
      aria-label={t('list.table', { form: say(form) })}
      aria-busy={query.isFetching}
      data-busy={query.isPlaceholderData || undefined}
    >
      {rows.map((row) => (
        <li key={row.id} className="td-card td-phone-card" data-row={row.id}>
          <CardHead list={list} row={row} />
          <dl>
            {facts.map((field) => {
              const value = row[field.name];
              const isNothing = value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0);
              return isNothing ? null : (
                <div key={field.name}>
                  <dt>{say(field)}</dt>
                  <dd>
                    <FieldCell field={field} value={value} />
                  </dd>
                </div>
              );
            })}
          </dl>
        </li>
      ))}
    </ul>
  );
}

function CardHead({ list, row }: { list: RecordList; row: RecordRow }) {
  const words = useWords();
  const { form } = list;
  const isFinal = form.states.find((state) => state.value === row.state)?.final === true;
  const title = plainTitle(form, row, words);
  const number = typeof row.number === 'string' ? row.number : null;
  const name = number && title.startsWith(number) ? title.slice(number.length).replace(/^[\s·]+/, '') : title;
  return (
    <>
      <p className="td-phone-card-top">
        {/* Said once: a record without another name is called by its number. */}
        <span className="td-figures">{name ? number : null}</span>
        <DueTime at={row.slaDueAt} isFinal={isFinal} />
      </p>
      <h2>
        <Link to={paths.show(form, row.id)} data-row-link>
          {name || title}
        </Link>
      </h2>
      <p className="td-phone-card-state">
        <StateDot form={form} state={row.state} />
        {row.archivedAt ? <span className="td-quiet">{words.t('list.archivedMark')}</span> : null}
      </p>
    </>
  );
}
