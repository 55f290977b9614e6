import { Link } from 'react-router';
import { PlusOutlined } from '@ant-design/icons';
import { Button, Dropdown } from 'antd';
import { ErrorState, LoadingRows } from '../../components/screen-states';
import { paths } from '../../components/paths';
import { StateDot } from '../../components/state-dot';
import { briefLabel } from '../../fields/relation/brief-words';
import { isToMany } from '../../../config/projections/strapi-schema';
import { useForms } from '../../providers/definitions';
import type { FormView } from '../../providers/definitions-source';
import { useWords } from '../../providers/i18n';
import { queryString } from '../../providers/query-string';
import { useRelated, type Related } from './record-source';

/** Records of other forms that point here, some of each. */
export function RelatedRecords({ form, id }: { form: FormView; id: string }) {
  const { t } = useWords();
  const { data, error, refetch } = useRelated(form, id);
  if (error && !data) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (!data) return <LoadingRows rows={3} />;
  if (data.length === 0) return <p className="td-quiet">{t('show.notRelated')}</p>;
  return (
    <div className="td-stack">
      {data.map((group) => (
        <Group key={`${group.form}.${group.field}`} group={group} id={id} />
      ))}
    </div>
  );
}

function Group({ group, id }: { group: Related; id: string }) {
  const words = useWords();
  const { say, t } = words;
  const form = useForms().find((one) => one.key === group.form);
  if (!form) return null;
  const field = form.fields.find((one) => one.name === group.field);
  return (
    <div className="td-related">
      <h3>
        {say(form)} <span className="td-quiet">{field && say(field)}</span>
      </h3>
      <ul>
        {group.data.map((brief) => (
          <li key={brief.documentId}>
            {brief.documentId ? <Link to={paths.show(form, brief.documentId)}>{briefLabel(brief, words)}</Link> : briefLabel(brief, words)}
            <StateDot form={form} state={brief.state} />
          </li>
        ))}
      </ul>
      {group.total > group.data.length && (
        <Link to={paths.list(form, queryString({ filters: { [group.field]: { documentId: { $eq: id } } } }))}>
          {t('show.moreRelated', { count: group.total })}
        </Link>
      )}
    </div>
  );
}

/** What can be written about this record next: forms that point to this one, with the field filled in. */
export function CreateRelated({ form, id }: { form: FormView; id: string }) {
  const { say, t } = useWords();
  const forms = useForms();
  const offers = forms.flatMap((other) => {
    const field =
      other.can.create &&
      other.fields.find(
        (one) =>
          one.type === 'relation' && one.target === form.key && !one.computed && !isToMany(one) && other.can.fields[one.name] === 'write',
      );
    return field ? [{ other, field }] : [];
  });
  if (offers.length === 0) return null;
  return (
    <Dropdown
      trigger={['click']}
      menu={{
        items: offers.map(({ other, field }) => ({
          key: other.key,
          label: <Link to={paths.create(other, `?${field.name}=${encodeURIComponent(id)}`)}>{say(other)}</Link>,
        })),
      }}
    >
      <Button type="text" size="small" icon={<PlusOutlined aria-hidden="true" />}>
        {t('common.create')}
      </Button>
    </Dropdown>
  );
}
