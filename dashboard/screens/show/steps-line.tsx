import { CheckOutlined } from '@ant-design/icons';
import { useEffect, useRef } from 'react';
import { showInstant } from '../../components/time-words';
import type { FormView } from '../../providers/definitions-source';
import { useWords } from '../../providers/i18n';
import { useHistory } from './record-source';
import { stepsOf } from './steps';

/** Where the case stands: behind it, now, and the way on. */
export function StepsLine({ form, id, state }: { form: FormView; id: string; state: string }) {
  const { t, say } = useWords();
  const { data } = useHistory(form, id);
  const current = useRef<HTMLLIElement>(null);
  const steps = stepsOf(
    form,
    state,
    (data ?? []).filter((entry) => entry.to !== entry.from || entry.event === 'create'),
  );
  useEffect(() => {
    // On a phone the line is longer than the screen: it starts where the case is.
    const step = current.current;
    if (step?.parentElement) step.parentElement.scrollLeft = step.offsetLeft - step.parentElement.offsetLeft - 24;
  }, [state, data]);
  if (steps.length < 2) return null;
  return (
    <ol className="td-steps td-card" aria-label={t('show.steps')} tabIndex={0}>
      {steps.map(({ state: step, stage, at }, index) => (
        <li
          key={step.value}
          ref={stage === 'current' ? current : undefined}
          data-stage={stage}
          data-tone={step.tone}
          aria-current={stage === 'current' ? 'step' : undefined}
        >
          <span className="td-step-mark" aria-hidden="true">
            {stage === 'passed' ? <CheckOutlined /> : index + 1}
          </span>
          <span>
            {say(step)}
            <span className="td-visually-hidden"> {t(`show.${stage}`)}</span>
            {at && <time dateTime={at}>{showInstant(at).slice(5)}</time>}
          </span>
        </li>
      ))}
    </ol>
  );
}
