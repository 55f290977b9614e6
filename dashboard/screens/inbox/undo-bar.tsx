import { CheckCircleFilled, CloseOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useEffect, useState } from 'react';
import { useKeys } from '../../components/use-keys';
import { useWords } from '../../providers/i18n';
import type { Decide } from './use-decide';

/** How long the reason stays when it is too late to undo. */
const AFTER = 6000;

/** What was just done, with the way back while there is one, and why there is none afterwards. Read out as it comes. */
export function UndoBar({ decide }: { decide: Decide }) {
  const { t, say } = useWords();
  const { done, note, takeBack, forget } = decide;
  const now = useSeconds(done !== null || note !== null);
  const left = done ? Math.ceil((done.until - now) / 1000) : 0;
  const canUndo = done?.token != null && left > 0;
  useKeys({ z: canUndo ? () => void takeBack() : undefined, Z: canUndo ? () => void takeBack() : undefined });
  const isOver = done !== null && now > done.until + AFTER;
  useEffect(() => {
    if (isOver) forget();
  }, [isOver, forget]);
  useEffect(() => {
    if (note === null) return;
    const timer = setTimeout(forget, AFTER);
    return () => clearTimeout(timer);
  }, [note, forget]);
  const why =
    done && !canUndo ? t(done.token ? 'inbox.noUndoTime' : done.action.undoable === false ? 'inbox.noUndoEffects' : 'inbox.noUndo') : '';
  return (
    <div className="td-wait-undo-place" role="status">
      {(done ?? note) && (
        <div className="td-wait-undo">
          <CheckCircleFilled aria-hidden="true" />
          <span>{note ?? (done && t('inbox.done', { name: done.name, action: say(done.action) }))}</span>
          {done && !canUndo && <span className="td-quiet">{why}</span>}
          {canUndo && (
            <Button size="small" type="primary" ghost onClick={() => void takeBack()} aria-keyshortcuts="Z">
              {t('inbox.undo')} <kbd>Z</kbd>
            </Button>
          )}
          {/* The countdown is for the eye: read out every second it would drown everything else. */}
          {canUndo && (
            <span className="td-quiet" aria-hidden="true">
              {t('inbox.undoFor', { n: left })}
            </span>
          )}
          <Button size="small" type="text" icon={<CloseOutlined />} aria-label={t('common.close')} onClick={forget} />
        </div>
      )}
    </div>
  );
}

function useSeconds(isRunning: boolean): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    if (!isRunning) return;
    setNow(Date.now());
    const timer = setInterval(() => setNow(Date.now()), 250);
    return () => clearInterval(timer);
  }, [isRunning]);
  return now;
}
