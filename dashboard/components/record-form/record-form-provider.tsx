import { useMemo, type ReactNode } from 'react';
import { FieldErrorsProvider } from '../../fields/field-errors';
import { RecordScopeProvider } from '../../fields/record-scope';
import { RecordFormContext } from './form-context';
import type { RecordForm } from './record-form';
import './record-form.css';

/** Everything below writes this record: fields find their value, their messages and the record around them. */
export function RecordFormProvider({ form, children }: { form: RecordForm; children: ReactNode }) {
  const scope = useMemo(() => ({ form: form.form, documentId: form.documentId, values: form.present, live: form }), [form]);
  return (
    <RecordFormContext value={form}>
      <FieldErrorsProvider value={form.errors}>
        <RecordScopeProvider value={scope}>{children}</RecordScopeProvider>
      </FieldErrorsProvider>
    </RecordFormContext>
  );
}
