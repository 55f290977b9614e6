import { Button } from 'antd';
import { useState } from 'react';
import { useDesigner } from '../work/designer-context';
import { ConditionEditor } from './condition-editor';
import { conditionScope, type Standing } from './condition-scope';
import { conditionWords } from './condition-words';

type ConditionRowProps = Standing & {
  title: string;
  /** What holds while there is no condition. */
  none: string;
  address: string;
  value: string | undefined;
  onChange: (source: string | undefined) => void;
};

/** One condition of something: said in words, and opened to be built. */
export function ConditionRow({ title, none, address, value, onChange, ...standing }: ConditionRowProps) {
  const designer = useDesigner();
  const { d } = designer.words;
  const [isOpen, setOpen] = useState(false);
  const said =
    value === undefined
      ? none
      : value === 'true'
        ? d('conditions.alwaysSo')
        : conditionWords(value, conditionScope(designer, standing), designer.words);
  return (
    <div className="td-dz-condition" data-open={isOpen || undefined}>
      <div className="td-dz-condition-head">
        <span>
          <b>{title}</b>
          {!isOpen && <span className="td-dz-said">{said}</span>}
        </span>
        {isOpen ? (
          <Button size="small" onClick={() => setOpen(false)}>
            {d('conditions.done')}
          </Button>
        ) : (
          <Button
            size="small"
            type={value === undefined ? 'dashed' : 'default'}
            aria-label={`${d(value === undefined ? 'conditions.set' : 'conditions.change')} ${title}`}
            onClick={() => setOpen(true)}
          >
            {d(value === undefined ? 'conditions.set' : 'conditions.change')}
          </Button>
        )}
      </div>
      {isOpen && (
        <>
          <ConditionEditor label={title} address={address} value={value} onChange={onChange} autoFocus {...standing} />
          {value !== undefined && (
            <Button
              size="small"
              type="link"
              danger
              onClick={() => {
                onChange(undefined);
                setOpen(false);
              }}
            >
              {d('conditions.clear')}
            </Button>
          )}
        </>
      )}
    </div>
  );
}
