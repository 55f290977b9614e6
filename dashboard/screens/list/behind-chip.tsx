import { Link } from 'react-router';
import type { Behind } from '../../../config/kpis/kpi';
import { paths } from '../../components/paths';
import { useWords } from '../../providers/i18n';
import { useKpi } from '../kpi/kpi-source';
import { writePeriod, type Period } from '../kpi/period';
import { labelOf } from '../kpi/series';
import { Chip } from './chip';

/** The list shows the records behind a figure: which figure, of when, which group of it; its name leads back to it. */
export function BehindChip({ asked, onRemove }: { asked: Behind; onRemove: () => void }) {
  const words = useWords();
  const { t, say } = words;
  const period: Period = { preset: 'custom', from: asked.from, to: asked.to, asOf: asked.asOf };
  const { data, error } = useKpi(asked.figure, period, asked.by ?? null);
  const group = asked.by === undefined ? undefined : data?.series.find((one) => one.key === asked.group);
  const name = data ? say(data) : error ? asked.figure : '…';
  const time = data?.time === 'moment' ? t('kpi.asOfDay', { day: asked.asOf }) : t('kpi.range', { from: asked.from, to: asked.to });
  return (
    <Chip label={t('list.behind')} onRemove={onRemove}>
      <Link to={`${paths.kpi(asked.figure)}?${addressOf(asked, period)}`}>{name}</Link>
      {[time, ...(group ? [labelOf(group, words)] : [])].map((text) => ` · ${text}`)}
    </Chip>
  );
}

function addressOf({ by, group }: Behind, period: Period): string {
  const params = writePeriod(new URLSearchParams(), period);
  if (by !== undefined && group !== undefined) {
    params.set('by', by);
    params.set('group', group);
  }
  return params.toString();
}

/** `$behind` as it stands in the address of a list. */
export function behindOf(tree: Record<string, unknown>): Behind | null {
  const asked = tree.$behind as Partial<Behind> | undefined;
  const isText = [asked?.figure, asked?.from, asked?.to, asked?.asOf].every((value) => typeof value === 'string');
  return isText ? (asked as Behind) : null;
}
