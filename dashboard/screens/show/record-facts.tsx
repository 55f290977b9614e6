import { DueTime } from '../../components/due-time';
import { showInstant } from '../../components/time-words';
import { FieldShow } from '../../fields/field-value';
import type { FormView } from '../../providers/definitions-source';
import { useWords } from '../../providers/i18n';
import type { RecordRow } from '../../providers/record-types';

/** What every record has and no section repeats: who registered it, when, for which site, until when. */
export function RecordFacts({ form, record }: { form: FormView; record: RecordRow }) {
  const { t, say } = useWords();
  const names = ['registeredBy', 'registeredAt', 'site', 'voidReason', 'archivedAt'].filter((name) => record[name]);
  const isFinal = form.states.find((state) => state.value === record.state)?.final;
  return (
    <dl className="td-facts">
      {typeof record.slaDueAt === 'string' && (
        <>
          <dt>{t('show.dueAt')}</dt>
          <dd className="td-row">
            {showInstant(record.slaDueAt)} <DueTime at={record.slaDueAt} isFinal={isFinal} />
          </dd>
        </>
      )}
      {names.map((name) => {
        const field = form.fields.find((one) => one.name === name);
        return field ? (
          <Fact key={name} label={say(field)}>
            <FieldShow field={field} value={record[name]} />
          </Fact>
        ) : null;
      })}
    </dl>
  );
}

function Fact({ label, children }: { label: string; children: React.ReactNode }) {
  return (
    <>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </>
  );
}
