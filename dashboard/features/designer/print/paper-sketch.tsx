import { QrcodeOutlined } from '@ant-design/icons';
import { Segmented } from 'antd';
import { useState } from 'react';
import type { FieldDefinition, PaperDefinition } from '../../../../config/definition/types';
import { partyWords } from '../../../../config/papers/parties';
import { layoutOf } from '../model/layout';
import { sampleText } from '../model/sample-text';
import { useDesigner } from '../work/designer-context';

const HEAD = ['number', 'state', 'site', 'rev', 'formVersion', 'slaDueAt', 'archivedAt', 'incomplete'];

/** The paper on A4, with made-up values; fields between two tables stand side by side. */
export function PaperSketch({ paper }: { paper: PaperDefinition }) {
  const { words } = useDesigner();
  const { d, say } = words;
  const [copy, setCopy] = useState(0);
  const names = paper.copyNames.map((name) => say(partyWords(name)));
  return (
    <section className="td-dz-sketch" aria-label={d('print.sketch')}>
      <h2>{d('print.sketch')}</h2>
      {names.length > 1 && (
        <Segmented size="small" value={copy} onChange={setCopy} options={names.map((name, index) => ({ value: index, label: name }))} />
      )}
      <div className="td-dz-paper" data-register={paper.layout === 'register' || undefined}>
        <header>
          <span className="td-dz-paper-qr" aria-hidden="true">
            <QrcodeOutlined />
          </span>
          <h3>{say(paper)}</h3>
          <span className="td-dz-paper-copy">{names[copy] ?? names[0] ?? ''}</span>
        </header>
        {paper.template !== undefined ? (
          <p className="td-dz-hint">{d('print.template', { name: paper.template })}</p>
        ) : paper.layout === 'register' ? (
          <RegisterRows />
        ) : (
          <Blocks paper={paper} />
        )}
        {paper.signatures.length > 0 && (
          <div className="td-dz-paper-signs">
            {paper.signatures.map((name, index) => (
              <span key={index}>{say(partyWords(name))}</span>
            ))}
          </div>
        )}
        {paper.footer && <p className="td-dz-paper-foot">{say(paper.footer)}</p>}
        <footer>{d('print.page')}</footer>
      </div>
    </section>
  );
}

type Group = { heading?: string; fields: FieldDefinition[] };

function Blocks({ paper }: { paper: PaperDefinition }) {
  const { def, view, words } = useDesigner();
  const shown = new Map(view.fields.map((field) => [field.name, field]));
  const groups: Group[] = paper.fields
    ? [{ fields: paper.fields.flatMap((name) => shown.get(name) ?? []) }]
    : layoutOf(def).map((section) => ({
        heading: words.say(section),
        fields: section.items
          .flatMap((field) => shown.get(field.name) ?? [])
          .filter(
            (field) =>
              !field.archived &&
              !HEAD.includes(field.name) &&
              !(section.isImplicit && (field.name === 'remark' || field.name === 'attachments')),
          ),
      }));
  return (
    <>
      {groups
        .filter((group) => group.fields.length > 0)
        .map((group, index) => (
          <div key={index} className="td-dz-paper-block">
            {group.heading && <h4>{group.heading}</h4>}
            <dl>
              {group.fields.map((field) =>
                field.type === 'json-rows' ? (
                  <div key={field.name} data-wide>
                    <RowsSketch field={field} />
                  </div>
                ) : (
                  <div key={field.name} data-wide={field.type === 'text' || undefined}>
                    <dt>{words.say(field)}</dt>
                    <dd>{field.type === 'media' ? '' : sampleText(field, 0, words)}</dd>
                  </div>
                ),
              )}
            </dl>
          </div>
        ))}
    </>
  );
}

function RowsSketch({ field }: { field: FieldDefinition }) {
  const { words } = useDesigner();
  const columns = (field.columns ?? []).filter((column) => !column.archived);
  return (
    <table>
      <thead>
        <tr>
          {columns.map((column) => (
            <th key={column.name}>{words.say(column)}</th>
          ))}
        </tr>
      </thead>
      <tbody>
        {[0, 1].map((row) => (
          <tr key={row}>
            {columns.map((column) => (
              <td key={column.name}>{sampleText(column, row, words)}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** A register prints the list of a month, line by line. */
function RegisterRows() {
  const { view, words } = useDesigner();
  const columns = view.list.columns.flatMap((name) => view.fields.find((field) => field.name === name) ?? []);
  return (
    <table>
      <thead>
        <tr>
          {columns.map((field) => (
            <th key={field.name}>{words.say(field)}</th>
          ))}
        </tr>
      </thead>
      <tbody>
        {[0, 1, 2, 3].map((row) => (
          <tr key={row}>
            {columns.map((field) => (
              <td key={field.name}>{row < 2 ? sampleText(field, row, words) : ''}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
