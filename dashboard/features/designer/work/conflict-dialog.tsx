import { Button, Modal, Radio } from 'antd';
import { useMemo, useState } from 'react';
import type { FormDefinition } from '../../../../config/definition/types';
import { ago } from '../../../components/time-words';
import { changesBetween } from '../../../../config/definition/changes';
import { changeLines, valueWords, type ChangeSource } from '../model/change-words';
import { mergeDefinitions, type Side } from '../../../../config/definition/merge';
import { ChangeList } from '../versions/change-list';
import { useDesigner } from './designer-context';

type ConflictDialogProps = {
  title: string;
  lead: string;
  /** Whose the other side is: a colleague's, or the product's. */
  about?: 'conflict' | 'release';
  base: FormDefinition;
  mine: FormDefinition;
  theirs: { definition: FormDefinition; by: string | null; at: string | null };
  onMerge: (merged: FormDefinition) => void;
  onTheirs: () => void;
  onClose?: () => void;
};

/** Two people changed one form: what does not touch is put together; the rest is chosen, line by line. Nothing is overwritten unseen. */
export function ConflictDialog({ title, lead, about = 'conflict', base, mine, theirs, onMerge, onTheirs, onClose }: ConflictDialogProps) {
  const { words, desk } = useDesigner();
  const { d } = words;
  const [chosen, setChosen] = useState<Record<string, Side>>({});
  const { conflicts } = useMemo(() => mergeDefinitions(base, mine, theirs.definition), [base, mine, theirs.definition]);
  const source: ChangeSource = {
    before: base,
    after: mine,
    roleWord: (key) => words.say(desk.roles.find((role) => role.key === key)) || key,
    words,
  };
  const own = changesBetween(base, mine).length;
  const others = changesBetween(base, theirs.definition);
  const wordsOf = (address: string): string => changeLines([{ address, kind: 'changed', before: 1, after: 1 }], source)[0]?.text ?? address;
  return (
    <Modal
      open
      width={760}
      title={title}
      closable={Boolean(onClose)}
      maskClosable={false}
      keyboard={Boolean(onClose)}
      onCancel={onClose}
      footer={[
        <Button key="theirs" onClick={onTheirs}>
          {d(`${about}.theirs`)}
        </Button>,
        <Button key="merge" type="primary" onClick={() => onMerge(mergeDefinitions(base, mine, theirs.definition, chosen).definition)}>
          {d('conflict.merge')}
        </Button>,
      ]}
    >
      <p>{conflicts.length === 0 ? d('conflict.noConflict') : lead}</p>
      {theirs.by && <p className="td-quiet">{d('conflict.by', { name: theirs.by, time: theirs.at ? ago(theirs.at, words) : '' })}</p>}
      <p>{d(`${about}.counts`, { mine: own, theirs: others.length, both: conflicts.length })}</p>
      {others.length > 0 && (
        <details className="td-dz-fold" open={conflicts.length === 0}>
          <summary>{d(`${about}.theirChanges`)}</summary>
          <ChangeList changes={others} before={base} after={theirs.definition} />
        </details>
      )}
      {conflicts.length > 0 && (
        <table className="td-dz-table">
          <thead>
            <tr>
              <th scope="col">{d('conflict.what')}</th>
              <th scope="col">{d(`${about}.mine`)}</th>
              <th scope="col">{d(`${about}.other`)}</th>
            </tr>
          </thead>
          <tbody>
            {conflicts.map((conflict) => (
              <tr key={conflict.address}>
                <th scope="row">{wordsOf(conflict.address)}</th>
                {(['mine', 'theirs'] as const).map((side) => (
                  <td key={side}>
                    <Radio
                      checked={(chosen[conflict.address] ?? 'mine') === side}
                      onChange={() => setChosen({ ...chosen, [conflict.address]: side })}
                    >
                      {valueWords(conflict[side], source)}
                    </Radio>
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Modal>
  );
}
