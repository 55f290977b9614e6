import { BaseEdge, EdgeLabelRenderer, useInternalNode, type EdgeProps } from '@xyflow/react';
import { memo } from 'react';
import { arrowBetween, type Box } from '../model/flow-paths';

type Data = { label: string; nth: number; lowest: number; bands: number; decision: 'approve' | 'reject' | null; isSystem: boolean };

/** An action as an arrow with its word. */
export const FlowEdge = memo(function FlowEdge({ source, target, markerEnd, data, selected }: EdgeProps) {
  const [from, to] = [boxOf(useInternalNode(source)), boxOf(useInternalNode(target))];
  if (!from || !to) return null;
  const { label, decision, isSystem, ...way } = data as Data;
  const arrow = arrowBetween(from, to, way);
  return (
    <>
      <BaseEdge
        path={arrow.path}
        markerEnd={markerEnd}
        interactionWidth={18}
        className="td-dz-edge"
        data-decision={decision ?? undefined}
        data-system={isSystem || undefined}
        data-selected={selected || undefined}
      />
      <EdgeLabelRenderer>
        <span
          className="td-dz-edge-label"
          data-decision={decision ?? undefined}
          data-selected={selected || undefined}
          style={{ transform: `translate(-50%, -50%) translate(${arrow.label.x}px, ${arrow.label.y}px)` }}
        >
          {label}
        </span>
      </EdgeLabelRenderer>
    </>
  );
});

function boxOf(node: ReturnType<typeof useInternalNode>): Box | null {
  const { width, height } = node?.measured ?? {};
  return node && width && height ? { ...node.internals.positionAbsolute, width, height } : null;
}
