import { Input } from 'antd';
import { useId, useState } from 'react';
import type { Words } from '../../../../config/definition/types';
import { hasEnglish } from '../model/naming';
import { useDesignerWords } from '../words/use-designer-words';

type WordsInputsProps = {
  value: Partial<Words>;
  onChange: (words: Words) => void;
  /** The input was left: names may now be made of the words. */
  onDone?: () => void;
  labels?: { zh: string; en: string };
  autoFocus?: boolean;
  disabled?: boolean;
  /** A long text: several lines. */
  isLong?: boolean;
};

/** A word in both languages. While there is no English one, the Chinese stands in its place, and a hint says so. */
export function WordsInputs({ value, onChange, onDone, labels, autoFocus, disabled, isLong }: WordsInputsProps) {
  const { d } = useDesignerWords();
  const id = useId();
  const english = hasEnglish(value) ? (value.en ?? '') : value.en === value.zh ? '' : (value.en ?? '');
  const Control = isLong ? Input.TextArea : Input;
  const [isEmpty, setEmpty] = useState(false);
  return (
    <div className="td-dz-words" onBlur={onDone}>
      <div className="td-field">
        <label className="td-label" htmlFor={`${id}-zh`}>
          {labels?.zh ?? d('props.zh')}
        </label>
        <Control
          id={`${id}-zh`}
          value={isEmpty ? '' : value.zh}
          autoFocus={autoFocus}
          disabled={disabled}
          status={isEmpty ? 'error' : undefined}
          onFocus={(event) => autoFocus && event.target.select()}
          onChange={(event) => {
            const zh = event.target.value;
            setEmpty(zh.trim() === '');
            // A word that is being typed anew keeps its last letters until the next ones come: a definition has no empty words.
            if (zh.trim() !== '') onChange({ zh, en: english.trim() === '' ? zh : english });
          }}
          onBlur={() => setEmpty(false)}
        />
      </div>
      <div className="td-field">
        <label className="td-label" htmlFor={`${id}-en`}>
          {labels?.en ?? d('props.en')}
        </label>
        <Control
          id={`${id}-en`}
          value={english}
          disabled={disabled}
          aria-describedby={english === '' ? `${id}-hint` : undefined}
          onChange={(event) =>
            onChange({ zh: value.zh ?? '', en: event.target.value.trim() === '' ? (value.zh ?? '') : event.target.value })
          }
        />
        {english === '' && !disabled && Boolean(value.zh) && (
          <span id={`${id}-hint`} className="td-dz-hint">
            {d('props.noEnglish')}
          </span>
        )}
      </div>
    </div>
  );
}
