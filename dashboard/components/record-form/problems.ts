import type { Violation } from '../../../config/definition/types';
import { messageOf } from '../../../config/messages/messages';
import type { OnTheirWay } from '../../fields/media/on-its-way';
import type { ApiViolation } from '../../providers/api-error';
import type { FormView } from '../../providers/definitions-source';
import type { Wording } from '../../providers/i18n';

export type Messages = Record<string, string[]>;

/** Messages by dotted path, of the browser's own check. The words are those of the server. */
export function messagesOf(violations: Violation[], { lang }: Pick<Wording, 'lang'>): Messages {
  const missing = new Set(violations.filter(({ code }) => code === 'required').map(({ path }) => path.join('.')));
  // What is not there has no other fault.
  const told = violations.filter(({ path, code }) => code === 'required' || !missing.has(path.join('.')));
  return group(
    told.map(({ path, code, params, message }) => ({
      path: path.join('.'),
      message: message ? message[lang] || message.zh : messageOf(code, params ?? {}, lang),
    })),
  );
}

/** The same of an answer of the server. */
export const messagesOfAnswer = (violations: ApiViolation[]): Messages => group(violations);

function group(found: { path: string; message: string }[]): Messages {
  const messages: Messages = {};
  for (const { path, message } of found) if (!messages[path]?.includes(message)) (messages[path] ??= []).push(message);
  return messages;
}

/** Only what is wrong with one field and inside it. */
export const within = (messages: Messages, field: string): Messages =>
  Object.fromEntries(Object.entries(messages).filter(([path]) => path === field || path.startsWith(`${field}.`)));

/** `材料明细 · 第 2 行 · 数量` of `materials.1.quantity`. */
export function placeOf(form: FormView, path: string, { say, t }: Wording): string {
  const [name = '', index, columnName] = path.split('.');
  const field = form.fields.find((one) => one.name === name);
  if (!field) return name === 'comment' ? t('common.comment') : '';
  const column = field.columns?.find((one) => one.name === columnName);
  const row = index !== undefined && /^\d+$/.test(index) && field.columns ? t('edit.row', { row: Number(index) + 1 }) : null;
  return [say(field), row, column && say(column)].filter(Boolean).join(' · ');
}

/** What is wrong once all files of the form have arrived; one that did not is told at its field, beside the rest. */
export async function onceArrived(files: OnTheirWay, { t }: Wording, problems: () => Messages): Promise<Messages> {
  const missing = await files.missing();
  const found = { ...problems() };
  for (const { path, name } of missing) found[path] = [...(found[path] ?? []), t('fields.notArrived', { name })];
  return found;
}
