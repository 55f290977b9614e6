import { useState } from 'react';
import { Button } from 'antd';
import type { DefinitionChange } from '../../../../config/definition/changes';
import type { FormDefinition } from '../../../../config/definition/types';
import { changeLines } from '../model/change-words';
import { PARTS } from '../model/problems';
import { useDesigner } from '../work/designer-context';

const MOST = 30;

/** Changes between two versions in words, by the parts of the designer. */
export function ChangeList({
  changes,
  before,
  after,
}: {
  changes: DefinitionChange[];
  before: FormDefinition | null;
  after: FormDefinition;
}) {
  const { desk, words } = useDesigner();
  const { d, say } = words;
  const [isWhole, setWhole] = useState(false);
  const lines = changeLines(changes, { before, after, roleWord: (key) => say(desk.roles.find((role) => role.key === key)) || key, words });
  const shown = isWhole ? lines : lines.slice(0, MOST);
  if (lines.length === 0) return <p className="td-quiet">{d('changes.none')}</p>;
  return (
    <div className="td-dz-changes">
      {PARTS.map((part) => {
        const own = shown.filter((line) => line.part === part);
        return own.length === 0 ? null : (
          <section key={part}>
            <h4>{d(`parts.${part}`)}</h4>
            <ul>
              {own.map((line) => (
                <li key={line.address}>
                  {line.text}
                  {line.after !== undefined && (
                    <span className="td-dz-change">
                      <del>{line.before}</del> → <ins>{line.after}</ins>
                    </span>
                  )}
                </li>
              ))}
            </ul>
          </section>
        );
      })}
      {lines.length > shown.length && (
        <Button size="small" type="link" onClick={() => setWhole(true)}>
          {d('changes.all', { count: lines.length })}
        </Button>
      )}
    </div>
  );
}
