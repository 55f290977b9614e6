import { ago } from '../../../components/time-words';
import { useDesigner } from './designer-context';
import type { useDraftSync } from './use-draft-sync';

/** Is what stands here safe? Said all the time, in few words. */
export function SyncState({ sync }: { sync: ReturnType<typeof useDraftSync> }) {
  const { words } = useDesigner();
  const { d } = words;
  const { status, savedAt, revision } = sync;
  const text =
    status === 'saved'
      ? revision === 0
        ? d('sync.untouched')
        : d('sync.saved', { time: savedAt ? ago(savedAt, words) : '' })
      : d(`sync.${status}`);
  return (
    <span className="td-dz-sync" data-status={status} role="status">
      {text}
    </span>
  );
}
