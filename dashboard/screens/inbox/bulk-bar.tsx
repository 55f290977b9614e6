import { useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { useMe } from '../../providers/definitions';
import type { FormView } from '../../providers/definitions-source';
import type { WaitingItem } from '../../providers/home-source';
import { useWords } from '../../providers/i18n';
import type { RecordRow } from '../../providers/record-types';
import { BulkDialog, type BulkTask } from '../list/bulk-dialog';
import { bulkActions } from '../list/possible-actions';
import { dropItems, refreshInbox } from './inbox-source';

type BulkBarProps = { forms: FormView[]; items: WaitingItem[]; onClear: () => void; onDone: (ids: string[]) => void };

/** Several items of one form at once; each is an act of its own and tells its own outcome. */
export function BulkBar({ forms, items, onClear, onDone }: BulkBarProps) {
  const { t, say } = useWords();
  const { user } = useMe();
  const client = useQueryClient();
  const [task, setTask] = useState<BulkTask | null>(null);
  const keys = new Set(items.map((item) => item.form));
  const form = keys.size === 1 ? forms.find((one) => one.key === items[0]?.form) : undefined;
  const waiting = new Set(items.flatMap((item) => item.actions));
  // Only what waits: voiding twenty papers at once is no work for an inbox.
  const actions = form
    ? bulkActions(form, [...new Set(items.map((item) => item.state))], user).filter((one) => waiting.has(one.action))
    : [];
  const first = actions.find((action) => action.decision === 'approve');
  return (
    <div className="td-wait-bulk" role="group" aria-label={t('list.selected', { count: items.length })}>
      <strong role="status">
        {form ? t('inbox.bulk', { count: items.length, form: say(form) }) : t('list.selected', { count: items.length })}
      </strong>
      {!form && <span>{t('inbox.bulkMixed')}</span>}
      {form && actions.length === 0 && <span>{t('inbox.bulkNone')}</span>}
      {actions.map((action) => (
        <Button
          key={action.action}
          size="small"
          type={action === first ? 'primary' : 'default'}
          danger={action.decision === 'reject'}
          onClick={() => setTask({ action: action.action, rows: items.map(rowOf) })}
        >
          {say(action)}
        </Button>
      ))}
      <Button size="small" type="text" onClick={onClear}>
        {t('inbox.bulkClear')}
      </Button>
      {form && task && (
        <BulkDialog
          form={form}
          task={task}
          onClose={() => setTask(null)}
          onDone={(ids) => {
            dropItems(client, ids);
            onDone(ids);
            void refreshInbox(client);
          }}
        />
      )}
    </div>
  );
}

/** As much of the record as an act on many needs. */
const rowOf = ({ documentId, state, rev, number, title }: WaitingItem): RecordRow => ({
  id: documentId,
  documentId,
  state,
  rev: rev ?? 0,
  number: number ?? title,
});
