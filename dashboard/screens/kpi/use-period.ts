import { useCallback, useMemo } from 'react';
import { useSearchParams } from 'react-router';
import { houseDate } from '../../components/time-words';
import { readPeriod, writePeriod, type Period } from './period';

/** The period stands in the address: a link shows others the same figures. `search` carries it to the next page. */
export function usePeriod(): { period: Period; search: string; setPeriod: (next: Period) => void } {
  const [params, setParams] = useSearchParams();
  const today = houseDate();
  const period = useMemo(() => readPeriod(params, today), [params, today]);
  const search = useMemo(() => {
    const text = writePeriod(new URLSearchParams(), period).toString();
    return text ? `?${text}` : '';
  }, [period]);
  // A page of records or a group belongs to the period it was opened in.
  const setPeriod = useCallback(
    (next: Period) =>
      setParams((before) => {
        const params = writePeriod(before, next);
        params.delete('page');
        return params;
      }),
    [setParams],
  );
  return { period, search, setPeriod };
}
