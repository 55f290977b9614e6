import { chartsOf, needsField, periodFields, tileField, type FilterTree, type TileDefinition } from '../../../../config/kpis/tile';
import type { FormView } from '../../../providers/definitions-source';

/** A figure under work: what is kept, and the form may still be missing. */
export type TileDraft = TileDefinition;

export const emptyDraft = (form: string): TileDraft => ({
  zh: '',
  en: '',
  form,
  measure: 'count',
  field: null,
  condition: null,
  filter: null,
  period: null,
  group: null,
  target: null,
  good: 'neutral',
  unit: null,
  chart: 'number',
  roles: [],
  order: 100,
});

/** Another form: nothing of the old one's fields stays, and the date that its list shows first carries the period. */
export function withForm(draft: TileDraft, form: FormView): TileDraft {
  const dates = periodFields(form);
  const first = form.list.columns.find((name) => dates.some((field) => field.name === name));
  const next = { ...emptyDraft(form.key), ...pick(draft), period: first ?? dates.at(-1)?.name ?? null };
  return fitted(next, form);
}

const pick = ({ zh, en, measure, good, unit, roles, order }: TileDraft): Partial<TileDraft> => ({
  zh,
  en,
  measure,
  good,
  unit,
  roles,
  order,
});

/** A change, with what no longer fits it taken back: a chart that cannot show it, a field that the measure has no use for. */
export function changed(draft: TileDraft, part: Partial<TileDraft>, form: FormView): TileDraft {
  const next = { ...draft, ...part };
  // The target was in another unit.
  if (part.measure !== undefined && (part.measure === 'share') !== (draft.measure === 'share')) next.target = null;
  if (part.field !== undefined && tileField(form, draft.field)?.type !== tileField(form, next.field)?.type) next.target = null;
  return fitted(next, form);
}

function fitted(draft: TileDraft, form: FormView): TileDraft {
  const charts = chartsOf(draft, form);
  return {
    ...draft,
    field: needsField(draft.measure) ? draft.field : null,
    chart: charts.includes(draft.chart) ? draft.chart : (charts.find((chart) => chart !== 'number') ?? 'number'),
  };
}

/** What is sent. English stands in Chinese until somebody writes it, as everywhere. */
export function sentOf(draft: TileDraft): TileDraft {
  const zh = draft.zh.trim() || draft.en.trim();
  return {
    ...draft,
    zh,
    en: draft.en.trim() || zh,
    condition: draft.measure === 'share' ? nothing(draft.condition) : null,
    filter: nothing(draft.filter),
    unit: draft.unit && { zh: draft.unit.zh.trim() || draft.unit.en.trim(), en: draft.unit.en.trim() },
  };
}

/** For the preview a name is of no matter; null while the rest says nothing yet. */
export function previewOf(draft: TileDraft): TileDraft | null {
  const sent = sentOf(draft);
  if (sent.form === '' || (needsField(sent.measure) && sent.field === null) || (sent.measure === 'share' && sent.condition === null))
    return null;
  return { ...sent, zh: sent.zh || '—', en: sent.en || '—' };
}

const nothing = (tree: FilterTree | null): FilterTree | null => (tree === null || Object.keys(tree).length === 0 ? null : tree);
