import type { FieldDefinition } from '../../../config/definition/types';
import { isEmpty } from '../../../config/definition/expression/values';
import type { FormView } from '../../providers/definitions-source';
import type { ActionView } from '../../providers/record-types';
import type { Wording } from '../../providers/i18n';
import { messagesOf, type Messages } from '../record-form/problems';
import type { RecordForm } from '../record-form/record-form';

/** The form as an action's dialog sees it: sections do not count there, an action asks for its fields wherever they stand. */
export const formOfAction = (form: FormView): FormView => ({ ...form, sections: [] });

/** Fields that the action asks for, in the order of the action. */
export const fieldsOfAction = (form: FormView, action: ActionView): FieldDefinition[] =>
  action.fields.flatMap((name) => form.fields.find((field) => field.name === name && !field.computed) ?? []);

/** What the browser can tell before the server does: what the action must have, and values that are none. */
export function problemsOfAction(recordForm: RecordForm, action: ActionView, comment: string, words: Wording): Messages {
  const asked = new Set(action.fields);
  const found = recordForm.check().filter((violation) => asked.has(String(violation.path[0])) && violation.code !== 'required');
  const missing = action.require.filter((name) => isEmpty(recordForm.value(name)) && recordForm.conditionsOf(name).isShown);
  const messages = messagesOf([...missing.map((name) => ({ path: [name], code: 'required' })), ...found], words);
  return action.comment === 'required' && comment.trim() === '' ? { ...messages, comment: [words.t('show.commentRequired')] } : messages;
}
