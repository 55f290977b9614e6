import { App } from 'antd';
import { useCallback, useEffect, useMemo, useRef } from 'react';
import { useLocation, useNavigate } from 'react-router';
import { messageOf } from '../../../config/messages/messages';
import { LeaveGuard } from '../../components/leave-guard';
import { PageHeader, type Crumb } from '../../components/page-header';
import { paths } from '../../components/paths';
import { ErrorSummary } from '../../components/record-form/error-summary';
import { focusField } from '../../components/record-form/focus-field';
import { RecordFormProvider } from '../../components/record-form/record-form-provider';
import { useNewRecordForm } from '../../components/record-form/use-new-record-form';
import { useKeys } from '../../components/use-keys';
import type { FormView } from '../../providers/definitions-source';
import { useWords } from '../../providers/i18n';
import type { RecordRow } from '../../providers/record-types';
import { carryInto } from './carry';
import { DraftOffer } from './draft-offer';
import { FormChanged } from './form-changed';
import { MergeDialog } from './merge-dialog';
import { SaveBar } from './save-bar';
import { SectionCard } from './section-card';
import { SectionNav } from './section-nav';
import { sectionsOf, useOpenSections, type Section } from './sections';
import { draftName, useDraft } from './use-draft';
import { useSave } from './use-save';

type EditFormProps = {
  form: FormView;
  /** Another version was published meanwhile. */
  newer?: FormView | null;
  /** Called with what was written here: it goes on in the new version. */
  onTakeNewer?: (written: Record<string, unknown>) => void;
  /** What was written in the version before. */
  carried?: Record<string, unknown>;
  /** null = a new one. */
  record: RecordRow | null;
  values: Record<string, unknown>;
  isWritable: (name: string) => boolean;
  title: string;
  crumbs: Crumb[];
};

/** The form of a record, new or not: sections, messages, draft, merge, and one bar that saves. */
export function EditForm({ form, newer, onTakeNewer, carried, record, values, isWritable, title, crumbs }: EditFormProps) {
  const { t, say, lang } = useWords();
  const { message: toast } = App.useApp();
  const navigate = useNavigate();
  const recordForm = useNewRecordForm({ form, documentId: record?.documentId ?? null, stored: record, values, isWritable });
  const draft = useDraft(recordForm, draftName(form.plural, record?.documentId ?? null), record?.rev ?? null);
  const { save, isSaving, message, stale, takeMerge, closeMerge } = useSave(form, record, recordForm);
  const sections = useMemo(() => sectionsOf(form), [form]);
  const isDone = useRef(false);
  const page = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (carried) recordForm.apply(carried);
  }, [carried, recordForm]);
  const takeNewer = () => {
    const written = Object.fromEntries(recordForm.dirty().map((name) => [name, recordForm.value(name)]));
    isDone.current = true;
    draft.drop();
    const { carried: next, lost } = newer ? carryInto(newer, written) : { carried: written, lost: [] };
    for (const { field, value, reason } of lost)
      void toast.warning({
        content: messageOf('not_carried', { field: say(field), value, reason: messageOf(reason, { value }, lang) }, lang),
        duration: 12,
      });
    onTakeNewer?.(next);
  };
  const { hash } = useLocation();
  // The record's page leads straight to the field that an action lacks.
  useEffect(() => {
    if (hash.length > 1) focusField(decodeURIComponent(hash.slice(1)));
  }, [hash]);
  const isDirty = useCallback(() => !isDone.current && (recordForm.dirty().length > 0 || recordForm.files.isSending), [recordForm]);

  /** True when saved. Otherwise the first message has the focus, and everything that was typed is still there. */
  const run = async (): Promise<RecordRow | null> => {
    const result = await save();
    if (typeof result === 'object' && 'saved' in result) {
      isDone.current = true;
      draft.drop();
      void toast.success(t('edit.saved'));
      return result.saved;
    }
    if (typeof result === 'object') requestAnimationFrame(() => focusFirst(sections, result.errors));
    // What belongs to no field stands at the top, which may be far above where the button was pressed.
    else requestAnimationFrame(() => page.current?.querySelector('.td-errors')?.scrollIntoView({ block: 'center' }));
    return null;
  };
  const saveAndShow = async () => {
    const saved = await run();
    if (saved) void navigate(paths.show(form, saved.documentId), { replace: record === null });
  };
  const cancel = () => void navigate(record ? paths.show(form, record.documentId) : paths.list(form));
  useKeys({ 'mod+s': () => void saveAndShow() });
  return (
    <RecordFormProvider form={recordForm}>
      <div ref={page} className="td-page td-edit">
        <PageHeader title={title} crumbs={crumbs} />
        {newer && <FormChanged version={newer.version ?? 1} onTake={takeNewer} />}
        {draft.offer && (
          <DraftOffer
            draft={draft.offer}
            isStale={draft.offer.rev !== (record?.rev ?? null)}
            onRestore={draft.restore}
            onDrop={draft.drop}
          />
        )}
        <ErrorSummary message={message && `${t('edit.failed')}: ${message}`} />
        <Sections sections={sections} label={t('edit.formLabel', { form: title })} />
        <SaveBar isSaving={isSaving} keptAt={draft.keptAt} onSave={() => void saveAndShow()} onCancel={cancel} />
      </div>
      <LeaveGuard isDirty={isDirty} onSave={async () => (await run()) !== null} onKeep={draft.keep} onDrop={draft.drop} />
      {stale && (
        <MergeDialog
          form={form}
          {...stale}
          onClose={closeMerge}
          onMerge={(merged) => {
            takeMerge(merged);
            void saveAndShow();
          }}
        />
      )}
    </RecordFormProvider>
  );
}

function Sections({ sections, label }: { sections: Section[]; label: string }) {
  const open = useOpenSections(sections);
  return (
    <div className="td-edit-body">
      <div className="td-stack" role="form" aria-label={label}>
        {open.map((section, index) => (
          <SectionCard key={section.key} section={section} index={index} />
        ))}
      </div>
      <SectionNav sections={open} />
    </div>
  );
}

/** In the order of the page, not of the answer. */
function focusFirst(sections: Section[], errors: Record<string, string[]>): void {
  const order = sections.flatMap((section) => section.fields);
  const place = (path: string): number => order.indexOf(path.split('.')[0] ?? '');
  const first = Object.keys(errors)
    .filter((path) => place(path) >= 0)
    .sort((a, b) => place(a) - place(b))[0];
  if (first === undefined || !focusField(first)) document.querySelector<HTMLElement>('.td-errors')?.scrollIntoView?.({ block: 'center' });
}
