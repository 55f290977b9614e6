import { memo, useId, useSyncExternalStore } from 'react';
import type { FieldDefinition } from '../../../config/definition/types';
import { useErrorsAt } from '../../fields/field-errors';
import { FieldShow } from '../../fields/field-value';
import { partsOf } from '../../fields/index';
import { useWords } from '../../providers/i18n';
import { isMasked } from '../../providers/record-types';
import { isEmpty } from '../../../config/definition/expression/values';
import { useConditions, useFormValue, useRecordForm } from './form-context';
import { messagesOf, within } from './problems';
import { RequiredMark } from './required-mark';

type FieldFrameProps = {
  field: FieldDefinition;
  /** Must be filled here, whatever the field itself says (an action that asks for it). */
  isAsked?: boolean;
};

/** One field of a form: label above, control, help, messages. Absent while its condition says so. */
export const FieldFrame = memo(function FieldFrame({ field, isAsked }: FieldFrameProps) {
  const form = useRecordForm();
  const { isShown, isRequired, isFixed } = useConditions(field.name);
  if (!isShown || field.archived) return null;
  return isFixed || !form.isWritable(field.name) ? (
    <Fixed field={field} />
  ) : (
    <Writable field={field} isRequired={isRequired || isAsked === true} />
  );
});

function Writable({ field, isRequired }: { field: FieldDefinition; isRequired: boolean }) {
  const words = useWords();
  const { say, t } = words;
  const form = useRecordForm();
  const value = useFormValue(field.name);
  const errors = useErrorsAt(field.name);
  const id = useId();
  const { Input, isGroup, isWide } = partsOf(field);
  const inGroup = isGroup?.(field) ?? false;
  const mask = form.maskOf(field.name);
  const help = mask ? t('edit.maskedEdit') : say(field.help);
  const described = [help && `${id}-help`, errors.length > 0 && `${id}-error`].filter(Boolean).join(' ') || undefined;
  const label = (
    <>
      {say(field)}
      {isRequired && <RequiredMark />}
    </>
  );
  const onBlur = () => {
    // Somebody who only walks through a new form is not told off on the way.
    if (form.isTouched(field.name) || errors.length > 0) form.errors.put(field.name, within(messagesOf(form.check(), words), field.name));
  };
  return (
    <div className="td-field" data-field={field.name} data-wide={field.span === 2 || (field.span !== 1 && isWide?.(field)) || undefined}>
      {inGroup ? (
        <span className="td-label" id={`${id}-label`}>
          {label}
        </span>
      ) : (
        <label className="td-label" id={`${id}-label`} htmlFor={id}>
          {label}
        </label>
      )}
      <Input
        field={field}
        id={id}
        path={field.name}
        labelledBy={`${id}-label`}
        required={isRequired}
        invalid={errors.length > 0}
        describedBy={described}
        placeholder={mask}
        value={value}
        onChange={(next) => form.set(field.name, next)}
        onBlur={onBlur}
      />
      {help && (
        <div id={`${id}-help`} className="td-help">
          {help}
        </div>
      )}
      {errors.length > 0 && (
        <div id={`${id}-error`} className="td-error">
          {errors.map((message) => (
            <div key={message}>{message}</div>
          ))}
        </div>
      )}
    </div>
  );
}

/** A value that is not for this person, or not for now: shown where it stands, with what the formula makes of it. */
function Fixed({ field }: { field: FieldDefinition }) {
  const { say, t } = useWords();
  const form = useRecordForm();
  const value = useFormValue(field.name);
  const worked = useSyncExternalStore(form.subscribe, () => form.computed()[field.name]);
  const errors = useErrorsAt(field.name);
  const shown = field.formula ? worked : (form.maskOf(field.name) ?? value);
  // What the system fills in later says nothing yet.
  if (isEmpty(shown) && errors.length === 0 && !field.formula) return null;
  const { isWide } = partsOf(field);
  return (
    <div className="td-field" data-field={field.name} data-fixed data-wide={isWide?.(field) || undefined}>
      <span className="td-label" title={field.computed ? t('edit.computed') : t('edit.readonlyHere')}>
        {say(field)}
      </span>
      <div className="td-fixed-value">
        {isMasked(shown) ? <span className="td-masked">{shown}</span> : <FieldShow field={field} value={shown} />}
      </div>
      {errors.map((message) => (
        <div key={message} className="td-error">
          {message}
        </div>
      ))}
    </div>
  );
}
