import { Button } from 'antd';
import { useState } from 'react';
import type { FieldDefinition } from '../../../../config/definition/types';
import { showInstant } from '../../../components/time-words';
import { useDesigner } from '../work/designer-context';
import type { Purge, Purges } from './purge-data';
import './purge.css';
import { AskPurge, ConfirmPurge, WithdrawPurge } from './purge-dialogs';

type Open = 'ask' | 'confirm' | 'withdraw' | null;

/** Of one archived field: how many records still hold a value, who has asked to remove them, and what the reader can do about it. */
export function PurgeField({ field, purges }: { field: FieldDefinition; purges: Purges }) {
  const { def, words } = useDesigner();
  const { d, say } = words;
  const [open, setOpen] = useState<Open>(null);
  const records = purges.fields.find((one) => one.field === field.name)?.records ?? 0;
  const own = purges.requests.filter((one) => one.field === field.name);
  const asked = own.find((one) => one.status === 'open');
  const done = own.find((one) => one.status === 'done');
  const name = say(field);
  const close = () => setOpen(null);
  return (
    <>
      <span className="td-dz-purge">
        {asked ? (
          <AskedLine asked={asked} />
        ) : records > 0 ? (
          <span>{d('purge.held', { count: records })}</span>
        ) : (
          <span>
            {done?.settledAt
              ? d('purge.done', { count: done.purged ?? 0, time: showInstant(done.settledAt), name: done.settledBy ?? '' })
              : d('purge.empty')}
          </span>
        )}
      </span>
      {asked && (
        <>
          <Button
            size="small"
            danger
            disabled={asked.refusal !== null}
            onClick={() => setOpen('confirm')}
            aria-label={d('purge.confirmOf', { name })}
          >
            {d('purge.confirm')}
          </Button>
          <Button size="small" onClick={() => setOpen('withdraw')} aria-label={d('purge.withdrawOf', { name })}>
            {d('purge.withdraw')}
          </Button>
        </>
      )}
      {!asked && records > 0 && (
        <Button size="small" danger onClick={() => setOpen('ask')} aria-label={d('purge.askOf', { name })}>
          {d('purge.ask')}
        </Button>
      )}
      {open === 'ask' && <AskPurge form={def.key} field={field} records={records} days={purges.delayDays} onClose={close} />}
      {open === 'confirm' && asked && <ConfirmPurge form={def.key} field={field} asked={asked} records={records} onClose={close} />}
      {open === 'withdraw' && asked && <WithdrawPurge form={def.key} field={field} asked={asked} onClose={close} />}
    </>
  );
}

function AskedLine({ asked }: { asked: Purge }) {
  const { d } = useDesigner().words;
  const wait =
    asked.refusal === 'purge_too_early'
      ? d('purge.from', { time: showInstant(asked.confirmFrom) })
      : asked.refusal === 'purge_same_person'
        ? d('purge.byOther', { time: showInstant(asked.confirmFrom) })
        : d('purge.until', { time: showInstant(asked.expiresAt) });
  return (
    <span>
      {d('purge.asked', { name: asked.askedBy, time: showInstant(asked.askedAt), count: asked.records })} {wait}
      <br />
      {d('purge.because', { reason: asked.reason })}
    </span>
  );
}
