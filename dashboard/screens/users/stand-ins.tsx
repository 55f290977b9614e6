import { useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button, DatePicker, Select } from 'antd';
import dayjs, { type Dayjs } from 'dayjs';
import { useState } from 'react';
import { ErrorState } from '../../components/screen-states';
import { houseDate } from '../../components/time-words';
import { useMe } from '../../providers/definitions';
import { http } from '../../providers/http';
import { useWords } from '../../providers/i18n';
import type { Brief } from '../../providers/record-types';

type Person = { documentId: string; name: string | null };
type Delegation = { id: number; from: Person; to: Person; fromDate: string; toDate: string; note: string | null; endedAt: string | null };

const key = ['delegations'] as const;

/** Who decides for me while I am away, and for whom I decide. Decisions made so show both names. */
export function StandIns() {
  const { t } = useWords();
  const { user } = useMe();
  const query = useQuery({ queryKey: key, queryFn: () => http<Delegation[]>('/delegations'), enabled: user.employee !== null });
  if (user.employee === null) return <p className="td-quiet">{t('standIn.noEmployee')}</p>;
  if (query.isError) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  const running = (query.data ?? []).filter((one) => one.endedAt === null && one.toDate >= houseDate());
  return (
    <div className="td-stack">
      <p className="td-quiet">{t('standIn.hint')}</p>
      {running.length > 0 && (
        <ul className="td-plain-list">
          {running.map((one) => (
            <Line key={one.id} one={one} isMine={one.from.documentId === user.employee} />
          ))}
        </ul>
      )}
      <NewStandIn />
    </div>
  );
}

function Line({ one, isMine }: { one: Delegation; isMine: boolean }) {
  const { t } = useWords();
  const client = useQueryClient();
  const end = async () => {
    await http(`/delegations/${one.id}/end`, { method: 'POST', body: {} });
    await client.invalidateQueries({ queryKey: key });
  };
  const name = (isMine ? one.to.name : one.from.name) ?? '';
  return (
    <li>
      {t(isMine ? 'standIn.mine' : 'standIn.theirs', { name, from: one.fromDate, to: one.toDate })}{' '}
      {isMine && (
        <Button size="small" onClick={() => void end()}>
          {t('standIn.end')}
        </Button>
      )}
    </li>
  );
}

function NewStandIn() {
  const { t } = useWords();
  const { message } = App.useApp();
  const client = useQueryClient();
  const [typed, setTyped] = useState('');
  const [to, setTo] = useState<string | null>(null);
  const [days, setDays] = useState<[Dayjs | null, Dayjs | null] | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const people = useQuery({
    queryKey: ['pick', 'employee', typed],
    queryFn: () => http<Brief[]>('/pick/employee', { query: { q: typed, limit: 20 } }),
  });
  const save = async () => {
    setProblem(null);
    try {
      const [from, until] = days ?? [null, null];
      await http('/delegations', {
        method: 'POST',
        body: { to, fromDate: from?.format('YYYY-MM-DD') ?? '', toDate: until?.format('YYYY-MM-DD') ?? '' },
      });
      void message.success(t('standIn.saved'));
      setTo(null);
      setDays(null);
      await client.invalidateQueries({ queryKey: key });
    } catch (error) {
      setProblem(error instanceof Error ? error.message : String(error));
    }
  };
  return (
    <div className="td-stand-in">
      <Select
        showSearch
        filterOption={false}
        aria-label={t('standIn.who')}
        placeholder={t('standIn.who')}
        value={to}
        onSearch={setTyped}
        onChange={setTo}
        options={(people.data ?? []).map((person) => ({ value: person.documentId ?? '', label: person.title ?? '' }))}
      />
      <DatePicker.RangePicker aria-label={t('standIn.days')} minDate={dayjs(houseDate())} value={days} onChange={setDays} />
      <Button type="primary" disabled={!to || !days?.[0] || !days[1]} onClick={() => void save()}>
        {t('standIn.save')}
      </Button>
      {problem && (
        <p className="td-error" role="alert">
          {problem}
        </p>
      )}
    </div>
  );
}
