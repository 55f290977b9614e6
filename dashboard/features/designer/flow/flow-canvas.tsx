import { Background, Controls, MarkerType, ReactFlow, ReactFlowProvider, useReactFlow, type Connection, type Edge } from '@xyflow/react';
import '@xyflow/react/dist/style.css';
import { useEffect, useMemo } from 'react';
import { VOID_STATE } from '../../../../config/definition/expand';
import { pathOf } from '../model/flow-paths';
import { flowPicture } from '../model/flow-picture';
import { useDesigner } from '../work/designer-context';
import { FlowEdge, type EdgeData } from './flow-edge';
import { StateNode, type StateNodeType } from './state-node';

type FlowCanvasProps = {
  onConnect: (from: string, to: string) => void;
  /** The arrows of voiding go from nearly everywhere: they are drawn when asked for. */
  withVoid: boolean;
};

const NODE_TYPES = { state: StateNode };
const EDGE_TYPES = { action: FlowEdge };

/** The flowchart, laid out from left to right. An arrow drawn from one state to another is a new action. */
export function FlowCanvas(props: FlowCanvasProps) {
  return (
    <ReactFlowProvider>
      <Chart {...props} />
    </ReactFlowProvider>
  );
}

function Chart({ onConnect, withVoid }: FlowCanvasProps) {
  const { def, view, words, selection, select, problems } = useDesigner();
  const { d, say } = words;
  const { fitView } = useReactFlow();
  const { boxes, arrows } = useMemo(
    () => flowPicture(view, say, (transition) => withVoid || transition.action !== VOID_STATE),
    [view, say, withVoid],
  );
  const own = new Set(def.states.map((state) => state.value));
  const nodes: StateNodeType[] = view.states.map((state) => ({
    id: state.value,
    type: 'state',
    position: { x: boxes.get(state.value)?.x ?? 0, y: boxes.get(state.value)?.y ?? 0 },
    width: boxes.get(state.value)?.width,
    height: boxes.get(state.value)?.height,
    selected: selection?.kind === 'state' && selection.state === state.value,
    ariaLabel: say(state),
    data: {
      label: say(state),
      tone: state.tone ?? 'neutral',
      isInitial: state.initial === true,
      isFinal: state.final === true,
      isOwn: own.has(state.value),
      isWrong: problems.some((problem) => problem.selection?.kind === 'state' && problem.selection.state === state.value),
    },
  }));
  const edges: Edge[] = arrows.map(({ index, transition, from, arrow, word }) => ({
    id: `${index}/${from}`,
    source: from,
    target: transition.to,
    type: 'action',
    selected: selection?.kind === 'transition' && selection.index === index,
    ariaLabel: d('flow.fromTo', {
      action: say(transition),
      from: say(view.states.find((state) => state.value === from)),
      to: say(view.states.find((state) => state.value === transition.to)),
    }),
    markerEnd: { type: MarkerType.ArrowClosed, width: 16, height: 16 },
    data: {
      label: say(transition),
      path: pathOf(arrow),
      word,
      decision: transition.decision ?? null,
      isSystem: transition.by.every((role) => role === 'system'),
    } satisfies EdgeData,
  }));
  const shape = view.states.map((state) => state.value).join(' ');
  useEffect(() => {
    const frame = requestAnimationFrame(() => void fitView({ padding: 0.07, maxZoom: 1 }));
    return () => cancelAnimationFrame(frame);
  }, [shape, fitView]);
  const isNode = (id: string): boolean => own.has(id);
  const choose = (edge: Edge) => {
    const index = Number(edge.id.split('/')[0]);
    if (index < def.transitions.length) select({ kind: 'transition', index });
  };
  return (
    <div className="td-dz-chart">
      <ReactFlow
        nodes={nodes}
        edges={edges}
        nodeTypes={NODE_TYPES}
        edgeTypes={EDGE_TYPES}
        nodesDraggable={false}
        nodesConnectable
        edgesReconnectable={false}
        deleteKeyCode={null}
        fitView
        minZoom={0.3}
        maxZoom={1.4}
        proOptions={{ hideAttribution: true }}
        onNodeClick={(_, node) => isNode(node.id) && select({ kind: 'state', state: node.id })}
        onEdgeClick={(_, edge) => choose(edge)}
        // Enter on what has the focus selects it, as a click does.
        onNodesChange={(changes) =>
          changes.forEach(
            (change) =>
              change.type === 'select' &&
              change.selected &&
              isNode(change.id) &&
              selection?.kind !== 'state' &&
              select({ kind: 'state', state: change.id }),
          )
        }
        onPaneClick={() => select(null)}
        onConnect={({ source, target }: Connection) => onConnect(source, target)}
        isValidConnection={({ source, target }) => isNode(source) && isNode(target)}
      >
        <Background gap={18} size={1} />
        <Controls showInteractive={false} />
      </ReactFlow>
    </div>
  );
}
