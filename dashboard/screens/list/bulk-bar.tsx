import { CloseOutlined, DownOutlined } from '@ant-design/icons';
import { Button, Dropdown } from 'antd';
import { useMe } from '../../providers/definitions';
import { useWords } from '../../providers/i18n';
import { useExport } from './export-button';
import { bulkActions } from './possible-actions';
import type { RecordList } from './use-record-list';
import type { Selection } from './use-selection';

const SHOWN = 4;

/** What can be done with the ticked records, in place of the filters: one does not filter away what one has ticked. */
export function BulkBar({ list, selection, onAct }: { list: RecordList; selection: Selection; onAct: (action: string) => void }) {
  const { t, say } = useWords();
  const { user } = useMe();
  const { form } = list;
  const { selected } = selection;
  const run = useExport(list);
  const actions = bulkActions(form, [...new Set(selected.map((row) => row.state))], user);
  const more = [
    ...actions.slice(SHOWN).map((one) => ({ key: one.action, label: say(one) })),
    ...(form.can.archive ? [{ key: 'archive', label: t('common.archive'), danger: true }] : []),
  ];
  return (
    <div className="td-bulk" role="toolbar" aria-label={t('list.selected', { count: selected.length })}>
      <strong role="status">{t('list.selected', { count: selected.length })}</strong>
      {actions.slice(0, SHOWN).map((one) => (
        <Button key={one.action} size="small" danger={one.decision === 'reject'} onClick={() => onAct(one.action)}>
          {say(one)}
        </Button>
      ))}
      {form.can.export && (
        <Button size="small" loading={run.isPending} onClick={() => run.mutate({ format: 'xlsx', ids: selected.map((row) => row.id) })}>
          {t('common.export')}
        </Button>
      )}
      {more.length > 0 && (
        <Dropdown trigger={['click']} menu={{ items: more, onClick: ({ key }) => onAct(key) }}>
          <Button size="small">
            {t('common.more')} <DownOutlined className="td-small-icon" aria-hidden="true" />
          </Button>
        </Dropdown>
      )}
      <Button size="small" type="text" className="td-end" icon={<CloseOutlined />} onClick={() => selection.selectAll(false)}>
        {t('list.unselect')}
      </Button>
    </div>
  );
}
