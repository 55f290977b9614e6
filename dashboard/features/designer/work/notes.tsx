import { useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { useEffect, useState } from 'react';
import { same } from '../../../../config/definition/changes';
import type { FormDefinition } from '../../../../config/definition/types';
import { isApiError } from '../../../providers/api-error';
import { onLive } from '../../../providers/live-stream';
import { mergeDefinitions } from '../../../../config/definition/merge';
import { toSend } from '../model/problems';
import { useVersions } from '../queries';
import { discardDraft, fetchVersion, saveDraft } from '../source';
import { ConflictDialog } from './conflict-dialog';
import { useDesigner } from './designer-context';
import type { Opened } from './designer-screen';
import { ReleaseNote } from './release-note';
import type { useDraftSync } from './use-draft-sync';
import type { Start } from './use-start';

type NotesProps = {
  form: string;
  opened: Opened;
  sync: ReturnType<typeof useDraftSync>;
  start: Start;
  onLoad: (definition: FormDefinition) => void;
  onRestart: () => void;
};

/** What others have done to the form meanwhile, and what is to be decided about it. */
export function Notes({ form, opened, sync, start, onLoad, onRestart }: NotesProps) {
  const { words } = useDesigner();
  const { d } = words;
  const [parted, setParted] = useState(start.parted);
  if (sync.conflict) {
    const { base, mine, theirs } = sync.conflict;
    const settle = (definition: FormDefinition) => {
      sync.settle(theirs);
      onLoad(definition);
    };
    return (
      <ConflictDialog
        title={d('conflict.title')}
        lead={d('conflict.lead')}
        base={base}
        mine={mine}
        theirs={theirs}
        onMerge={settle}
        onTheirs={() => settle(theirs.definition)}
      />
    );
  }
  if (parted) {
    const settle = (definition: FormDefinition) => {
      setParted(null);
      onLoad(definition);
    };
    return (
      <ConflictDialog
        title={d('conflict.keptTitle')}
        lead={d('conflict.keptLead')}
        base={parted.base}
        mine={parted.definition}
        theirs={opened.draft}
        onMerge={settle}
        onTheirs={() => settle(opened.draft.definition)}
      />
    );
  }
  return (
    <>
      <NewerVersion form={form} sync={sync} onRestart={onRestart} />
      <ReleaseNote form={form} sync={sync} onRestart={onRestart} />
    </>
  );
}

/** The draft began with a version that is not the present one any more. */
function NewerVersion({ form, sync, onRestart }: Pick<NotesProps, 'form' | 'sync' | 'onRestart'>) {
  const { def, published, words } = useDesigner();
  const { d } = words;
  const { message } = App.useApp();
  const client = useQueryClient();
  const versions = useVersions(form, published !== null);
  const present = versions.data?.[0];
  const base = sync.baseVersion;
  const isOld = present !== undefined && present.version > base;
  const [isAsking, setAsking] = useState(false);
  useEffect(
    () =>
      onLive((event) => {
        if (event.type === 'resumed' || (event.type === 'form' && event.form === form))
          void client.invalidateQueries({ queryKey: ['designer', 'versions', form] });
      }),
    [client, form],
  );
  const newest = useQuery({
    queryKey: ['designer', 'newest', form, present?.version],
    queryFn: () => fetchVersion(form, present?.version ?? 1),
    enabled: isOld,
    staleTime: Infinity,
  });
  // Nobody has begun to change anything: the new version simply takes its place.
  const isUntouched = isOld && sync.revision === 0 && published !== null && same(toSend(def), published);
  useEffect(() => {
    if (isUntouched) onRestart();
  }, [isUntouched, onRestart]);
  if (!isOld || isUntouched || !published || !newest.data) return null;

  const rebase = async (definition: FormDefinition) => {
    try {
      await sync.stop();
      await discardDraft(form);
      await saveDraft(form, 0, toSend(definition));
      onRestart();
    } catch (error) {
      if (!isApiError(error)) throw error;
      void message.error(error.message);
    }
  };
  const begin = () => {
    const { definition, conflicts } = mergeDefinitions(published, def, newest.data);
    if (conflicts.length === 0) void rebase(definition);
    else setAsking(true);
  };
  return (
    <div className="td-note td-dz-note" data-tone="warning" role="status">
      <span>{d('newer.text', { present: present.version, base, by: present.by ?? '' })}</span>
      <Button size="small" type="primary" onClick={begin}>
        {d('newer.merge')}
      </Button>
      {isAsking && (
        <ConflictDialog
          title={d('newer.title', { version: present.version })}
          lead={d('newer.lead')}
          base={published}
          mine={def}
          theirs={{ definition: newest.data, by: present.by, at: present.at }}
          onMerge={(merged) => void rebase(merged)}
          onTheirs={() => void rebase(newest.data)}
          onClose={() => setAsking(false)}
        />
      )}
    </div>
  );
}
