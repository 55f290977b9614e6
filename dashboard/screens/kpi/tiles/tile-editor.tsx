import { App, Button, Select } from 'antd';
import { useMemo, useRef, useState } from 'react';
import { useNavigate } from 'react-router';
import { LeaveGuard } from '../../../components/leave-guard';
import { PageHeader } from '../../../components/page-header';
import { paths } from '../../../components/paths';
import { EmptyState } from '../../../components/screen-states';
import { useKeys } from '../../../components/use-keys';
import { useTitle } from '../../../components/use-title';
import { FieldErrors, FieldErrorsProvider } from '../../../fields/field-errors';
import { isApiError } from '../../../providers/api-error';
import { forget, store } from '../../../providers/browser-storage';
import { useForms } from '../../../providers/definitions';
import type { FormView } from '../../../providers/definitions-source';
import { useWords } from '../../../providers/i18n';
import { PeriodBar } from '../period-bar';
import { usePeriod } from '../use-period';
import { LookPart } from './look-part';
import { MeasurePart } from './measure-part';
import { NamePart } from './name-part';
import { changed, emptyDraft, sentOf, withForm, type TileDraft } from './tile-draft';
import { TilePart } from './tile-parts';
import { PreviewLine, TilePreview, usePreview } from './tile-preview';
import { useTileActs, type StoredTile, type TileDesk } from './tile-source';

type TileEditorProps = {
  desk: TileDesk;
  /** The figure that is changed; null = a new one, which may begin as a copy or as what was kept. */
  known: StoredTile | null;
  begin: TileDraft | null;
  storeKey: string;
  /** `begin` is what was kept of an edit that was left. */
  isKept: boolean;
  onDropKept: () => void;
};

/** A figure is clicked together: what of which form, which records, over what time, split by what, shown how. Beside it stands what comes out. */
export function TileEditor({ desk, known, begin, storeKey, isKept, onDropKept }: TileEditorProps) {
  const words = useWords();
  const { t, say } = words;
  const { message } = App.useApp();
  const navigate = useNavigate();
  const { period, search, setPeriod } = usePeriod();
  const forms = useForms();
  const offered = useMemo(() => forms.filter((form) => desk.forms.includes(form.key)), [forms, desk]);
  const [draft, setDraft] = useState<TileDraft>(begin ?? known?.tile ?? emptyDraft(''));
  const [isSaving, setSaving] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const [errors] = useState(() => new FieldErrors());
  const isClean = useRef(begin === null);
  const acts = useTileActs();
  const form = offered.find((one) => one.key === draft.form);
  const title = known ? t('tiles.edit', { name: say(known.tile) }) : t('tiles.new');
  const preview = usePreview(draft, form, period);
  useTitle(title);

  const change = (part: Partial<TileDraft>) => {
    isClean.current = false;
    Object.keys(part).forEach((name) => errors.clear(name));
    setDraft((before) => (form ? changed(before, part, form) : { ...before, ...part }));
  };
  const chooseForm = (next: FormView) => {
    isClean.current = false;
    errors.set({});
    setDraft((before) => withForm(before, next));
  };
  const save = async (): Promise<boolean> => {
    if (isSaving) return false;
    setSaving(true);
    setProblem(null);
    try {
      const saved = await acts.save(sentOf(draft), known);
      isClean.current = true;
      forget('own', storeKey);
      void message.success(t('tiles.saved', { name: say(saved.tile) }));
      void navigate(paths.kpi() + search);
      return true;
    } catch (error) {
      errors.set(isApiError(error) ? byPart(error.errors) : {});
      setProblem(error instanceof Error ? error.message : String(error));
      // The first broken part comes into view, with the cursor in it.
      requestAnimationFrame(() =>
        document.querySelector<HTMLElement>('.td-tile-editor [data-invalid] :is(input, button, [tabindex])')?.focus(),
      );
      return false;
    } finally {
      setSaving(false);
    }
  };
  useKeys({ 'mod+s': () => void save() });
  const keep = () => void store('own', storeKey, draft);
  return (
    <FieldErrorsProvider value={errors}>
      <div className="td-page td-kpi td-tile-editor">
        <PageHeader title={title} crumbs={[{ label: t('kpi.title'), to: paths.kpi() + search }, { label: title }]} />
        <PeriodBar period={period} onChange={setPeriod} />
        {isKept && (
          <div className="td-note td-row" role="status">
            <span>{t('tiles.kept')}</span>
            <Button size="small" onClick={onDropKept}>
              {t('tiles.dropKept')}
            </Button>
          </div>
        )}
        {offered.length === 0 ? (
          <EmptyState title={t('tiles.noForms')} hint={t('tiles.noFormsHint')} />
        ) : (
          <div className="td-tile-columns">
            <div className="td-tile-parts">
              {problem && (
                <div className="td-note" data-tone="danger" role="alert">
                  <strong>{problem}</strong>
                </div>
              )}
              <section className="td-card td-tile-section">
                {known ? (
                  // The form of a figure stays: another one is another figure.
                  <div className="td-field">
                    <span className="td-label">{t('tiles.form')}</span>
                    <b>{say(form)}</b>
                  </div>
                ) : (
                  <TilePart path="form" label={t('tiles.form')} hint={form ? undefined : t('tiles.formHint')}>
                    {({ id, describedBy, invalid }) => (
                      <Select
                        id={id}
                        aria-describedby={describedBy}
                        status={invalid ? 'error' : undefined}
                        showSearch
                        optionFilterProp="label"
                        placeholder={t('tiles.formPlaceholder')}
                        value={form?.key}
                        onChange={(key: string) => {
                          const next = offered.find((one) => one.key === key);
                          if (next) chooseForm(next);
                        }}
                        options={offered.map((one) => ({ value: one.key, label: say(one) }))}
                      />
                    )}
                  </TilePart>
                )}
              </section>
              {form && (
                <>
                  <MeasurePart form={form} draft={draft} onChange={change} />
                  <LookPart form={form} draft={draft} onChange={change} />
                  <NamePart desk={desk} draft={draft} onChange={change} />
                </>
              )}
            </div>
            <TilePreview draft={draft} form={form} period={period} preview={preview} />
          </div>
        )}
        <div className="td-save-bar">
          <span className="td-quiet" role="status">
            {isSaving ? t('edit.saving') : <PreviewLine preview={preview} />}
          </span>
          <Button onClick={() => void navigate(paths.kpi() + search)}>{t('common.cancel')}</Button>
          <Button type="primary" loading={isSaving} disabled={!form} aria-keyshortcuts="Control+S" onClick={() => void save()}>
            {t('tiles.save')}
          </Button>
        </div>
        <LeaveGuard isDirty={() => !isClean.current} onSave={save} onKeep={keep} onDrop={() => forget('own', storeKey)} />
      </div>
    </FieldErrorsProvider>
  );
}

/** What is wrong deep in a condition stands beside the conditions. */
function byPart(errors: Record<string, string[]>): Record<string, string[]> {
  const found: Record<string, string[]> = {};
  for (const [path, messages] of Object.entries(errors)) (found[path.split('.')[0] ?? ''] ??= []).push(...messages);
  return found;
}
