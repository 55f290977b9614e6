import { DatePicker, Input } from 'antd';
import dayjs from 'dayjs';
import { addDays, addMonths } from '../../../config/definition/calendar-date';
import { houseDate } from '../../components/time-words';
import { useIsPhone } from '../../components/use-media-query';
import { useWords } from '../../providers/i18n';

type DayRangeProps = {
  from: string | undefined;
  to: string | undefined;
  onChange: (from: string | undefined, to: string | undefined) => void;
  label?: string;
  id?: string;
};

/** From … to … in days, either end open. The telephone's own pickers are better in one hand. */
export function DayRange({ from, to, onChange, label, id }: DayRangeProps) {
  const { t } = useWords();
  const isPhone = useIsPhone();
  if (isPhone) {
    return (
      <div className="td-range" role="group" aria-label={label}>
        <Input
          id={id}
          type="date"
          aria-label={t('fields.startDate')}
          value={from ?? ''}
          onChange={(event) => onChange(event.target.value || undefined, to)}
        />
        <span aria-hidden="true">–</span>
        <Input
          type="date"
          aria-label={t('fields.endDate')}
          value={to ?? ''}
          onChange={(event) => onChange(from, event.target.value || undefined)}
        />
      </div>
    );
  }
  return (
    <div role="group" aria-label={label}>
      <DatePicker.RangePicker
        id={id ? { start: id } : undefined}
        allowEmpty={[true, true]}
        placeholder={[t('fields.startDate'), t('fields.endDate')]}
        presets={presets().map(({ key, range }) => ({ label: t(key), value: [dayjs(range[0]), dayjs(range[1])] }))}
        value={[from ? dayjs(from) : null, to ? dayjs(to) : null]}
        onChange={(range) => onChange(range?.[0]?.format('YYYY-MM-DD'), range?.[1]?.format('YYYY-MM-DD'))}
      />
    </div>
  );
}

/** What is asked for most: today, the last days, this month. */
function presets() {
  const today = houseDate();
  const first = `${today.slice(0, 7)}-01`;
  const last = addDays(addMonths(first, 1) ?? first, -1) ?? today;
  return [
    { key: 'common.today', range: [today, today] },
    { key: 'fields.last7', range: [addDays(today, -6) ?? today, today] },
    { key: 'fields.thisMonth', range: [first, last] },
  ] as const;
}
