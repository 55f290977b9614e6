import { DeleteOutlined, EllipsisOutlined, EyeOutlined, QuestionCircleOutlined, RedoOutlined, UndoOutlined } from '@ant-design/icons';
import { App, Button, Dropdown, Tooltip } from 'antd';
import { useState } from 'react';
import { Link, useNavigate } from 'react-router';
import { useKeys } from '../../../components/use-keys';
import { isApiError } from '../../../providers/api-error';
import { designerPaths } from '../designer-paths';
import { PARTS, type Part } from '../model/problems';
import { PreviewDrawer } from '../preview/preview-drawer';
import { PublishDialog } from '../publish/publish-dialog';
import { refreshDesk } from '../queries';
import { discardDraft } from '../source';
import { useDesigner } from './designer-context';
import { ProblemsButton } from './problems-button';
import { SyncState } from './sync-state';
import type { useDraftSync } from './use-draft-sync';

type WorkHeaderProps = {
  part: Part;
  sync: ReturnType<typeof useDraftSync>;
  onUndo: (() => void) | undefined;
  onRedo: (() => void) | undefined;
  onRestart: () => void;
};

/** The head of the workbench: which form, how the draft stands, and the way to everybody. */
export function WorkHeader({ part, sync, onUndo, onRedo, onRestart }: WorkHeaderProps) {
  const { def, published, problems, words, select } = useDesigner();
  const { d, say } = words;
  const [overlay, setOverlay] = useState<'preview' | 'publish' | null>(null);
  const hasDraft = sync.revision > 0;
  useKeys({ 'mod+enter': () => setOverlay('publish') });
  return (
    <header className="td-dz-head">
      <div className="td-dz-title">
        <nav aria-label="breadcrumb">
          <Link to={designerPaths.desk()}>{d('desk.title')}</Link>
        </nav>
        <h1>{say(def)}</h1>
        <span className="td-mark">{published ? d('work.version', { version: sync.baseVersion }) : d('work.unpublished')}</span>
        <SyncState sync={sync} />
        <ProblemsButton />
        <span className="td-dz-acts">
          <Tooltip title={`${d('work.undo')} Ctrl+Z`}>
            <Button type="text" icon={<UndoOutlined />} aria-label={d('work.undo')} disabled={!onUndo} onClick={onUndo} />
          </Tooltip>
          <Tooltip title={`${d('work.redo')} Ctrl+Y`}>
            <Button type="text" icon={<RedoOutlined />} aria-label={d('work.redo')} disabled={!onRedo} onClick={onRedo} />
          </Tooltip>
          <Button icon={<EyeOutlined />} onClick={() => setOverlay('preview')}>
            {d('work.preview')}
          </Button>
          <Tooltip title="Ctrl+Enter">
            <Button type="primary" aria-keyshortcuts="Control+Enter" onClick={() => setOverlay('publish')}>
              {d('work.publish')}
            </Button>
          </Tooltip>
          <MoreMenu form={def.key} hasDraft={hasDraft} isPublished={published !== null} stop={sync.stop} onRestart={onRestart} />
        </span>
      </div>
      <nav className="td-dz-parts" aria-label={d('work.parts')}>
        {PARTS.map((one) => {
          const count = problems.filter((problem) => problem.part === one).length;
          return (
            <Link
              key={one}
              to={designerPaths.form(def.key, one)}
              aria-current={one === part ? 'page' : undefined}
              onClick={() => select(null)}
            >
              {d(`parts.${one}`)}
              {count > 0 && (
                <span className="td-count" aria-label={d('work.problems', { count })}>
                  {count}
                </span>
              )}
            </Link>
          );
        })}
      </nav>
      {overlay === 'preview' && <PreviewDrawer onClose={() => setOverlay(null)} />}
      {overlay === 'publish' && (
        <PublishDialog
          sync={sync}
          onClose={() => setOverlay(null)}
          onPublished={() => {
            setOverlay(null);
            onRestart();
          }}
        />
      )}
    </header>
  );
}

function MoreMenu({
  form,
  hasDraft,
  isPublished,
  stop,
  onRestart,
}: {
  form: string;
  hasDraft: boolean;
  isPublished: boolean;
  stop: () => Promise<void>;
  onRestart: () => void;
}) {
  const { words } = useDesigner();
  const { d, t } = words;
  const { modal, message } = App.useApp();
  const navigate = useNavigate();
  const discard = async () => {
    try {
      await stop();
      await discardDraft(form);
      await refreshDesk();
      void message.success(d('work.discarded'));
      if (isPublished) onRestart();
      else void navigate(designerPaths.desk());
    } catch (error) {
      if (!isApiError(error)) throw error;
      void message.error(error.message);
    }
  };
  const ask = () => {
    modal.confirm({
      title: d('work.discardTitle'),
      content: d(isPublished ? 'work.discardBody' : 'work.discardNewBody'),
      okText: d('work.discard'),
      okButtonProps: { danger: true },
      cancelText: t('common.cancel'),
      onOk: discard,
    });
  };
  return (
    <Dropdown
      trigger={['click']}
      menu={{
        items: [
          { key: 'help', icon: <QuestionCircleOutlined />, label: d('help.title'), onClick: () => void navigate(designerPaths.help()) },
          { type: 'divider' },
          { key: 'discard', icon: <DeleteOutlined />, label: d('work.discard'), danger: true, disabled: !hasDraft, onClick: ask },
        ],
      }}
    >
      <Button type="text" icon={<EllipsisOutlined />} aria-label={t('common.more')} />
    </Dropdown>
  );
}
