import { Button, Segmented } from 'antd';
import { useState } from 'react';
import { useSearchParams } from 'react-router';
import { PageHeader } from '../../../components/page-header';
import { ErrorState, LoadingPage } from '../../../components/screen-states';
import { useTitle } from '../../../components/use-title';
import '../designer.css';
import { designerPaths } from '../designer-paths';
import type { Syllables } from '../model/naming';
import { useDesk, useEntries, useSyllables } from '../queries';
import type { Desk, DeskEntry } from '../source';
import { useDesignerWords } from '../words/use-designer-words';
import { AboutForm, startAbout, type About } from './about-form';
import { CopySource } from './copy-source';
import { FileSource } from './file-source';
import { LibrarySource } from './library-source';
import { SheetSource } from './sheet-source';
import { useCreateForm } from './use-create-form';

const SOURCES = ['blank', 'copy', 'library', 'sheet', 'file'] as const;
type Source = (typeof SOURCES)[number];

/** A new form: from nothing, a copy, the form library, a sheet of Excel, or a file. Which of them stands in the address (`?from=`). */
export function NewFormScreen() {
  const desk = useDesk();
  const entries = useEntries();
  const syllables = useSyllables();
  const error = desk.error ?? entries.error ?? syllables.error;
  if (error) return <ErrorState error={error} onRetry={() => void Promise.all([desk.refetch(), entries.refetch(), syllables.refetch()])} />;
  if (!desk.data || !entries.data || !syllables.data) return <LoadingPage />;
  return <NewForm desk={desk.data} entries={entries.data} syllables={syllables.data.of} />;
}

export type NewFormProps = { desk: Desk; entries: DeskEntry[]; syllables: Syllables };

function NewForm(props: NewFormProps) {
  const { d } = useDesignerWords();
  const [params, setParams] = useSearchParams();
  const source: Source = SOURCES.find((one) => one === params.get('from')) ?? 'blank';
  const [about, setAbout] = useState<About>(() => startAbout(props.desk));
  useTitle(d('desk.create'));
  const create = useCreateForm(props);
  return (
    <div className="td-page td-dz-new" data-width="read">
      <PageHeader title={d('desk.create')} crumbs={[{ label: d('desk.title'), to: designerPaths.desk() }]} />
      <Segmented
        value={source}
        onChange={(from) => setParams({ from }, { replace: true })}
        options={SOURCES.map((one) => ({ value: one, label: d(`create.sources.${one}`) }))}
      />
      <p className="td-quiet">{d(`create.hints.${source}`)}</p>
      {source === 'file' ? (
        <FileSource />
      ) : source === 'library' ? (
        <LibrarySource desk={props.desk} />
      ) : (
        <>
          <AboutForm desk={props.desk} value={about} onChange={setAbout} />
          {source === 'blank' && (
            <div className="td-row">
              <Button type="primary" loading={create.isSending} onClick={() => void create.blank(about)}>
                {d('create.begin')}
              </Button>
            </div>
          )}
          {source === 'copy' && <CopySource {...props} about={about} create={create} />}
          {source === 'sheet' && (
            <SheetSource {...props} about={about} onName={(zh) => about.zh === '' && setAbout({ ...about, zh, en: zh })} create={create} />
          )}
        </>
      )}
      {create.failure && (
        <p className="td-error" role="alert">
          {create.failure}
        </p>
      )}
    </div>
  );
}
