import { shownSections } from '../../components/shown-sections';
import { FieldShow } from '../../fields/field-value';
import { partsOf } from '../../fields/index';
import { presentField } from '../../fields/present-field';
import { isEmpty } from '../../../config/definition/expression/values';
import type { FieldDefinition } from '../../../config/definition/types';
import { useMe } from '../../providers/definitions';
import type { FormView } from '../../providers/definitions-source';
import { useWords } from '../../providers/i18n';
import type { RecordRow } from '../../providers/record-types';

/** The content of a record, section by section. A section that nothing was written in yet is one quiet line. */
export function RecordSections({ form, record }: { form: FormView; record: RecordRow }) {
  const { say, t } = useWords();
  const me = useMe();
  const sections = shownSections(form, record, me).filter(({ fields }) => fields.length > 0);
  const filled = sections.filter(({ fields }) => fields.some((field) => !isEmpty(record[field.name])));
  const empty = sections.filter((section) => !filled.includes(section));
  return (
    <>
      {filled.map(({ section, fields }) => (
        <section key={section.key} className="td-card" aria-labelledby={`show-${section.key}`}>
          <div className="td-card-head">
            <h2 id={`show-${section.key}`}>{say(section)}</h2>
          </div>
          <dl className="td-values">
            {fields
              .filter((field) => !field.archived || !isEmpty(record[field.name]))
              .map((field) => (
                <Value
                  key={field.name}
                  field={presentField(form, field.name) ?? field}
                  value={record[field.name]}
                  isAlone={fields.length === 1}
                />
              ))}
          </dl>
        </section>
      ))}
      {empty.length > 0 && (
        <p className="td-quiet td-empty-sections">
          {t('show.notFilled')}
          {empty.map(({ section }) => say(section)).join(t('common.and'))}
        </p>
      )}
    </>
  );
}

function Value({ field, value, isAlone }: { field: FieldDefinition; value: unknown; isAlone: boolean }) {
  const { say } = useWords();
  const { isWide } = partsOf(field);
  const isFilled = !isEmpty(value);
  // One file stands in its column like any other value.
  const wide = isFilled && isWide?.(field) && (field.type !== 'media' || (Array.isArray(value) && value.length > 1));
  const isTable = isFilled && field.type === 'json-rows';
  return (
    <div data-wide={wide || undefined} data-empty={!isFilled || undefined} data-table={isTable || undefined}>
      <dt className={isTable && isAlone ? 'td-visually-hidden' : undefined}>{say(field)}</dt>
      <dd>
        <FieldShow field={field} value={value} />
      </dd>
    </div>
  );
}
