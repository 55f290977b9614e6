import { PlusOutlined } from '@ant-design/icons';
import { Button, Segmented } from 'antd';
import { useRef, useState } from 'react';
import { replaced, without } from '../model/assign';
import { fromSource, toSource, type Clause, type Condition } from '../model/conditions';
import { isComplete } from '../model/operators';
import { useDesigner } from '../work/designer-context';
import { ClauseRow, type OpenClause } from './clause-row';
import { conditionScope, type Standing } from './condition-scope';
import { ExpressionInput } from './expression-input';

type ConditionEditorProps = Standing & {
  label: string;
  address: string;
  value: string | undefined;
  onChange: (source: string | undefined) => void;
  autoFocus?: boolean;
};
type Rows = { join: Condition['join']; clauses: OpenClause[] };

const isWhole = (clause: OpenClause): clause is Clause => clause.path !== null && isComplete(clause as Clause);
const sourceOf = ({ join, clauses }: Rows): string | undefined => toSource({ join, clauses: clauses.filter(isWhole) }) || undefined;
const EMPTY: OpenClause = { path: null, operator: 'filled', value: { kind: 'none' } };

/** Rows of field, operator and value, joined by and/or; the expression that they make stands below, and can be written by hand. */
export function ConditionEditor({ label, address, value, onChange, autoFocus, rows: inRows, of }: ConditionEditorProps) {
  const designer = useDesigner();
  const { d } = designer.words;
  const [rows, setRows] = useState<Rows>(() => rowsOf(value));
  const [isExpert, setExpert] = useState(() => value !== undefined && fromSource(value) === null);
  const said = useRef(value);
  // Undone, or changed elsewhere: the rows follow. What they say themselves is no news to them.
  if (value !== said.current) {
    said.current = value;
    if (value !== sourceOf(rows)) setRows(rowsOf(value));
  }
  const scope = conditionScope(designer, { rows: inRows, of });
  const change = (next: Rows) => {
    setRows(next);
    const source = sourceOf(next);
    said.current = source;
    if (source !== value) onChange(source);
  };
  const canBuild = value === undefined || fromSource(value) !== null;
  const { clauses, join } = rows;
  return (
    <div className="td-dz-builder" role="group" aria-label={label}>
      {!isExpert && (
        <>
          {clauses.length > 1 && (
            <Segmented<Condition['join']>
              size="small"
              value={join}
              onChange={(next) => change({ ...rows, join: next })}
              options={[
                { value: 'and', label: d('conditions.all') },
                { value: 'or', label: d('conditions.any') },
              ]}
            />
          )}
          {clauses.map((clause, index) => (
            <ClauseRow
              key={index}
              number={index + 1}
              clause={clause}
              scope={scope}
              autoFocus={autoFocus === true && clause.path === null}
              onChange={(next) => change({ ...rows, clauses: replaced(clauses, index, next) })}
              onRemove={clauses.length > 1 ? () => change({ ...rows, clauses: without(clauses, index) }) : undefined}
            />
          ))}
          <Button size="small" type="dashed" icon={<PlusOutlined />} onClick={() => setRows({ ...rows, clauses: [...clauses, EMPTY] })}>
            {d('conditions.addRow')}
          </Button>
        </>
      )}
      {isExpert ? (
        <ExpressionInput
          label={label}
          address={address}
          value={value ?? ''}
          scope={scope}
          onChange={(next) => onChange(next === '' ? undefined : next)}
        />
      ) : (
        value !== undefined && <code className="td-dz-source">{value}</code>
      )}
      <div className="td-dz-builder-foot">
        {isExpert && !canBuild && <span className="td-dz-hint">{d('conditions.onlyText')}</span>}
        <Button
          size="small"
          type="link"
          disabled={isExpert && !canBuild}
          onClick={() => {
            setRows(rowsOf(value));
            setExpert(!isExpert);
          }}
        >
          {d(isExpert ? 'conditions.byRows' : 'conditions.byText')}
        </Button>
      </div>
    </div>
  );
}

function rowsOf(value: string | undefined): Rows {
  const condition = value === undefined ? null : fromSource(value);
  return condition && condition.clauses.length > 0 ? condition : { join: 'and', clauses: [EMPTY] };
}
