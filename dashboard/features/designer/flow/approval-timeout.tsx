import { Button, Input, Select } from 'antd';
import { useState } from 'react';
import type { ApprovalDefinition } from '../../../../config/definition/types';
import { assign, orNothing } from '../model/assign';
import { RoleSelect } from '../pieces/role-select';
import { Row } from '../properties/row';
import { useDesigner } from '../work/designer-context';

const UNITS = ['d', 'cd', 'wh', 'h', 'm'] as const;

type ApprovalTimeoutProps = {
  approval: ApprovalDefinition;
  onChange: (timeout: ApprovalDefinition['timeout'], typing?: string) => void;
};

/** Until when each is to have decided, on the working calendar, and what happens then. */
export function ApprovalTimeout({ approval, onChange }: ApprovalTimeoutProps) {
  const { words } = useDesigner();
  const { d } = words;
  const { timeout } = approval;
  const [, count = '2', unit = 'd'] = /^(\d+)([a-z]+)$/.exec(timeout?.limit ?? '2d') ?? [];
  const [typed, setTyped] = useState<string | null>(null);
  if (!timeout) {
    return (
      <Button size="small" onClick={() => onChange({ limit: '2d', then: 'remind' })}>
        {d('approval.addTimeout')}
      </Button>
    );
  }
  const set = (patch: Partial<typeof timeout>, typing?: string) => onChange(assign(timeout, patch), typing);
  return (
    <div className="td-dz-check">
      <Row label={d('approval.timeout')}>
        {(id) => (
          <span className="td-dz-inline">
            <Input
              id={id}
              inputMode="numeric"
              value={typed ?? count}
              onChange={(event) => {
                setTyped(event.target.value);
                if (/^[1-9]\d*$/.test(event.target.value)) set({ limit: `${event.target.value}${unit}` }, 'approval.limit');
              }}
              onBlur={() => setTyped(null)}
            />
            <Select
              aria-label={d('approval.unit')}
              value={unit}
              onChange={(next) => set({ limit: `${count}${next}` })}
              options={UNITS.map((one) => ({ value: one, label: d(`units.${one}`) }))}
            />
          </span>
        )}
      </Row>
      <Select
        aria-label={d('approval.thenWhat')}
        value={timeout.then}
        onChange={(then: 'remind' | 'escalate' | 'return') => set({ then, to: then === 'return' ? undefined : timeout.to })}
        options={(['remind', 'escalate', 'return'] as const).map((then) => ({
          value: then,
          label: d(`approval.thens.${then}`),
          disabled: then === 'return' && approval.onReject === undefined,
        }))}
      />
      {timeout.then !== 'return' && (
        <Row label={d('approval.toRoles')}>
          {(id) => <RoleSelect id={id} value={timeout.to ?? []} onChange={(to) => set({ to: orNothing(to) })} />}
        </Row>
      )}
      <Button size="small" type="text" onClick={() => onChange(undefined)}>
        {d('approval.removeTimeout')}
      </Button>
    </div>
  );
}
