import { InfoCircleOutlined } from '@ant-design/icons';
import { Button, Popover } from 'antd';
import { useState } from 'react';
import { useWords } from '../../providers/i18n';
import { figureText, showPart } from './figure-words';
import type { KpiAnswer } from './kpi-source';
import { denominatorUnit } from './series';

/** What the figure means and from which two numbers it comes. A button, so that the keyboard reaches it; Escape closes it. */
export function DefinitionButton({ answer }: { answer: KpiAnswer }) {
  const { t, say } = useWords();
  const [isOpen, setOpen] = useState(false);
  const name = say(answer);
  return (
    <Popover
      open={isOpen}
      onOpenChange={setOpen}
      trigger="click"
      placement="bottomRight"
      title={name}
      content={<Definition answer={answer} />}
      styles={{ body: { maxWidth: 360 } }}
    >
      <Button
        type="text"
        size="small"
        className="td-kpi-info"
        icon={<InfoCircleOutlined />}
        aria-label={t('kpi.definition', { name })}
        aria-expanded={isOpen}
        onKeyDown={(event) => {
          if (event.key === 'Escape') setOpen(false);
        }}
        // The keyboard went on; a click into the text (no next element) leaves it open.
        onBlur={(event) => {
          if (event.relatedTarget) setOpen(false);
        }}
      />
    </Popover>
  );
}

/** Definition, both sides of a rate, and for when it stands; `isBrief` where target and as-of date stand beside it. */
export function Definition({ answer, isBrief = false }: { answer: KpiAnswer; isBrief?: boolean }) {
  const { t, say } = useWords();
  const { parts, period } = answer;
  return (
    <div className="td-kpi-definition">
      <p>{say(answer.definition)}</p>
      <dl>
        {parts && answer.denominator !== null && (
          <>
            <dt>{say(parts.numerator)}</dt>
            <dd>{showPart(answer.numerator, parts.unit, answer.tile?.digits)}</dd>
            <dt>{say(parts.denominator)}</dt>
            <dd>{showPart(answer.denominator, denominatorUnit(answer))}</dd>
          </>
        )}
        <dt>{t('kpi.period')}</dt>
        <dd>{t('kpi.range', { from: period.from, to: period.to })}</dd>
        {!isBrief && (
          <>
            <dt>{t('kpi.asOf')}</dt>
            <dd>{period.asOf}</dd>
          </>
        )}
        {!isBrief && answer.target !== null && (
          <>
            <dt>{t('kpi.targetWord')}</dt>
            <dd>{figureText(answer.target, answer)}</dd>
          </>
        )}
      </dl>
    </div>
  );
}
