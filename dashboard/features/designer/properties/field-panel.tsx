import { Switch } from 'antd';
import { useRef } from 'react';
import { fieldAt, patchField, type FieldRef } from '../model/fields';
import { kindOf } from '../model/kinds';
import { isCommon } from '../model/layout';
import { hasEnglish } from '../model/naming';
import { renameField } from '../model/rename';
import { WordsInputs } from '../pieces/words-inputs';
import { problemsAt, shownField, useDesigner } from '../work/designer-context';
import { ConditionRows } from './condition-rows';
import { ChecksEditor } from './checks-editor';
import { DefaultRow } from './default-row';
import { FieldActs } from './field-acts';
import { FieldRights } from './field-rights';
import { KindOptions } from './kind-options';
import { NameRow } from './name-row';
import { RetypedNote } from './retyped-note';
import { Fold } from './row';

/** Everything about one field or column. What is seldom needed is folded away. */
export function FieldPanel({ field, column }: { field: string; column?: string | undefined }) {
  const { def, view, words, edit, pause, added, isNew, select, nameFor, problems } = useDesigner();
  const { d, say } = words;
  const ref: FieldRef = column === undefined ? { field } : { field, column };
  const own = fieldAt(def, ref);
  const shown = shownField(view, ref);
  const rows = column === undefined ? undefined : fieldAt(def, { field });
  const follows = useRef(own !== undefined && own.name === nameFor(own, rows?.name, own.name));
  if (!shown) return null;
  if (!own || (column === undefined && isCommon(field) && !def.fields.some((one) => one.name === field)))
    return <CommonField field={field} />;
  const address = `fields.${field}${column === undefined ? '' : `.columns.${column}`}`;
  const wrong = problemsAt(problems, def.key, address).filter(
    (problem) => column !== undefined || problem.selection?.kind !== 'field' || problem.selection.column === undefined,
  );
  /** A name that was made of the label follows it, until the field is published. */
  const onLabelDone = () => {
    pause();
    const name = nameFor(own, rows?.name, own.name);
    if (!follows.current || !isNew(ref) || name === own.name) return;
    edit((form) => renameField(form, ref, name), `label.${address}`);
    pause();
    select({ kind: 'field', ...(column === undefined ? { field: name } : { field, column: name }) });
  };
  return (
    <>
      <h2>
        {rows ? `${say(rows)} · ` : ''}
        {say(kindOf(own))}
      </h2>
      <WordsInputs
        value={own}
        autoFocus={added === own.name}
        onChange={(next) => edit((form) => patchField(form, ref, next), `label.${address}`)}
        onDone={onLabelDone}
      />
      {column === undefined && own.convertedFrom !== undefined && <RetypedNote own={own} />}
      {wrong.length > 0 && (
        <ul className="td-dz-wrong" role="alert">
          {wrong.map((problem) => (
            <li key={`${problem.address} ${problem.zh}`}>{say(problem)}</li>
          ))}
        </ul>
      )}
      <NameRow fieldRef={ref} onNamed={() => (follows.current = false)} />
      <div className="td-dz-switches">
        <label>
          <Switch
            size="small"
            checked={own.required === true}
            disabled={own.computed}
            onChange={(on) => edit((form) => patchField(form, ref, { required: on || undefined }))}
          />{' '}
          {d('attributes.required')}
        </label>
        {own.type !== 'json-rows' && own.type !== 'media' && column === undefined && (
          <label>
            <Switch
              size="small"
              checked={own.unique === true}
              disabled={own.type === 'boolean'}
              onChange={(on) =>
                edit((form) => patchField(form, ref, { unique: on || undefined, ...(on ? {} : { uniqueWithin: undefined }) }))
              }
            />{' '}
            {d('attributes.unique')}
          </label>
        )}
        <label>
          <Switch
            size="small"
            checked={own.sensitive === true}
            disabled={own.sensitive === true && !isNew(ref)}
            onChange={(on) => edit((form) => patchField(form, ref, { sensitive: on || undefined }))}
          />{' '}
          {d('attributes.sensitive')}
        </label>
        {column === undefined && own.type !== 'json-rows' && (
          <label>
            <Switch
              size="small"
              checked={own.span === 2}
              onChange={(on) => edit((form) => patchField(form, ref, { span: on ? 2 : undefined }))}
            />{' '}
            {d('props.wide')}
          </label>
        )}
      </div>
      <KindOptions fieldRef={ref} own={own} shown={shown} />
      <ConditionRows fieldRef={ref} own={own} address={address} />
      <Fold
        title={d('props.defaultAndHelp')}
        count={(own.default === undefined ? 0 : 1) + (own.help ? 1 : 0)}
        open={own.default !== undefined || own.help !== undefined}
      >
        <DefaultRow fieldRef={ref} own={own} shown={shown} />
        <WordsInputs
          value={own.help ?? { zh: '', en: '' }}
          labels={{ zh: d('props.helpZh'), en: d('props.helpEn') }}
          onChange={(help) => edit((form) => patchField(form, ref, { help }), `help.${address}`)}
          onDone={pause}
        />
        {own.help && !hasEnglish(own.help) && <span className="td-dz-hint">{d('props.noEnglish')}</span>}
      </Fold>
      <ChecksEditor fieldRef={ref} own={own} address={address} />
      <FieldRights fieldRef={ref} own={own} />
      <FieldActs fieldRef={ref} own={own} />
    </>
  );
}

/** A field that every form has: it can be placed, and nothing else. */
function CommonField({ field }: { field: string }) {
  const { view, words } = useDesigner();
  const { d, say } = words;
  const shown = view.fields.find((one) => one.name === field);
  return (
    <>
      <h2>{shown ? say(shown) : field}</h2>
      <p className="td-dz-hint">{d('props.common')}</p>
      <FieldActs fieldRef={{ field }} own={shown} />
    </>
  );
}
