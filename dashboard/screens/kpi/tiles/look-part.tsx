import { Input, InputNumber, Radio } from 'antd';
import { chartsOf, TILE_CHARTS, unitOf } from '../../../../config/kpis/tile';
import type { FormView } from '../../../providers/definitions-source';
import { useWords } from '../../../providers/i18n';
import type { TileDraft } from './tile-draft';
import { TilePart } from './tile-parts';

type PartProps = { form: FormView; draft: TileDraft; onChange: (part: Partial<TileDraft>) => void };

/** How it is shown and judged: chart, target, which way is better, the word behind the number. */
export function LookPart({ form, draft, onChange }: PartProps) {
  const { t } = useWords();
  const charts = chartsOf(draft, form);
  const unit = unitOf(draft, form);
  // Fen are typed in yuan, shares in per cent.
  const factor = unit === '%' ? 0.01 : unit === 'fen' ? 100 : 1;
  const typed = draft.target === null ? null : Math.round((draft.target / factor) * 1e6) / 1e6;
  const kept = (value: number): number => (unit === 'fen' ? Math.round(value * factor) : Math.round(value * factor * 1e8) / 1e8);
  return (
    <section className="td-card td-tile-section" aria-label={t('tiles.look')}>
      <TilePart path="chart" isGroup label={t('tiles.chart')} hint={charts.length < TILE_CHARTS.length ? t('tiles.chartHint') : undefined}>
        {({ id, describedBy }) => (
          <Radio.Group
            id={id}
            aria-labelledby="tile-chart-label"
            aria-describedby={describedBy}
            optionType="button"
            className="td-tile-buttons"
            value={draft.chart}
            onChange={(event) => onChange({ chart: event.target.value as TileDraft['chart'] })}
            options={TILE_CHARTS.map((value) => ({ value, label: t(`tiles.charts.${value}`), disabled: !charts.includes(value) }))}
          />
        )}
      </TilePart>
      <div className="td-tile-pair">
        <TilePart path="target" label={t('tiles.target')} hint={t('tiles.targetHint')}>
          {({ id, describedBy, invalid }) => (
            <InputNumber
              id={id}
              aria-describedby={describedBy}
              status={invalid ? 'error' : undefined}
              className="td-fill"
              value={typed}
              prefix={unit === 'fen' ? '¥' : undefined}
              suffix={unit === '%' ? '%' : undefined}
              onChange={(value) => onChange({ target: value === null ? null : kept(value) })}
            />
          )}
        </TilePart>
        <TilePart path="good" isGroup label={t('tiles.good')}>
          {({ id }) => (
            <Radio.Group
              id={id}
              aria-labelledby="tile-good-label"
              optionType="button"
              className="td-tile-buttons"
              value={draft.good}
              onChange={(event) => onChange({ good: event.target.value as TileDraft['good'] })}
              options={(['up', 'down', 'neutral'] as const).map((value) => ({ value, label: t(`tiles.goods.${value}`) }))}
            />
          )}
        </TilePart>
      </div>
      {unit === 'number' && (
        <div className="td-tile-pair">
          {(['zh', 'en'] as const).map((lang) => (
            <TilePart key={lang} path={lang === 'zh' ? 'unit' : 'unitEn'} label={t(`tiles.unit.${lang}`)}>
              {({ id }) => (
                <Input
                  id={id}
                  maxLength={12}
                  value={draft.unit?.[lang] ?? ''}
                  onChange={(event) => {
                    const next = { zh: '', en: '', ...draft.unit, [lang]: event.target.value };
                    onChange({ unit: next.zh === '' && next.en === '' ? null : next });
                  }}
                />
              )}
            </TilePart>
          ))}
        </div>
      )}
    </section>
  );
}
