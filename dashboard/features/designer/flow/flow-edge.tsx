import { BaseEdge, EdgeLabelRenderer, type EdgeProps } from '@xyflow/react';
import { memo } from 'react';
import type { Point } from '../model/flow-paths';

export type EdgeData = { label: string; path: string; word: Point; decision: 'approve' | 'reject' | null; isSystem: boolean };

/** An action as an arrow with its word. */
export const FlowEdge = memo(function FlowEdge({ markerEnd, data, selected }: EdgeProps) {
  const { label, path, word, decision, isSystem } = data as EdgeData;
  return (
    <>
      <BaseEdge
        path={path}
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
          style={{ transform: `translate(-50%, -50%) translate(${word.x}px, ${word.y}px)` }}
        >
          {label}
        </span>
      </EdgeLabelRenderer>
    </>
  );
});
