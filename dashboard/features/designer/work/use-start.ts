import { useState } from 'react';
import { same } from '../../../../config/definition/changes';
import type { FormDefinition } from '../../../../config/definition/types';
import type { Draft } from '../source';
import { keptDraft, type KeptDraft } from './use-draft-sync';

export type Start = {
  definition: FormDefinition;
  /** Kept on this computer, and meanwhile somebody else has saved: both must be looked at. */
  parted: KeptDraft | null;
};

/** What the work goes on with: what this computer kept unsaved, else the server's draft. */
export function useStart(form: string, draft: Draft): Start {
  const [start] = useState<Start>(() => {
    const kept = keptDraft(form);
    if (!kept || same(kept.definition, draft.definition)) return { definition: draft.definition, parted: null };
    const isGround = kept.revision === draft.revision && (draft.revision > 0 || same(kept.base, draft.definition));
    return isGround ? { definition: kept.definition, parted: null } : { definition: draft.definition, parted: kept };
  });
  return start;
}
