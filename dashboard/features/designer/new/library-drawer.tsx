import { ArrowRightOutlined } from '@ant-design/icons';
import { Alert, Button, Drawer, Select } from 'antd';
import { useQuery } from '@tanstack/react-query';
import { Fragment, useState } from 'react';
import { Link } from 'react-router';
import { ErrorState, LoadingPage } from '../../../components/screen-states';
import { paths } from '../../../components/paths';
import { designerPaths } from '../designer-paths';
import { PreviewForm } from '../preview/preview-form';
import { fetchPreview, type Desk } from '../source';
import { useDesignerWords } from '../words/use-designer-words';
import { useLibraryForm, type Absent, type LibraryForm } from './library-data';
import { useNewDraft } from './use-new-draft';

/** One form of the library: what it is for, what it needs, how it looks; and the button that makes a draft of it. */
export function LibraryDrawer({ form, desk, onClose }: { form: string; desk: Desk; onClose: () => void }) {
  const { d, say } = useDesignerWords();
  const found = useLibraryForm(form);
  return (
    <Drawer open width="min(960px, 96vw)" title={found.data ? say(found.data.entry) : d('create.sources.library')} onClose={onClose}>
      {found.error ? (
        <ErrorState error={found.error} onRetry={() => void found.refetch()} />
      ) : found.data ? (
        <Chosen found={found.data} desk={desk} />
      ) : (
        <LoadingPage />
      )}
    </Drawer>
  );
}

function Chosen({ found, desk }: { found: LibraryForm; desk: Desk }) {
  const { d, say } = useDesignerWords();
  const { entry, definition, left, needed } = found;
  const area = desk.allAreas.find((one) => one.key === entry.area);
  return (
    <div className="td-stack">
      {entry.purpose && <p>{say(entry.purpose)}</p>}
      <dl className="td-dz-library-facts">
        {area && <Fact title={d('attributes.area')} text={say(area)} />}
        <Fact title={d('attributes.kind')} text={d(`kinds.${entry.kind}`)} />
        <Fact title={d('attributes.fields')} text={String(definition.fields.length)} />
        <Fact title={d('attributes.states')} text={entry.states.map(say).join(' · ')} />
        {definition.manual && <Fact title={d('attributes.manual')} text={definition.manual.join(' · ')} />}
      </dl>
      <Begin found={found} />
      {needed.length > 0 && (
        <Alert
          type="warning"
          showIcon
          message={d('library.needFirst')}
          description={
            <ul className="td-dz-library-list">
              {uniqueForms(needed).map((one) => (
                <li key={one.target}>
                  <span>{d('library.needLine', { field: say(one), form: say(one.form) })}</span>
                  <Link to={designerPaths.library(one.target)}>
                    {d('library.openNeeded', { form: say(one.form) })} <ArrowRightOutlined aria-hidden="true" />
                  </Link>
                </li>
              ))}
            </ul>
          }
        />
      )}
      {left.length > 0 && (
        <Alert
          type="info"
          showIcon
          message={d('library.leftOut', { count: left.length })}
          description={
            <ul className="td-dz-library-list">
              {left.map((one) => (
                <li key={`${one.field}.${one.column ?? ''}`}>{d('library.leftLine', { field: say(one), form: say(one.form) })}</li>
              ))}
            </ul>
          }
        />
      )}
      <Preview found={found} desk={desk} />
    </div>
  );
}

/** On already: the way there. Else a draft is made of it, as soon as what it needs is there. */
function Begin({ found: { entry, definition, needed } }: { found: LibraryForm }) {
  const { d } = useDesignerWords();
  const draft = useNewDraft();
  return (
    <div className="td-row">
      {entry.status === 'on' && (
        <>
          <span className="td-mark">{d('library.on')}</span>
          <Link to={paths.list(entry)}>{d('library.toList')}</Link>
          <Link to={designerPaths.form(entry.key)}>{d('library.toDesigner')}</Link>
        </>
      )}
      {entry.status === 'draft' && <Link to={designerPaths.form(entry.key)}>{d('library.toDraft')}</Link>}
      {entry.status === 'off' && (
        <Button type="primary" disabled={needed.length > 0} loading={draft.isSending} onClick={() => void draft.begin(() => definition)}>
          {d('library.begin')}
        </Button>
      )}
      {entry.status === 'off' && needed.length === 0 && <span className="td-quiet">{d('library.beginHint')}</span>}
      {draft.failure && (
        <p className="td-error" role="alert">
          {draft.failure}
        </p>
      )}
    </div>
  );
}

/** As somebody who fills it in will get it. */
function Preview({ found: { definition }, desk }: { found: LibraryForm; desk: Desk }) {
  const { d, say } = useDesignerWords();
  const roles = desk.roles.filter((role) => role.login && !role.pseudo);
  const [role, setRole] = useState(
    () => definition.access.create.find((key) => roles.some((one) => one.key === key)) ?? roles[0]?.key ?? '',
  );
  const preview = useQuery({
    queryKey: ['designer', 'preview', definition, role],
    queryFn: () => fetchPreview(definition.key, definition, role),
    enabled: role !== '',
    staleTime: Infinity,
    gcTime: 0,
  });
  return (
    <section className="td-stack" aria-label={d('preview.title')}>
      <div className="td-row">
        <h2 className="td-dz-library-title">{d('preview.title')}</h2>
        <Select
          aria-label={d('preview.as')}
          showSearch
          optionFilterProp="label"
          popupMatchSelectWidth={false}
          value={role}
          onChange={setRole}
          options={roles.map((one) => ({ value: one.key, label: d('preview.asRole', { role: say(one) }) }))}
        />
      </div>
      {preview.error && <ErrorState error={preview.error} onRetry={() => void preview.refetch()} />}
      {preview.isPending && !preview.error && <LoadingPage />}
      {preview.data && !preview.data.view && <p className="td-quiet">{d('preview.hidden')}</p>}
      {preview.data?.view && <PreviewForm key={role} view={preview.data.view} role={role} isPhone={false} />}
    </section>
  );
}

function Fact({ title, text }: { title: string; text: string }) {
  return (
    <Fragment>
      <dt>{title}</dt>
      <dd>{text}</dd>
    </Fragment>
  );
}

/** Two fields may point to the same absent form: it is switched on once. */
const uniqueForms = (needed: Absent[]): Absent[] =>
  needed.filter((one, index) => needed.findIndex((other) => other.target === one.target) === index);
