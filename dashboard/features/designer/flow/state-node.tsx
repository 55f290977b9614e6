import { Handle, Position, type Node, type NodeProps } from '@xyflow/react';
import { memo } from 'react';
import { Dot } from '../../../components/state-dot';

export type StateNodeType = Node<
  { label: string; tone: string; isInitial: boolean; isFinal: boolean; isOwn: boolean; isWrong: boolean },
  'state'
>;

/** A state as a box: its dot and word; where a record starts and where it ends are drawn differently. */
export const StateNode = memo(function StateNode({ data, selected }: NodeProps<StateNodeType>) {
  return (
    <div
      className="td-dz-state"
      data-initial={data.isInitial || undefined}
      data-final={data.isFinal || undefined}
      data-selected={selected || undefined}
      data-foreign={!data.isOwn || undefined}
      data-wrong={data.isWrong || undefined}
    >
      <Handle type="target" position={Position.Left} isConnectable={data.isOwn} />
      <Dot tone={data.tone}>{data.label}</Dot>
      <Handle type="source" position={Position.Right} isConnectable={data.isOwn} />
    </div>
  );
});
