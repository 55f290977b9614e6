import { useCallback, useEffect, useRef, useState } from 'react';
import { EMPTY_REPORT, merged, type SimulationReport } from '../../../../config/simulation/report';
import { isApiError, type ApiError } from '../../../providers/api-error';
import { fetchSimulation } from '../source';

export type Simulation = {
  status: 'idle' | 'running' | 'done' | 'stopped' | 'failed';
  days: number;
  /** Cases in all; 0 until the first part has come. */
  total: number;
  report: SimulationReport;
  failure: ApiError | null;
};

const IDLE: Simulation = { status: 'idle', days: 90, total: 0, report: EMPTY_REPORT, failure: null };

/** A simulation, part after part: what has been found so far stands there while the rest is looked at, and it can be stopped. */
export function useSimulation(form: string, revision: number) {
  const [simulation, setSimulation] = useState<Simulation>(IDLE);
  /** The run that counts; an older one ends at its next part. */
  const current = useRef(0);
  useEffect(
    () => () => {
      current.current += 1;
    },
    [],
  );
  const run = useCallback(
    async (days: number) => {
      const own = (current.current += 1);
      const isCurrent = () => current.current === own;
      setSimulation({ ...IDLE, status: 'running', days });
      let report = EMPTY_REPORT;
      let after: string | null = null;
      try {
        do {
          const part = await fetchSimulation(form, revision, days, after);
          if (!isCurrent()) return;
          report = merged(report, part);
          after = part.next;
          const { total } = part;
          const found = report;
          setSimulation((before) => ({ ...before, report: found, total: total ?? before.total }));
        } while (after !== null);
        setSimulation((before) => ({ ...before, status: 'done' }));
      } catch (error) {
        if (!isApiError(error)) throw error;
        if (isCurrent()) setSimulation((before) => ({ ...before, status: 'failed', failure: error }));
      }
    },
    [form, revision],
  );
  const stop = useCallback(() => {
    current.current += 1;
    setSimulation((before) => ({ ...before, status: 'stopped' }));
  }, []);
  return { simulation, run, stop };
}
