import { useWords } from '../../../providers/i18n';
import { useFormDefinition } from '../../../providers/definitions';
import { GroupChart } from '../group-chart';
import type { KpiAnswer } from '../kpi-source';
import { groupName, isMonthly, orderSeries } from '../series';
import { ShareChart } from './share-chart';

/** The chart that the maker of a figure chose for it. Brings the charting library along: load it lazily. */
export function TileChart({ answer, isSmall = false }: { answer: KpiAnswer; isSmall?: boolean }) {
  const words = useWords();
  const form = useFormDefinition(answer.drill.form);
  const { groupBy, tile } = answer;
  if (groupBy === null || !tile || answer.series.length === 0) return <p className="td-quiet">{words.t('kpi.noSeries')}</p>;
  const title = words.t('kpi.chart', { name: words.say(answer), group: groupName(groupBy, form, words) });
  if (tile.chart === 'share' && !isMonthly(groupBy)) return <ShareChart answer={answer} group={groupBy} title={title} />;
  return (
    <GroupChart
      answer={{ ...answer, series: orderSeries(answer.series, groupBy) }}
      group={groupBy}
      title={title}
      isLine={tile.chart === 'line'}
      {...(isSmall ? { height: 180, most: 5 } : {})}
    />
  );
}
