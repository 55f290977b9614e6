import { useQuery } from '@tanstack/react-query';
import { Button, Modal, Radio } from 'antd';
import { useState } from 'react';
import { ago } from '../../components/time-words';
import { FieldShow } from '../../fields/field-value';
import type { FormView } from '../../providers/definitions-source';
import { http } from '../../providers/http';
import { useWords } from '../../providers/i18n';
import type { RecordRow } from '../../providers/record-types';
import type { Merge } from './merge';

type Row = Record<string, unknown>;
type Side = 'mine' | 'theirs';

type MergeDialogProps = {
  form: FormView;
  base: Row;
  mine: Row;
  theirs: RecordRow;
  merge: Merge;
  onMerge: (values: Row) => void;
  onClose: () => void;
};

/** Somebody else saved first: what both changed is chosen field by field, everything else is merged already. */
export function MergeDialog({ form, base, mine, theirs, merge, onMerge, onClose }: MergeDialogProps) {
  const words = useWords();
  const { t, say } = words;
  const [chosen, setChosen] = useState<Record<string, Side>>({});
  const { conflicts, merged } = merge;
  const sideOf = (name: string): Side => chosen[name] ?? 'mine';
  const all = (side: Side) => setChosen(Object.fromEntries(conflicts.map((field) => [field.name, side])));
  const result = () => ({
    ...merged,
    ...Object.fromEntries(conflicts.map(({ name }) => [name, (sideOf(name) === 'mine' ? mine : theirs)[name]])),
  });
  const { data: last } = useQuery({
    queryKey: ['last-change', form.plural, theirs.documentId, theirs.rev],
    queryFn: async () =>
      (await http<{ at: string; actor: { name: string } | null }[]>(`/${form.plural}/${theirs.documentId}/history`))[0] ?? null,
  });
  return (
    <Modal
      open
      width={760}
      title={t('merge.title')}
      onCancel={onClose}
      footer={[
        conflicts.length > 1 && (
          <Button key="mine" type="text" onClick={() => all('mine')}>
            {t('merge.allMine')}
          </Button>
        ),
        conflicts.length > 1 && (
          <Button key="theirs" type="text" onClick={() => all('theirs')}>
            {t('merge.allTheirs')}
          </Button>
        ),
        <Button key="cancel" onClick={onClose}>
          {t('common.cancel')}
        </Button>,
        <Button key="save" type="primary" onClick={() => onMerge(result())}>
          {t('merge.save')}
        </Button>,
      ]}
    >
      {last?.actor && <p className="td-quiet">{t('merge.by', { name: last.actor.name, time: ago(last.at, words) })}</p>}
      <p>{t(conflicts.length > 0 ? 'merge.body' : 'merge.none')}</p>
      {conflicts.length > 0 && (
        <table className="td-merge">
          <thead>
            <tr>
              {(['merge.field', 'merge.before', 'merge.mine', 'merge.theirs'] as const).map((key) => (
                <th key={key} scope="col">
                  {t(key)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {conflicts.map((field) => (
              <tr key={field.name}>
                <th scope="row">{say(field)}</th>
                <td className="td-quiet">
                  <FieldShow field={field} value={base[field.name]} />
                </td>
                {(['mine', 'theirs'] as const).map((side) => (
                  <td key={side} data-chosen={sideOf(field.name) === side || undefined}>
                    <Radio
                      name={`merge-${field.name}`}
                      aria-label={`${say(field)}: ${t(`merge.${side}`)}`}
                      checked={sideOf(field.name) === side}
                      onChange={() => setChosen({ ...chosen, [field.name]: side })}
                    />
                    <FieldShow field={field} value={(side === 'mine' ? mine : theirs)[field.name]} />
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
