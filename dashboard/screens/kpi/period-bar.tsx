import { DatePicker, Segmented, Select } from 'antd';
import dayjs, { type Dayjs } from 'dayjs';
import { houseDate } from '../../components/time-words';
import { useIsPhone } from '../../components/use-media-query';
import { useWords } from '../../providers/i18n';
import { daysOf, PRESETS, type Period, type Preset } from './period';

const DAY = 'YYYY-MM-DD';

/** Which period the figures are for, and up to when money and answers count. */
export function PeriodBar({ period, onChange }: { period: Period; onChange: (next: Period) => void }) {
  const { t } = useWords();
  const isPhone = useIsPhone();
  const today = houseDate();
  const options = PRESETS.map((value) => ({ value, label: t(`kpi.periods.${value}`) }));
  // Custom starts from what is shown now: nothing jumps.
  const choose = (preset: Preset) => onChange({ ...period, preset, ...(preset === 'custom' ? {} : daysOf(preset, today)) });
  const setRange = (range: [Dayjs | null, Dayjs | null] | null) => {
    const [from, to] = range ?? [];
    if (from && to) onChange({ ...period, preset: 'custom', from: from.format(DAY), to: to.format(DAY) });
  };
  return (
    <div className="td-period" role="group" aria-label={t('kpi.period')}>
      {isPhone ? (
        <Select value={period.preset} options={options} onChange={choose} aria-label={t('kpi.period')} style={{ minWidth: 110 }} />
      ) : (
        <Segmented value={period.preset} options={options} onChange={choose} aria-label={t('kpi.period')} />
      )}
      {period.preset === 'custom' ? (
        <DatePicker.RangePicker
          value={[dayjs(period.from), dayjs(period.to)]}
          onChange={setRange}
          allowClear={false}
          inputReadOnly={isPhone}
          aria-label={t('kpi.periods.custom')}
        />
      ) : (
        <span className="td-period-days">{t('kpi.range', { from: period.from, to: period.to })}</span>
      )}
      <label className="td-period-as-of">
        <span>{t('kpi.asOf')}</span>
        <DatePicker
          value={period.asOf ? dayjs(period.asOf) : null}
          placeholder={t('kpi.asOfAuto')}
          inputReadOnly={isPhone}
          disabledDate={(day) => day.format(DAY) > today}
          onChange={(day: Dayjs | null) => onChange({ ...period, asOf: day ? day.format(DAY) : null })}
        />
      </label>
    </div>
  );
}
