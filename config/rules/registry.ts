import { decorationRules } from './decoration';
import { feeRules } from './fees';
import { keyRules } from './keys';
import { masterRules } from './masters';
import { noticeRules } from './notices';
import { relatedRules } from './related';
import { repairRules } from './repair';
import { rosterRules } from './roster';
import type { Rule } from './rule';
import { surveyRules } from './survey';

/** Every named rule by the name that definitions use. One map per subject; two subjects never share a name (checked by test). */
export const ruleMaps: Record<string, Rule>[] = [
  relatedRules,
  masterRules,
  keyRules,
  noticeRules,
  rosterRules,
  surveyRules,
  decorationRules,
  repairRules,
  feeRules,
];

export const rules: Record<string, Rule> = Object.assign({}, ...ruleMaps) as Record<string, Rule>;
