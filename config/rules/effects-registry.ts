import { decorationEffects } from './decoration-effects';
import type { NamedEffect } from './effects';
import { feeEffects } from './fees';
import { masterEffects } from './masters-effects';
import { repairEffects } from './repair';
import { rosterEffects } from './roster';
import { surveyEffects } from './survey';

/** Every named effect by the name that definitions use. */
export const effectMaps: Record<string, NamedEffect>[] = [
  masterEffects,
  rosterEffects,
  surveyEffects,
  decorationEffects,
  repairEffects,
  feeEffects,
];

export const effects: Record<string, NamedEffect> = Object.assign({}, ...effectMaps) as Record<string, NamedEffect>;
