import { useQuery } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { useState } from 'react';
import { same } from '../../../../config/definition/changes';
import { keeping, mergeRelease } from '../../../../config/definition/release';
import type { FormDefinition } from '../../../../config/definition/types';
import { isApiError } from '../../../providers/api-error';
import { toSend } from '../model/problems';
import { refreshDesk } from '../queries';
import { fetchRelease, keepOwn, saveDraft } from '../source';
import { ConflictDialog } from './conflict-dialog';
import { useDesigner } from './designer-context';
import type { useDraftSync } from './use-draft-sync';

type ReleaseNoteProps = { form: string; sync: ReturnType<typeof useDraftSync>; onRestart: () => void };

/** A new release of the product has changed the form that this house has changed too: merged into the draft, or left out. */
export function ReleaseNote({ form, sync, onRestart }: ReleaseNoteProps) {
  const { def, published, words } = useDesigner();
  const { d } = words;
  const { message, modal } = App.useApp();
  const [isAsking, setAsking] = useState(false);
  const found = useQuery({
    queryKey: ['designer', 'release', form],
    queryFn: () => fetchRelease(form),
    enabled: published !== null,
    staleTime: 0,
    refetchOnWindowFocus: false,
  });
  const release = found.data?.release ?? null;
  if (!release || !published) return null;
  const { base, shipped, hash } = release;

  const tell = async (work: () => Promise<void>): Promise<void> => {
    try {
      await work();
    } catch (error) {
      if (!isApiError(error)) throw error;
      void message.error([error.message, ...error.violations.map((violation) => violation.message)].join(' '));
    }
  };
  const settleWithout = (said: string) =>
    tell(async () => {
      await keepOwn(form, hash);
      await Promise.all([found.refetch(), refreshDesk()]);
      void message.success(said);
    });
  const take = (merged: FormDefinition) =>
    tell(async () => {
      setAsking(false);
      if (sync.revision === 0 && same({ ...merged, version: undefined }, { ...published, version: undefined }))
        return settleWithout(d('release.nothing'));
      // What is still on its way goes first: the merge is the next revision.
      if (!(await sync.flush())) return;
      await saveDraft(form, sync.latestRevision(), toSend(merged), hash);
      await sync.stop();
      void message.success(d('release.done'));
      await refreshDesk();
      onRestart();
    });
  const begin = () => {
    const { definition, conflicts } = mergeRelease({ base, own: def, shipped });
    if (conflicts.length === 0) void take(definition);
    else setAsking(true);
  };
  const leaveOut = () =>
    modal.confirm({
      title: d('release.keepTitle'),
      content: d('release.keepBody'),
      okText: d('release.keepConfirm'),
      cancelText: words.t('common.cancel'),
      onOk: () => settleWithout(d('release.kept')),
    });
  if (release.isMerged && sync.revision > 0)
    return (
      <div className="td-note td-dz-note" role="status">
        <span>{d('release.merged')}</span>
      </div>
    );
  return (
    <div className="td-note td-dz-note" data-tone="warning" role="status">
      <span>{d('release.text')}</span>
      <Button size="small" type="primary" onClick={begin}>
        {d('release.merge')}
      </Button>
      <Button size="small" onClick={leaveOut}>
        {d('release.keep')}
      </Button>
      {isAsking && (
        <ConflictDialog
          title={d('release.title')}
          lead={d('release.lead')}
          about="release"
          base={base}
          mine={def}
          theirs={{ definition: shipped, by: null, at: null }}
          onMerge={(merged) => void take(keeping(def, merged))}
          onTheirs={() => void take(keeping(def, shipped))}
          onClose={() => setAsking(false)}
        />
      )}
    </div>
  );
}
