import { CheckOutlined, CloseOutlined, MoreOutlined } from '@ant-design/icons';
import { Button, Dropdown } from 'antd';
import { Link } from 'react-router';
import { VOID_STATE } from '../../../config/definition/expand';
import { paths } from '../../components/paths';
import { Peek } from '../../components/peek';
import { placeOf } from '../../components/record-form/problems';
import type { FormView } from '../../providers/definitions-source';
import { useWords } from '../../providers/i18n';
import type { ActionView, RecordMeta } from '../../providers/record-types';
import { ordered } from './action-order';

type ActionButtonsProps = { form: FormView; id: string; meta: RecordMeta; most: number; onAct: (action: ActionView) => void };

/** What the caller can do now, decisions first. What is not possible stays visible and says why. */
export function ActionButtons({ form, id, meta, most, onAct }: ActionButtonsProps) {
  const { t, say } = useWords();
  const actions = ordered(meta.actions);
  const shown = actions.slice(0, actions.length === most + 1 ? most + 1 : most);
  const rest = actions.slice(shown.length);
  // What the case waits for comes first; where that is blocked nothing else (cancelling, voiding) is painted as the thing to do.
  const lead = shown[0]?.possible && shown[0].action !== VOID_STATE ? 0 : -1;
  return (
    <>
      {shown.map((action, index) =>
        action.possible ? (
          <Button
            key={action.action}
            type={index === lead && action.decision !== 'reject' ? 'primary' : 'default'}
            danger={action.decision === 'reject'}
            icon={
              action.decision === 'approve' ? (
                <CheckOutlined aria-hidden="true" />
              ) : action.decision === 'reject' ? (
                <CloseOutlined aria-hidden="true" />
              ) : undefined
            }
            aria-keyshortcuts={action.decision === 'approve' ? 'A' : action.decision === 'reject' ? 'R' : undefined}
            onClick={() => onAct(action)}
          >
            {say(action)}
          </Button>
        ) : (
          <BlockedButton key={action.action} form={form} id={id} meta={meta} action={action} />
        ),
      )}
      {rest.length > 0 && (
        <Dropdown
          trigger={['click']}
          menu={{
            items: rest.map((action) => ({
              key: action.action,
              label: action.possible ? say(action) : `${say(action)}: ${action.reasons.map((reason) => reason.message).join(' ')}`,
              disabled: !action.possible,
              danger: action.decision === 'reject',
              onClick: () => onAct(action),
            })),
          }}
        >
          <Button icon={<MoreOutlined />} aria-label={t('show.moreActions')} />
        </Dropdown>
      )}
    </>
  );
}

type BlockedProps = { form: FormView; id: string; meta: RecordMeta; action: ActionView };

/** Not `disabled`: a disabled button cannot be reached by keyboard, and the reason with it. */
function BlockedButton({ form, id, meta, action }: BlockedProps) {
  const words = useWords();
  const { t, say } = words;
  const isEditable = (path: string): boolean => meta.canEdit && meta.editable.includes(path.split('.')[0] ?? '');
  const reasons = (
    <ul className="td-reasons">
      {action.reasons.map((reason) => {
        const place = placeOf(form, reason.path, words);
        return (
          <li key={`${reason.path} ${reason.message}`}>
            {reason.message}
            {place && isEditable(reason.path) && (
              <>
                {' '}
                <Link to={`${paths.edit(form, id)}#${reason.path}`}>{t('show.toField', { field: place })}</Link>
              </>
            )}
          </li>
        );
      })}
    </ul>
  );
  return (
    <Peek
      title={t('show.notPossible', { action: say(action) })}
      said={action.reasons.map((reason) => reason.message).join(' ')}
      content={reasons}
    >
      {(describedBy) => (
        <Button className="td-blocked" aria-disabled="true" aria-describedby={describedBy}>
          {say(action)}
        </Button>
      )}
    </Peek>
  );
}
