import { WarningOutlined } from '@ant-design/icons';
import { Button, Popover } from 'antd';
import { useState } from 'react';
import type { Problem } from '../model/problems';
import { useDesigner } from './designer-context';

/** What is wrong with the draft; each line leads to its place. Until it is put right the draft waits on this computer. */
export function ProblemsButton() {
  const { problems, words, go } = useDesigner();
  const { d, say } = words;
  const [isOpen, setOpen] = useState(false);
  if (problems.length === 0) return null;
  const lead = (problem: Problem) => {
    setOpen(false);
    go(problem.part, problem.selection);
  };
  return (
    <Popover
      open={isOpen}
      onOpenChange={setOpen}
      trigger="click"
      placement="bottomLeft"
      arrow={false}
      title={d('work.problemsTitle')}
      content={
        <ul className="td-dz-problems">
          {problems.slice(0, 40).map((problem) => (
            <li key={`${problem.address} ${problem.zh}`}>
              <button type="button" className="td-link-button" onClick={() => lead(problem)}>
                <ProblemPlace problem={problem} />
              </button>
              <span>{say(problem)}</span>
            </li>
          ))}
        </ul>
      }
    >
      <Button size="small" danger icon={<WarningOutlined />} aria-haspopup="dialog" aria-expanded={isOpen}>
        {d('work.problems', { count: problems.length })}
      </Button>
    </Popover>
  );
}

/** `填写页 · 车牌号`. */
export function ProblemPlace({ problem }: { problem: Problem }) {
  const { def, words } = useDesigner();
  const { d, say } = words;
  const { selection } = problem;
  const named =
    selection?.kind === 'field'
      ? def.fields.find((field) => field.name === selection.field)
      : selection?.kind === 'section'
        ? def.sections?.find((section) => section.key === selection.section)
        : selection?.kind === 'state'
          ? def.states.find((state) => state.value === selection.state)
          : selection?.kind === 'transition'
            ? def.transitions[selection.index]
            : selection?.kind === 'paper'
              ? def.papers?.find((paper) => paper.key === selection.paper)
              : undefined;
  return <>{[d(`parts.${problem.part}`), named && say(named)].filter(Boolean).join(' · ')}</>;
}
