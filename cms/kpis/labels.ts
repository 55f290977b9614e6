import type { KpiDefinition } from '../../config/kpis/kpi';
import type { Words } from '../../config/definition/types';
import type { Engine } from '../engine';
import type { Measure } from './measure';

const FIXED: Record<string, Words> = {
  not_due: { zh: '未到期', en: 'Not due' },
  fees: { zh: '费用', en: 'Fees' },
  deposits: { zh: '押金', en: 'Deposits' },
  overdue: { zh: '已逾期', en: 'Overdue' },
  in_time: { zh: '未到期', en: 'Within time' },
};

/** Words of a group: of an enum value, a state, a bucket of days, or the name of the record itself. */
export function groupLabel(
  engine: Pick<Engine, 'registry'>,
  kpi: KpiDefinition,
  measure: Measure,
  group: string,
  key: string | null,
  label: string | null,
): Words {
  if (key === null) return { zh: '未分配', en: 'Unassigned' };
  const def = engine.registry.get(kpi.form);
  if (group === 'state') {
    const state = def?.states.find((candidate) => candidate.value === key);
    if (state) return { zh: state.zh, en: state.en };
  }
  const field = measure.enums?.[group];
  const value = field
    ? def?.fields.find((candidate) => candidate.name === field)?.values?.find((candidate) => String(candidate.value) === key)
    : undefined;
  if (value) return { zh: value.zh, en: value.en };
  if (group === 'bucket' && key !== 'not_due') return { zh: `逾期 ${key} 天`, en: `${key} days overdue` };
  return FIXED[key] ?? { zh: label ?? key, en: label ?? key };
}
