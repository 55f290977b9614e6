import { Alert } from 'antd';
import { useEffect, useState, useSyncExternalStore } from 'react';
import { FieldFrame } from '../../../components/record-form/field-frame';
import { RecordForm } from '../../../components/record-form/record-form';
import { RecordFormProvider } from '../../../components/record-form/record-form-provider';
import { houseDate } from '../../../components/time-words';
import { useMe } from '../../../providers/definitions';
import type { FormView } from '../../../providers/definitions-source';
import { useDesignerWords } from '../words/use-designer-words';

/** The real form over a record that is never saved. */
export function PreviewForm({ view, role, isPhone }: { view: FormView; role: string; isPhone: boolean }) {
  const { d, say } = useDesignerWords();
  const { user, settings } = useMe();
  const [form] = useState(
    () =>
      new RecordForm({
        form: view,
        documentId: null,
        stored: null,
        values: {},
        isWritable: (name) => view.can.fields[name] === 'write',
        surroundings: () => ({
          actor: { employee: user.employee, roles: [role], head: true, department: user.department },
          today: houseDate(),
          now: new Date().toISOString(),
          settings,
        }),
        me: user.employee ? { documentId: user.employee, form: 'employee', number: null, title: user.name, state: null } : null,
        // Related records are not followed: what depends on them is shown.
        load: async () => null,
      }),
  );
  useEffect(() => () => form.dispose(), [form]);
  return (
    <RecordFormProvider form={form}>
      <div className="td-dz-preview" data-width={isPhone ? 'phone' : 'desktop'}>
        {!view.can.create && <Alert type="info" showIcon message={d('preview.cannotCreate')} />}
        {(view.sections ?? []).map((section) => (
          <PreviewSection key={section.key} title={say(section)} fields={section.fields} view={view} form={form} />
        ))}
      </div>
    </RecordFormProvider>
  );
}

function PreviewSection({ title, fields, view, form }: { title: string; fields: string[]; view: FormView; form: RecordForm }) {
  const shown = useSyncExternalStore(
    form.subscribe,
    () => fields.filter((name) => form.conditionsOf(name).isShown && !view.fields.find((field) => field.name === name)?.archived).length,
  );
  if (shown === 0) return null;
  return (
    <section className="td-card" aria-label={title}>
      <div className="td-card-head">
        <h2>{title}</h2>
      </div>
      <div className="td-fields">
        {fields.map((name) => {
          const field = view.fields.find((one) => one.name === name);
          return field && <FieldFrame key={name} field={field} />;
        })}
      </div>
    </section>
  );
}
