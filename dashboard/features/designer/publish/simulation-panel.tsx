import { Alert, Button, InputNumber, Progress } from 'antd';
import { useId, useState } from 'react';
import { useDesigner } from '../work/designer-context';
import { SimulationRows } from './simulation-rows';
import { useSimulation, type Simulation } from './use-simulation';

const USUAL_DAYS = 90;
const MOST_DAYS = 731;

/** Before publishing: the draft's flow on the cases of the last days, and what would have been different. */
export function SimulationPanel({ revision }: { revision: number }) {
  const { def, words } = useDesigner();
  const { d, t } = words;
  const id = useId();
  const [days, setDays] = useState(USUAL_DAYS);
  const { simulation, run, stop } = useSimulation(def.key, revision);
  const { status, failure } = simulation;
  const isRunning = status === 'running';
  return (
    <section className="td-dz-report" aria-labelledby={`${id}-title`}>
      <h3 id={`${id}-title`}>{d('simulation.title')}</h3>
      <p className="td-quiet">{d('simulation.hint')}</p>
      <div className="td-dz-inline">
        <label htmlFor={id}>{d('simulation.days')}</label>
        <InputNumber
          id={id}
          min={1}
          max={MOST_DAYS}
          precision={0}
          disabled={isRunning}
          value={days}
          onChange={(value) => setDays(value ?? USUAL_DAYS)}
          onPressEnter={() => void run(days)}
        />
        <span>{d('simulation.dayUnit')}</span>
        {isRunning ? (
          <Button onClick={stop}>{d('simulation.stop')}</Button>
        ) : (
          <Button onClick={() => void run(days)}>{d(status === 'idle' ? 'simulation.run' : 'simulation.again')}</Button>
        )}
      </div>
      {failure && (
        <Alert
          type="error"
          showIcon
          role="alert"
          message={[
            failure.code === 'network' ? t('state.network') : failure.message,
            ...failure.violations.map((one) => one.message),
          ].join(' ')}
        />
      )}
      {status !== 'idle' && status !== 'failed' && <Outcome simulation={simulation} />}
    </section>
  );
}

function Outcome({ simulation }: { simulation: Simulation }) {
  const { d } = useDesigner().words;
  const { status, days, total, report } = simulation;
  const { cases, steps, affected, unsure, rows } = report;
  const said =
    status === 'running'
      ? d('simulation.progress', { done: cases, total })
      : status === 'stopped'
        ? d('simulation.stopped', { done: cases, total })
        : total === 0
          ? d('simulation.none', { days })
          : affected === 0
            ? d('simulation.same', { days, cases, steps })
            : d('simulation.affected', { days, cases, affected });
  return (
    <>
      {status === 'running' && (
        <Progress percent={total === 0 ? 0 : Math.floor((cases / total) * 100)} showInfo={false} aria-label={d('simulation.title')} />
      )}
      <p role="status" className={status === 'done' && affected === 0 ? 'td-dz-ok' : undefined}>
        {said}
      </p>
      <SimulationRows rows={rows} />
      {unsure > 0 && <p className="td-quiet">{d('simulation.unsure', { count: unsure })}</p>}
      {status === 'done' && total > 0 && <p className="td-quiet">{d('simulation.limits')}</p>}
    </>
  );
}
