import { useOne } from '@refinedev/core';
import { EditOutlined } from '@ant-design/icons';
import { Link, useLocation, useParams } from 'react-router';
import type { Crumb } from '../../components/page-header';
import { paths } from '../../components/paths';
import { initialValues } from '../../components/record-form/initial-values';
import { ErrorState, ForbiddenState, LoadingPage, NotFoundState, PlainState } from '../../components/screen-states';
import { useTitle } from '../../components/use-title';
import { plainTitle } from '../../fields/plain-title';
import { useAreas, useFormByPlural } from '../../providers/definitions';
import type { FormView } from '../../providers/definitions-source';
import { useWords } from '../../providers/i18n';
import type { RecordMeta, RecordRow } from '../../providers/record-types';
import './edit.css';
import { EditForm } from './edit-form';
import { useHeldForm } from './use-held-form';
import { usePrefill } from './use-prefill';

/** A new record, or a present one, by the address. */
export function EditScreen() {
  const { plural, id } = useParams();
  const form = useFormByPlural(plural);
  if (!form) return <NotFoundState />;
  return id ? <EditRecord form={form} id={id} /> : <CreateRecord form={form} />;
}

function CreateRecord({ form: present }: { form: FormView }) {
  const { t, say } = useWords();
  const { form, newer, carried, take } = useHeldForm(present);
  const { search } = useLocation();
  const values = usePrefill(form, search);
  const title = t('edit.createTitle', { form: say(form) });
  const crumbs = useCrumbs(form);
  useTitle(title);
  if (!form.can.create) return <ForbiddenState />;
  if (!values) return <LoadingPage />;
  return (
    <EditForm
      key={form.version}
      form={form}
      newer={newer}
      carried={carried}
      onTakeNewer={take}
      record={null}
      values={values}
      isWritable={(name) => form.can.fields[name] === 'write'}
      title={title}
      crumbs={crumbs}
    />
  );
}

function EditRecord({ form: present, id }: { form: FormView; id: string }) {
  const words = useWords();
  const { form, newer, carried, take } = useHeldForm(present);
  const { t, say } = words;
  // Somebody at work is not disturbed by live changes; a stale save leads to the merge.
  const { query } = useOne<RecordRow>({
    resource: form.plural,
    id,
    liveMode: 'off',
    errorNotification: false,
    queryOptions: { staleTime: 0, refetchOnMount: 'always' },
  });
  const record = query.data?.data;
  const meta = (query.data as { meta?: RecordMeta } | undefined)?.meta;
  const title = record ? t('edit.editTitle', { title: plainTitle(form, record, words) }) : say(form);
  const crumbs = useCrumbs(form, record);
  useTitle(title);
  if (query.isError && !record) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  // An answer of before would start the work on an old revision.
  if (!record || !meta || (query.isFetching && !query.isFetchedAfterMount)) return <LoadingPage />;
  if (!meta.canEdit) {
    return (
      <PlainState icon={<EditOutlined />} title={say(meta.editWhy) || t('edit.readonlyHere')}>
        <Link className="td-button-link" data-primary to={paths.show(form, id)}>
          {t('common.show')}
        </Link>
      </PlainState>
    );
  }
  const editable = new Set(meta.editable);
  const isWritable = (name: string) => editable.has(name) && form.can.fields[name] === 'write';
  return (
    <EditForm
      key={form.version}
      form={form}
      newer={newer}
      carried={carried}
      // What can be edited in it comes with the record.
      onTakeNewer={(written) => void query.refetch().then(() => take(written))}
      record={record}
      values={initialValues(form, record)}
      isWritable={isWritable}
      title={title}
      crumbs={crumbs}
    />
  );
}

function useCrumbs(form: FormView, record?: RecordRow): Crumb[] {
  const words = useWords();
  const area = useAreas().find((one) => one.key === form.area);
  return [
    ...(area ? [{ label: words.say(area) }] : []),
    { label: words.say(form), to: paths.list(form) },
    ...(record ? [{ label: record.number || plainTitle(form, record, words), to: paths.show(form, record.documentId) }] : []),
  ];
}
