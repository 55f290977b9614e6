import type { MeasureBuilder } from '../measure';
import { ageing, arrearsRecovery, cash, collection, deposits } from './fees';
import { repairCount, repairSatisfaction, response5min, sameDay } from './repair';
import { decorationActive, keysOut, keysOverdue, occupancy, satisfaction } from './service';

/** Measures by the name that `config/kpis/*.yaml` uses. */
export const measures: Record<string, MeasureBuilder> = {
  collection,
  'arrears-recovery': arrearsRecovery,
  ageing,
  cash,
  deposits,
  satisfaction,
  'repair-satisfaction': repairSatisfaction,
  'response-5min': response5min,
  'same-day': sameDay,
  'repair-count': repairCount,
  'decoration-active': decorationActive,
  'keys-out': keysOut,
  'keys-overdue': keysOverdue,
  occupancy,
};
