import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Select } from 'antd';
import type { FormDefinition, PaperDefinition } from '../../../../config/definition/types';
import { assign } from '../model/assign';
import { keyName } from '../model/naming';
import { useDesigner } from '../work/designer-context';
import { PaperEditor } from './paper-editor';
import { PaperSketch } from './paper-sketch';

const change = (form: FormDefinition, key: string, patch: Partial<PaperDefinition>): FormDefinition => ({
  ...form,
  papers: form.papers?.map((paper) => (paper.key === key ? assign(paper, patch) : paper)),
});

/** The papers of the form: what is printed, for whom, in how many copies, and who signs. */
export function PrintPart() {
  const { def, words, edit, selection, select, published, syllables } = useDesigner();
  const { d, say } = words;
  const papers = def.papers ?? [];
  const wanted = selection?.kind === 'paper' ? selection.paper : undefined;
  const paper = papers.find((one) => one.key === wanted) ?? papers[0];
  const add = () => {
    const key = keyName(
      { zh: '', en: `${def.key} paper` },
      papers.map((one) => one.key),
      syllables,
    );
    edit((form) => ({
      ...form,
      papers: [...(form.papers ?? []), { key, zh: form.zh, en: form.en, copies: 1, copyNames: [], signatures: [] }],
    }));
    select({ kind: 'paper', paper: key });
  };
  const remove = (key: string) => {
    edit((form) => ({ ...form, papers: form.papers?.filter((one) => one.key !== key) }));
    select(null);
  };
  const isKept = paper !== undefined && (published?.papers?.some((one) => one.key === paper.key) ?? false) && paper.template !== undefined;
  return (
    <div className="td-dz-two">
      <div className="td-dz-form">
        <div className="td-dz-toolbar">
          {papers.length > 0 && (
            <Select
              aria-label={d('print.paper')}
              value={paper?.key}
              onChange={(key) => select({ kind: 'paper', paper: key })}
              options={papers.map((one) => ({ value: one.key, label: say(one) }))}
            />
          )}
          <Button icon={<PlusOutlined />} onClick={add}>
            {d('print.add')}
          </Button>
          {paper && (
            <Button type="text" danger icon={<DeleteOutlined />} disabled={isKept} onClick={() => remove(paper.key)}>
              {d('print.remove')}
            </Button>
          )}
        </div>
        {paper ? (
          <PaperEditor key={paper.key} paper={paper} onChange={(patch, typing) => edit((form) => change(form, paper.key, patch), typing)} />
        ) : (
          <p className="td-dz-hint">{d('print.none')}</p>
        )}
      </div>
      {paper && <PaperSketch paper={paper} />}
    </div>
  );
}
