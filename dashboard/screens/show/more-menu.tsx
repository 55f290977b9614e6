import { EllipsisOutlined } from '@ant-design/icons';
import { useInvalidate } from '@refinedev/core';
import { App, Button, Dropdown } from 'antd';
import { isApiError } from '../../providers/api-error';
import type { FormView } from '../../providers/definitions-source';
import { http } from '../../providers/http';
import { useWords } from '../../providers/i18n';
import type { RecordMeta, RecordRow } from '../../providers/record-types';
import { copyText } from './copy-text';

type MoreMenuProps = { form: FormView; record: RecordRow; meta: RecordMeta; onChanged: () => void };

/** What is done seldom: the link, archive and restore. */
export function MoreMenu({ form, record, meta, onChanged }: MoreMenuProps) {
  const { t } = useWords();
  const { message, modal } = App.useApp();
  const invalidate = useInvalidate();
  const path = `/${form.plural}/${record.documentId}`;
  const isArchived = Boolean(record.archivedAt);
  const run = async (work: () => Promise<unknown>, done: string) => {
    try {
      await work();
      void message.success(done);
      await invalidate({ resource: form.plural, invalidates: ['list', 'many'] });
    } catch (error) {
      void message.error(isApiError(error) && error.code !== 'network' ? error.message : t('state.network'));
    }
    // A refusal is news as well: somebody else was here first.
    onChanged();
  };
  const archive = () =>
    void modal.confirm({
      title: t('show.archiveTitle'),
      content: t('show.archiveBody'),
      okText: t('show.archive'),
      cancelText: t('common.cancel'),
      okButtonProps: { danger: true },
      onOk: () => run(() => http(path, { method: 'DELETE', body: { data: { rev: record.rev } } }), t('show.archivedNow')),
    });
  const restore = () => void run(() => http(`${path}/restore`, { method: 'POST', body: { rev: record.rev } }), t('show.restoredNow'));
  const copy = () =>
    void copyText(window.location.href).then((isCopied) =>
      isCopied ? message.success(t('show.linkCopied')) : message.info(window.location.href),
    );
  return (
    <Dropdown
      trigger={['click']}
      menu={{
        items: [
          { key: 'copy', label: t('show.copyLink'), onClick: copy },
          ...(meta.canArchive && !isArchived ? [{ key: 'archive', danger: true, label: t('show.archive'), onClick: archive }] : []),
          ...(meta.canArchive && isArchived ? [{ key: 'restore', label: t('show.restore'), onClick: restore }] : []),
        ],
      }}
    >
      <Button icon={<EllipsisOutlined />} aria-label={t('common.more')} />
    </Dropdown>
  );
}
