import type { FieldDefinition, StateTone } from '../../config/definition/types';
import type { FormView } from '../providers/definitions-source';

const COLOUR_OF_TONE: Record<StateTone, string> = {
  neutral: 'grey',
  info: 'blue',
  progress: 'blue',
  success: 'green',
  warning: 'amber',
  danger: 'red',
};

/** A field of a form as it is shown and filtered: the state, a plain text in the language, has the form's states as its values. */
export function presentField(form: Pick<FormView, 'fields' | 'states'>, name: string): FieldDefinition | undefined {
  const field = form.fields.find((one) => one.name === name);
  if (field?.name !== 'state') return field;
  return {
    ...field,
    type: 'enum',
    values: form.states.map(({ value, zh, en, tone }) => ({ value, zh, en, color: COLOUR_OF_TONE[tone ?? 'neutral'] })),
  };
}
