import { Dot } from '../../components/state-dot';
import { showInstant } from '../../components/time-words';
import { useWords } from '../../providers/i18n';
import type { ApprovalTask, ApprovalView } from '../../providers/record-types';

const TONES: Record<ApprovalTask['status'], string> = {
  waiting: 'neutral',
  open: 'info',
  approved: 'success',
  rejected: 'danger',
  skipped: 'neutral',
};
const OUTCOMES: Record<ApprovalView['outcome'], string> = {
  open: 'progress',
  approved: 'success',
  rejected: 'danger',
  returned: 'warning',
  withdrawn: 'neutral',
};

/** Decisions that several people take: who is asked and by whom, who has decided, whose turn it is and until when. */
export function Approvals({ approvals }: { approvals: ApprovalView[] }) {
  return (
    <div className="td-stack">
      {approvals.map((approval) => (
        <Approval key={approval.action} approval={approval} />
      ))}
    </div>
  );
}

function Approval({ approval }: { approval: ApprovalView }) {
  const { say, t } = useWords();
  const { mode, outcome, round, tasks, ratio } = approval;
  const current = tasks.filter((task) => task.round === round);
  const places = current.filter((task) => task.parent === null);
  const next = outcome === 'open' ? current.filter((task) => task.status === 'open') : [];
  const needed = ratio === null ? 0 : Math.max(1, Math.ceil(ratio * places.length - 1e-9));
  return (
    <section className="td-related td-approval" aria-label={say(approval)}>
      <h3>
        {say(approval)}{' '}
        <span className="td-quiet">
          {mode === 'ratio' ? t('approval.share', { needed, all: places.length }) : t(`show.approvalModes.${mode}`)}
        </span>{' '}
        <Dot tone={OUTCOMES[outcome]}>{t(`approval.outcomes.${outcome}`)}</Dot>
      </h3>
      {next.length > 0 && (
        <p className="td-approval-next" role="status">
          {t('approval.next', { names: next.map((task) => task.person ?? say(task.role)).join(t('common.and')) })}
          {next.some((task) => task.mine) && <b> · {t('approval.yourTurn')}</b>}
        </p>
      )}
      <Tasks tasks={current} parent={null} isNumbered={mode === 'sequential'} />
      {round > 1 && (
        <details>
          <summary>{t('approval.earlier', { count: round - 1 })}</summary>
          {Array.from({ length: round - 1 }, (_, index) => index + 1).map((n) => (
            <div key={n}>
              <h4>{t('approval.round', { n })}</h4>
              <Tasks tasks={tasks.filter((task) => task.round === n)} parent={null} isNumbered={mode === 'sequential'} />
            </div>
          ))}
        </details>
      )}
    </section>
  );
}

/** Signers whom somebody has asked stand under who asked. */
function Tasks({ tasks, parent, isNumbered }: { tasks: ApprovalTask[]; parent: number | null; isNumbered: boolean }) {
  const own = tasks.filter((task) => task.parent === parent);
  if (own.length === 0) return null;
  return (
    <ol>
      {own.map((task, index) => (
        <li key={task.id} data-mine={task.mine || undefined}>
          <TaskLine task={task} number={isNumbered ? index + 1 : null} />
          <Tasks tasks={tasks} parent={task.id} isNumbered={false} />
        </li>
      ))}
    </ol>
  );
}

function TaskLine({ task, number }: { task: ApprovalTask; number: number | null }) {
  const { say, t } = useWords();
  const name = task.decidedBy ?? task.person;
  const about = [
    // A signer who was asked comes from wherever: the place is that of who asked.
    ...(name && task.parent === null ? [say(task.role)] : []),
    ...(task.headOnly ? [t('approval.head')] : []),
    ...(task.onBehalfOf ? [t('show.onBehalf', { name: task.onBehalfOf })] : []),
    ...(task.askedBy ? [t(`approval.askedBy.${task.place}`, { name: task.askedBy })] : []),
    ...(task.escalatedTo && task.status === 'open' ? [t('approval.escalated', { role: say(task.escalatedTo) })] : []),
  ];
  return (
    <div className="td-approval-task">
      <span>
        {number !== null && <span className="td-quiet">{number}. </span>}
        <b>{name ?? say(task.role)}</b>
        {about.length > 0 && <span className="td-quiet"> {about.join(' · ')}</span>}
        {task.dueAt && task.status === 'open' && (
          <time className="td-quiet" data-tone={task.overdue ? 'danger' : undefined} dateTime={task.dueAt}>
            {' '}
            {t(task.overdue ? 'approval.late' : 'approval.due', { time: showInstant(task.dueAt) })}
          </time>
        )}
      </span>
      <Dot tone={TONES[task.status]}>{t(`show.approvalStates.${task.status}`)}</Dot>
    </div>
  );
}
