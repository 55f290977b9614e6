import { EllipsisOutlined, RollbackOutlined, SwapOutlined, UndoOutlined, UserAddOutlined } from '@ant-design/icons';
import { App, Button } from 'antd';
import { useState, type ReactNode } from 'react';
import type { FormView } from '../../providers/definitions-source';
import { useWords } from '../../providers/i18n';
import type { ActOffer, ApprovalAct, ApprovalView } from '../../providers/record-types';
import { useKeys } from '../use-keys';
import { ApprovalDialog } from './approval-dialog';

export type OfferedAct = { approval: ApprovalView; offer: ActOffer };

export const ACT_KEYS: Record<ApprovalAct, string> = { transfer: 't', 'add-signer': 's', return: 'b', withdraw: 'w' };
const ICONS: Record<ApprovalAct, ReactNode> = {
  transfer: <SwapOutlined aria-hidden="true" />,
  'add-signer': <UserAddOutlined aria-hidden="true" />,
  return: <RollbackOutlined aria-hidden="true" />,
  withdraw: <UndoOutlined aria-hidden="true" />,
};

/** What the caller can do in the record's open decisions beside yes and no; of two decisions at once each has its own. */
export const offeredActs = (approvals: ApprovalView[]): OfferedAct[] =>
  approvals.flatMap((approval) => approval.acts.map((offer) => ({ approval, offer })));

type UseActs = {
  form: FormView;
  id: string;
  title: string;
  approvals: ApprovalView[];
  enabled?: boolean;
  onDone: (act: OfferedAct) => void;
  onRefused: () => void;
};

/** The acts of a decision as buttons and keys, and the dialog of the one that was chosen. */
export function useApprovalActs({ form, id, title, approvals, enabled = true, onDone, onRefused }: UseActs) {
  const { t } = useWords();
  const { message } = App.useApp();
  const [chosen, setChosen] = useState<OfferedAct | null>(null);
  const all = offeredActs(approvals);
  const start = (one: OfferedAct | undefined) => {
    if (!one) return;
    if (one.offer.possible) return setChosen(one);
    const reasons = one.offer.reasons.map((reason) => reason.message);
    void message.warning([t('show.notPossible', { action: t(`approval.acts.${one.offer.act}`) }), ...reasons].join(': '));
  };
  const byKey = (act: ApprovalAct) => {
    const offers = all.filter((one) => one.offer.act === act);
    const one = offers.find(({ offer }) => offer.possible) ?? offers[0];
    return one && (() => start(one));
  };
  const keys = (Object.keys(ACT_KEYS) as ApprovalAct[]).flatMap((act) => [
    [ACT_KEYS[act], byKey(act)] as const,
    [ACT_KEYS[act].toUpperCase(), byKey(act)] as const,
  ]);
  useKeys(Object.fromEntries(keys), enabled && chosen === null);
  const dialog = chosen && (
    <ApprovalDialog
      key={`${chosen.approval.action} ${chosen.offer.act}`}
      form={form}
      id={id}
      title={title}
      chosen={chosen}
      onClose={() => setChosen(null)}
      onRefused={onRefused}
      onDone={(name) => {
        setChosen(null);
        void message.success(t(`approval.done.${chosen.offer.act}`, { name }));
        onDone(chosen);
      }}
    />
  );
  return { acts: all, start, dialog };
}

type ApprovalActsProps = { acts: OfferedAct[]; onStart: (act: OfferedAct) => void; withKeys?: boolean };

/** The buttons. What is not possible stays reachable by keyboard and says why. */
export function ApprovalActs({ acts, onStart, withKeys = false }: ApprovalActsProps) {
  const { t, say } = useWords();
  if (acts.length === 0) return null;
  const several = new Set(acts.map(({ approval }) => approval.action)).size > 1;
  return (
    <div className="td-approval-acts" role="group" aria-label={t('show.approvals')}>
      {acts.map((one) => {
        const { act, possible, reasons } = one.offer;
        const why = reasons.map((reason) => reason.message).join(' ');
        const name = several ? `${say(one.approval)} · ${t(`approval.acts.${act}`)}` : t(`approval.acts.${act}`);
        return (
          <Button
            key={`${one.approval.action} ${act}`}
            size={withKeys ? 'middle' : 'small'}
            icon={ICONS[act] ?? <EllipsisOutlined aria-hidden="true" />}
            aria-keyshortcuts={ACT_KEYS[act].toUpperCase()}
            aria-disabled={!possible || undefined}
            className={possible ? undefined : 'td-blocked'}
            title={possible ? undefined : why}
            onClick={() => onStart(one)}
          >
            {name}
            {withKeys && possible && <kbd className="td-not-phone">{ACT_KEYS[act].toUpperCase()}</kbd>}
            {!possible && <span className="td-visually-hidden">{`: ${why}`}</span>}
          </Button>
        );
      })}
    </div>
  );
}
