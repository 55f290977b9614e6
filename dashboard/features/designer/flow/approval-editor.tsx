import { Checkbox, InputNumber, Segmented, Select, Switch } from 'antd';
import type { ApprovalDefinition, ApprovalMode, TransitionDefinition } from '../../../../config/definition/types';
import { assign, moved, without } from '../model/assign';
import { OrderedList } from '../pieces/ordered-list';
import { Fold, Row } from '../properties/row';
import { useDesigner } from '../work/designer-context';
import { ApprovalActs } from './approval-acts';
import { ApprovalTimeout } from './approval-timeout';

const MODES: ApprovalMode[] = ['any', 'all', 'sequential', 'ratio'];

type ApprovalEditorProps = {
  transition: TransitionDefinition;
  onChange: (approval: ApprovalDefinition | undefined, typing?: string) => void;
};

/** Several people decide: how many of them, in which order, until when, and what a rejection leads to. */
export function ApprovalEditor({ transition, onChange }: ApprovalEditorProps) {
  const { def, words } = useDesigner();
  const { d, say } = words;
  const { approval } = transition;
  if (transition.decision !== 'approve') return null;
  const begin = (on: boolean) =>
    onChange(on ? { mode: 'any', approvers: transition.by.filter((role) => role !== 'system').map((role) => ({ role })) } : undefined);
  const set = (patch: Partial<ApprovalDefinition>, typing?: string) => approval && onChange(assign(approval, patch), typing);
  // Only what leads out of every state in which is decided: else what is sent back would have nowhere to go.
  const rejections = def.transitions.filter(
    (one, at) =>
      one.decision === 'reject' &&
      def.transitions.findIndex((other) => other.action === one.action) === at &&
      transition.from.every((state) => def.transitions.some((other) => other.action === one.action && other.from.includes(state))),
  );
  return (
    <Fold title={d('approval.title')} count={approval ? approval.approvers.length : 0} open={approval !== undefined}>
      <div className="td-dz-switches">
        <label>
          <Switch size="small" checked={approval !== undefined} onChange={begin} /> {d('approval.several')}
        </label>
      </div>
      {approval && (
        <>
          <Segmented
            size="small"
            value={approval.mode}
            onChange={(mode) => set({ mode, ratio: mode === 'ratio' ? (approval.ratio ?? 0.5) : undefined })}
            options={MODES.map((mode) => ({ value: mode, label: d(`approval.modes.${mode}`) }))}
          />
          <p className="td-dz-hint">{d(`approval.hints.${approval.mode}`)}</p>
          {approval.mode === 'ratio' && (
            <Row label={d('approval.ratio')}>
              {(id) => (
                <InputNumber
                  id={id}
                  min={1}
                  max={100}
                  precision={0}
                  addonAfter="%"
                  value={Math.round((approval.ratio ?? 0.5) * 100)}
                  onChange={(percent) => set({ ratio: (percent ?? 50) / 100 }, 'approval.ratio')}
                />
              )}
            </Row>
          )}
          <Approvers approval={approval} onChange={(approvers) => set({ approvers })} />
          <ApprovalTimeout approval={approval} onChange={(timeout, typing) => set({ timeout }, typing)} />
          <Row label={d('approval.onReject')} hint={d('approval.onRejectHint')}>
            {(id) => (
              <Select
                id={id}
                allowClear
                placeholder={d('approval.noReject')}
                value={approval.onReject?.action ?? null}
                onChange={(action: string | null) =>
                  set(action ? { onReject: { action, then: approval.onReject?.then ?? 'again' } } : withoutWayBack(approval))
                }
                options={rejections.map((one) => ({ value: one.action, label: say(one) }))}
              />
            )}
          </Row>
          {approval.onReject && (
            <Segmented
              size="small"
              value={approval.onReject.then}
              onChange={(then) => approval.onReject && set({ onReject: { ...approval.onReject, then } })}
              options={(['again', 'straight'] as const).map((then) => ({ value: then, label: d(`approval.then.${then}`) }))}
            />
          )}
          <ApprovalActs approval={approval} onChange={set} />
        </>
      )}
    </Fold>
  );
}

/** Without the action of a rejection nothing can go back to the applicant. */
const withoutWayBack = ({ returnTo, timeout }: ApprovalDefinition): Partial<ApprovalDefinition> => ({
  onReject: undefined,
  withdraw: undefined,
  ...(returnTo ? { returnTo: returnTo.filter((target) => target !== 'applicant') } : {}),
  ...(timeout?.then === 'return' ? { timeout: { ...timeout, then: 'remind' } } : {}),
});

function Approvers({
  approval,
  onChange,
}: {
  approval: ApprovalDefinition;
  onChange: (approvers: ApprovalDefinition['approvers']) => void;
}) {
  const { desk, words } = useDesigner();
  const { d, say } = words;
  const { approvers } = approval;
  const word = (role: string): string => say(desk.roles.find((one) => one.key === role)) || role;
  const free = desk.roles.filter((role) => role.login && !role.pseudo && !approvers.some((one) => one.role === role.key));
  return (
    <Row label={d('approval.approvers')}>
      {(id) => (
        <>
          <OrderedList
            label={d('approval.approvers')}
            items={approvers}
            keyOf={(one) => one.role}
            nameOf={(one) => word(one.role)}
            onMove={(from, to) => onChange(moved(approvers, from, to))}
            onRemove={(index) => onChange(without(approvers, index))}
            canRemove={() => approvers.length > 1}
          >
            {(one, index) => (
              <span className="td-dz-approver">
                {approval.mode === 'sequential' && <b>{index + 1}.</b>} {word(one.role)}
                <Checkbox
                  checked={one.headOnly === true}
                  onChange={(event) =>
                    onChange(
                      approvers.map((other, at) => (at === index ? assign(other, { headOnly: event.target.checked || undefined }) : other)),
                    )
                  }
                >
                  {d('approval.head')}
                </Checkbox>
              </span>
            )}
          </OrderedList>
          <Select
            id={id}
            placeholder={d('approval.addApprover')}
            showSearch
            optionFilterProp="label"
            value={null}
            onChange={(role: string | null) => role !== null && onChange([...approvers, { role }])}
            options={free.map((role) => ({ value: role.key, label: say(role) }))}
          />
        </>
      )}
    </Row>
  );
}
