import { Checkbox, Switch } from 'antd';
import type { ApprovalDefinition, ReturnTarget } from '../../../../config/definition/types';
import { Row } from '../properties/row';
import { useDesigner } from '../work/designer-context';

const TARGETS: ReturnTarget[] = ['applicant', 'step'];

type ApprovalActsProps = { approval: ApprovalDefinition; onChange: (patch: Partial<ApprovalDefinition>) => void };

/** What the people of an approval may do beside yes and no. What the definition does not say is allowed. */
export function ApprovalActs({ approval, onChange }: ApprovalActsProps) {
  const { d } = useDesigner().words;
  const hasWayBack = approval.onReject !== undefined;
  const targets = approval.returnTo ?? TARGETS;
  const setTargets = (next: ReturnTarget[]) => {
    const kept = next.filter((target) => target === 'step' || hasWayBack);
    onChange({ returnTo: kept.length === TARGETS.length ? undefined : kept });
  };
  return (
    <>
      <div className="td-dz-switches">
        <label>
          <Switch size="small" checked={approval.delegation === true} onChange={(on) => onChange({ delegation: on || undefined })} />{' '}
          {d('approval.delegation')}
        </label>
        <label>
          <Switch size="small" checked={approval.transfer ?? true} onChange={(on) => onChange({ transfer: on ? undefined : false })} />{' '}
          {d('approval.transfer')}
        </label>
        <label>
          <Switch size="small" checked={approval.addSigners ?? true} onChange={(on) => onChange({ addSigners: on ? undefined : false })} />{' '}
          {d('approval.addSigners')}
        </label>
        <label>
          <Switch
            size="small"
            disabled={!hasWayBack}
            checked={hasWayBack && (approval.withdraw ?? true)}
            onChange={(on) => onChange({ withdraw: on ? undefined : false })}
          />{' '}
          {d('approval.withdraw')}
        </label>
      </div>
      <Row label={d('approval.returnTo')} hint={hasWayBack ? undefined : d('approval.needsWayBack')}>
        {(id) => (
          <span id={id} role="group" aria-label={d('approval.returnTo')}>
            {TARGETS.map((target) => (
              <Checkbox
                key={target}
                disabled={target === 'applicant' && !hasWayBack}
                checked={targets.includes(target) && (target === 'step' || hasWayBack)}
                onChange={(event) => setTargets(TARGETS.filter((one) => (one === target ? event.target.checked : targets.includes(one))))}
              >
                {d(`approval.returnTargets.${target}`)}
              </Checkbox>
            ))}
          </span>
        )}
      </Row>
    </>
  );
}
