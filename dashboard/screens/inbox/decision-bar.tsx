import { CheckOutlined, CloseOutlined, DownOutlined } from '@ant-design/icons';
import { Button, Dropdown } from 'antd';
import { Peek } from '../../components/peek';
import { useWords } from '../../providers/i18n';
import type { ActionView } from '../../providers/record-types';

type DecisionBarProps = { actions: ActionView[]; waiting: string[]; isBusy: boolean; onAct: (action: ActionView) => void };

/** What can be done first, the decision before the rest; everything else that the role may do is behind "more". */
export function DecisionBar({ actions, waiting, isBusy, onAct }: DecisionBarProps) {
  const { t, say } = useWords();
  const main = actions
    .filter((action) => waiting.includes(action.action))
    .sort((a, b) => Number(b.possible) - Number(a.possible) || rank(a) - rank(b));
  const rest = actions.filter((action) => !main.includes(action));
  const primary = primaryOf(actions, waiting);
  if (actions.length === 0) return <p className="td-quiet">{t('inbox.noAction')}</p>;
  return (
    <div className="td-wait-decide">
      {main.map((action) => {
        const button = (describedBy?: string) => (
          <Button
            key={action.action}
            type={action === primary && action.possible ? 'primary' : 'default'}
            danger={action.decision === 'reject'}
            icon={action.decision === 'approve' ? <CheckOutlined /> : action.decision === 'reject' ? <CloseOutlined /> : undefined}
            loading={isBusy && action === primary}
            // Reachable all the same: what stands in the way is said when it has the focus.
            aria-disabled={!action.possible}
            aria-describedby={describedBy}
            data-impossible={!action.possible || undefined}
            onClick={() => onAct(action)}
          >
            {say(action)} {keyOf(action, actions, waiting) && <kbd className="td-not-phone">{keyOf(action, actions, waiting)}</kbd>}
          </Button>
        );
        if (action.possible) return button();
        return (
          <Peek key={action.action} said={action.reasons.map((reason) => reason.message).join(' ')}>
            {button}
          </Peek>
        );
      })}
      {rest.length > 0 && (
        <Dropdown
          trigger={['click']}
          menu={{
            items: rest.map((action) => ({
              key: action.action,
              label: say(action),
              danger: action.decision === 'reject',
              disabled: !action.possible,
            })),
            onClick: ({ key }) => rest.filter((one) => one.action === key).forEach(onAct),
          }}
        >
          <Button>
            {t('common.more')} <DownOutlined aria-hidden="true" />
          </Button>
        </Dropdown>
      )}
    </div>
  );
}

/**
 * Why nothing of what waits can go on now, in words. Where one step can, the others are somebody else's or come later: their buttons
 * say why, and nothing is shouted.
 */
export function Obstacles({ actions, waiting }: { actions: ActionView[]; waiting: string[] }) {
  const { t, say } = useWords();
  const open = actions.filter((action) => waiting.includes(action.action));
  const stopped = open.filter((action) => !action.possible);
  if (stopped.length === 0 || open.some((action) => action.possible && action.decision !== 'reject')) return null;
  return (
    <div className="td-wait-obstacles" role="note">
      {stopped.map((action) => (
        <div key={action.action}>
          <p>{t('inbox.notPossible', { action: say(action) })}</p>
          <ul>
            {action.reasons.map((reason) => (
              <li key={`${reason.path}.${reason.code}`}>{reason.message}</li>
            ))}
          </ul>
        </div>
      ))}
    </div>
  );
}

const rank = (action: ActionView): number => (action.decision === 'approve' ? 0 : action.decision === 'reject' ? 2 : 1);

/** What `A` does: the approval, or the one step that waits where nothing is approved; of several the one that can be done. */
export function primaryOf(actions: ActionView[], waiting: string[]): ActionView | undefined {
  const open = actions.filter((action) => waiting.includes(action.action));
  const approvals = open.filter((action) => action.decision === 'approve');
  const steps = approvals.length > 0 ? approvals : open.filter((action) => action.decision !== 'reject');
  return steps.find((action) => action.possible) ?? steps[0];
}

export const rejectionOf = (actions: ActionView[]): ActionView | undefined => actions.find((action) => action.decision === 'reject');

function keyOf(action: ActionView, actions: ActionView[], waiting: string[]): string {
  if (action === primaryOf(actions, waiting)) return 'A';
  return action === rejectionOf(actions) ? 'R' : '';
}
