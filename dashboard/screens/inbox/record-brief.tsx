import { isEmpty } from '../../../config/definition/expression/values';
import { shownSections } from '../../components/shown-sections';
import { FieldShow } from '../../fields/field-value';
import { partsOf } from '../../fields';
import { RecordScopeProvider } from '../../fields/record-scope';
import { useMe } from '../../providers/definitions';
import type { FormView } from '../../providers/definitions-source';
import { useWords } from '../../providers/i18n';
import type { RecordRow } from '../../providers/record-types';
import { useMemo } from 'react';

/** Said elsewhere on this screen, or of no use for a decision. */
const LEFT_OUT = new Set(['number', 'state', 'site', 'rev', 'formVersion', 'slaDueAt', 'archivedAt', 'incomplete']);

/** What is filled in, section by section: what a decision is made on, without the empty boxes. */
export function RecordBrief({ form, record }: { form: FormView; record: RecordRow }) {
  const { t, say } = useWords();
  const me = useMe();
  const scope = useMemo(() => ({ form, documentId: record.documentId, values: () => record }), [form, record]);
  const sections = useMemo(
    () =>
      shownSections(form, record, me)
        .map(({ section, fields }) => ({
          section,
          fields: fields.filter((field) => !LEFT_OUT.has(field.name) && !isEmpty(record[field.name])),
        }))
        .filter(({ fields }) => fields.length > 0),
    [form, record, me],
  );
  if (sections.length === 0) return <p className="td-quiet">{t('inbox.nothingFilled')}</p>;
  return (
    <RecordScopeProvider value={scope}>
      {sections.map(({ section, fields }) => (
        <section key={section.key} className="td-wait-brief">
          <h3>{say(section)}</h3>
          <dl>
            {fields.map((field) => (
              <div key={field.name} data-wide={partsOf(field).isWide?.(field) || field.type === 'text' || undefined}>
                <dt>{say(field)}</dt>
                <dd>
                  <FieldShow field={field} value={record[field.name]} />
                </dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
    </RecordScopeProvider>
  );
}
