import {
  ArrowDownOutlined,
  ArrowUpOutlined,
  CopyOutlined,
  DeleteOutlined,
  InboxOutlined,
  RollbackOutlined,
  SwapOutlined,
} from '@ant-design/icons';
import { Button, Select, Space } from 'antd';
import { useState } from 'react';
import type { FieldDefinition } from '../../../../config/definition/types';
import { useFieldActs } from '../layout/use-field-acts';
import { mapField, moveField, type FieldRef } from '../model/fields';
import { moved } from '../model/assign';
import { isCommon, layoutOf, placeOf, stepped } from '../model/layout';
import { isForeign } from '../model/locks';
import { kindsFor } from '../model/retype';
import { LockedBy } from './locked-by';
import { RetypeDialog } from './retype-dialog';
import { useDesigner } from '../work/designer-context';
import { Row } from './row';

/** Moving, doubling, archiving: by buttons, for those who do not drag. */
export function FieldActs({ fieldRef, own }: { fieldRef: FieldRef; own: FieldDefinition | undefined }) {
  const { def, words, edit, isNew, lockOf, select } = useDesigner();
  const { d, say } = words;
  const acts = useFieldActs();
  const [isRetyping, setRetyping] = useState(false);
  if (!own) return null;
  const { field, column } = fieldRef;
  const name = say(own);
  const place = column === undefined ? placeOf(def, field) : null;
  const lock = lockOf(fieldRef);
  // What this form itself says of the field follows it to its new kind; rules, figures and other forms do not.
  const isFixed = lock !== null && (lock.reason !== null || lock.uses.some((use) => isForeign(use, def.key)));
  const step = (by: 1 | -1) => {
    if (column === undefined) return edit((form) => stepped(form, field, by));
    edit((form) =>
      mapField(form, { field }, (rows) => {
        const at = rows.columns?.findIndex((one) => one.name === column) ?? -1;
        return { ...rows, columns: moved(rows.columns ?? [], at, at + by) };
      }),
    );
  };
  return (
    <section className="td-dz-acts-box" aria-label={d('props.acts')}>
      {column === undefined && (
        <Row label={d('props.inSection')}>
          {(id) => (
            <Select
              id={id}
              value={place?.section}
              onChange={(section) =>
                edit((form) =>
                  moveField(form, field, { section, index: layoutOf(form).find((one) => one.key === section)?.fields.length ?? 0 }),
                )
              }
              options={layoutOf(def).map((section) => ({ value: section.key, label: say(section) }))}
            />
          )}
        </Row>
      )}
      <Space wrap size={6}>
        <Button size="small" icon={<ArrowUpOutlined />} aria-label={d('common.up', { name })} onClick={() => step(-1)} />
        <Button size="small" icon={<ArrowDownOutlined />} aria-label={d('common.down', { name })} onClick={() => step(1)} />
        {!isCommon(field) && (
          <Button size="small" icon={<CopyOutlined />} onClick={() => acts.duplicate(fieldRef)}>
            {d('layout.duplicate')}
          </Button>
        )}
        {column === undefined && !own.archived && !isCommon(field) && !isNew(fieldRef) && kindsFor(own).length > 0 && (
          <Button size="small" icon={<SwapOutlined />} disabled={isFixed} onClick={() => setRetyping(true)}>
            {d('retype.act')}
          </Button>
        )}
        {own.archived ? (
          <Button size="small" icon={<RollbackOutlined />} onClick={() => acts.restore(fieldRef)}>
            {d('layout.restore')}
          </Button>
        ) : (
          !(column === undefined && isCommon(field)) && (
            <Button
              size="small"
              danger
              icon={isNew(fieldRef) ? <DeleteOutlined /> : <InboxOutlined />}
              disabled={lock !== null}
              onClick={() => acts.takeAway(fieldRef)}
            >
              {d(isNew(fieldRef) ? 'layout.remove' : 'layout.archive')}
            </Button>
          )
        )}
        {column !== undefined && (
          <Button size="small" type="link" onClick={() => select({ kind: 'field', field })}>
            {d('props.backToRows')}
          </Button>
        )}
      </Space>
      {lock && <LockedBy lock={lock} />}
      {isRetyping && (
        <RetypeDialog
          field={own}
          onClose={() => setRetyping(false)}
          onDone={(next) => {
            setRetyping(false);
            select({ kind: 'field', field: next });
          }}
        />
      )}
    </section>
  );
}
