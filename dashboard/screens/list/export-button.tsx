import { DownloadOutlined } from '@ant-design/icons';
import { useMutation } from '@tanstack/react-query';
import { App, Button, Dropdown } from 'antd';
import { saveBlob } from '../../components/save-file';
import { houseDate } from '../../components/time-words';
import { isApiError } from '../../providers/api-error';
import { toSort } from '../../providers/filters';
import { http } from '../../providers/http';
import { useWords } from '../../providers/i18n';
import type { RecordList } from './use-record-list';
import { treeOf } from './view-filters';

type Format = 'xlsx' | 'csv';

/** Exports what the list shows: its filters, order and columns, over all pages. With a selection only those rows. */
export function useExport(list: RecordList) {
  const { t, say } = useWords();
  const { message } = App.useApp();
  const { form, view, columns } = list;
  return useMutation({
    mutationFn: async ({ format, ids }: { format: Format; ids?: string[] }) => {
      const query = {
        format,
        columns: columns.join(','),
        filters: ids ? { documentId: { $in: ids } } : treeOf(view),
        sort: toSort(view.sort ? [view.sort] : undefined),
        _q: ids ? undefined : view.q || undefined,
        archived: ids ? true : view.archived || undefined,
      };
      const file = await http<Blob>(`/${form.plural}/export`, { query, as: 'blob' });
      saveBlob(file, `${say(form)}-${houseDate()}.${format}`);
    },
    onSuccess: () => void message.success(t('list.exported')),
    onError: (error) => void message.error(isApiError(error) && error.statusCode > 0 ? error.message : t('list.exportFailed')),
  });
}

export function ExportButton({ list }: { list: RecordList }) {
  const { t } = useWords();
  const run = useExport(list);
  return (
    <Dropdown
      trigger={['click']}
      menu={{
        onClick: ({ key }) => run.mutate({ format: key === 'csv' ? 'csv' : 'xlsx' }),
        items: [
          { key: 'xlsx', label: t('list.exportXlsx') },
          { key: 'csv', label: t('list.exportCsv') },
        ],
      }}
    >
      <Button icon={<DownloadOutlined />} loading={run.isPending} aria-haspopup="menu">
        {t(run.isPending ? 'list.exporting' : 'common.export')}
      </Button>
    </Dropdown>
  );
}
