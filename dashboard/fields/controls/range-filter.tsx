import { Input } from 'antd';
import { useState } from 'react';
import { useWords } from '../../providers/i18n';
import type { FieldFilter, FilterProps } from '../field-parts';
import { boundOf, rangeOf, rangeWords } from './conditions';

type Numbers = { parse: (text: string) => number | null | undefined; write: (value: number) => string; show: (value: number) => string };

/** From … to … of a number; applied when a bound is complete (left, or Enter). */
export function rangeFilterOf({ parse, write, show }: Numbers) {
  function Control({ value, onChange, label, id }: FilterProps) {
    const { t } = useWords();
    const set = (operator: '$gte' | '$lte', bound: number | null | undefined) =>
      onChange(rangeOf({ $gte: boundOf(value, '$gte'), $lte: boundOf(value, '$lte'), [operator]: bound }));
    const bound = (operator: '$gte' | '$lte', word: string) => (
      <Bound
        key={boundOf(value, operator) ?? ''}
        id={operator === '$gte' ? id : undefined}
        label={`${label ?? ''} ${word}`.trim()}
        placeholder={word}
        text={boundOf(value, operator)}
        parse={parse}
        write={write}
        onDone={(next) => set(operator, next)}
      />
    );
    return (
      <div className="td-range" role="group" aria-label={label}>
        {bound('$gte', t('common.min'))}
        <span aria-hidden="true">–</span>
        {bound('$lte', t('common.max'))}
      </div>
    );
  }
  function Words({ value }: { value: FieldFilter }) {
    const said = (operator: '$gte' | '$lte') => {
      const text = boundOf(value, operator);
      return text === undefined ? undefined : show(Number(text));
    };
    return <>{rangeWords(said('$gte'), said('$lte'))}</>;
  }
  return { Control, Words };
}

type BoundProps = Pick<Numbers, 'parse' | 'write'> & {
  id: string | undefined;
  label: string;
  placeholder: string;
  text: string | undefined;
  onDone: (value: number | null) => void;
};

function Bound({ id, label, placeholder, text, parse, write, onDone }: BoundProps) {
  const [typed, setTyped] = useState(() => (text === undefined ? '' : write(Number(text))));
  const value = parse(typed);
  const done = () => {
    if (value !== undefined && (value === null ? undefined : String(value)) !== text) onDone(value);
  };
  return (
    <Input
      id={id}
      inputMode="decimal"
      aria-label={label}
      placeholder={placeholder}
      status={value === undefined ? 'error' : undefined}
      value={typed}
      onChange={(event) => setTyped(event.target.value)}
      onBlur={done}
      onPressEnter={done}
    />
  );
}
