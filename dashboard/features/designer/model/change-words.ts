import type { DefinitionChange } from '../../../../config/definition/changes';
import { isObject } from '../../../../config/definition/expression/values';
import type { FieldDefinition, FormDefinition } from '../../../../config/definition/types';
import type { DesignerWording, DesignerWordKey } from '../words/use-designer-words';
import { kindOf } from './kinds';
import { placeOfAddress, type Part, type Selection } from './problems';

export type ChangeLine = {
  address: string;
  part: Part;
  selection: Selection | null;
  text: string;
  /** Values before and after, where they say more than the sentence. */ before?: string;
  after?: string;
};

/** What speaks of a definition in words: the form before and after, and the names of roles. */
export type ChangeSource = {
  before: FormDefinition | null;
  after: FormDefinition;
  roleWord: (role: string) => string;
  words: DesignerWording;
};

/** Changes as people would say them, in the order of the parts. */
export function changeLines(changes: DefinitionChange[], source: ChangeSource): ChangeLine[] {
  return changes.map((change) => changeLine(change, source)).filter((line) => line !== null);
}

function changeLine(change: DefinitionChange, source: ChangeSource): ChangeLine | null {
  const path = change.address.split('.');
  const { d } = source.words;
  const place = placeOfAddress(path, source.after);
  const subject = subjectOf(path, source);
  const line = (text: string): ChangeLine => ({ address: change.address, ...place, text });
  if (path.at(-1) === 'archived') return line(d(change.kind === 'added' ? 'changes.archived' : 'changes.restored', { what: subject.name }));
  if (subject.rest.length === 0) {
    if (change.kind === 'moved') return line(d('changes.moved', { what: subject.name }));
    if (change.kind === 'added') return line(d('changes.added', { what: withKind(subject.name, change.after, source) }));
    if (change.kind === 'removed') return line(d('changes.removed', { what: subject.name }));
  }
  const what = [subject.name, ...subject.rest.map((step) => attributeWord(step, source.words))].filter((part) => part !== '').join(' · ');
  if (change.kind === 'moved') return line(d('changes.moved', { what }));
  // What was left out and what is switched off are the same.
  if (isOff(change.before) && isOff(change.after)) return null;
  if (isNames(change.before) && isNames(change.after)) return line(namesChanged(what, change.before, change.after, source));
  return { ...line(d('changes.changed', { what })), before: valueWords(change.before, source), after: valueWords(change.after, source) };
}

const isOff = (value: unknown): boolean => value === null || value === undefined || value === false;
const isNames = (value: unknown): value is string[] => Array.isArray(value) && value.every((item) => typeof item === 'string');

/** A list of names says what came and what went; only where neither did, the order has changed. */
function namesChanged(what: string, before: string[], after: string[], source: ChangeSource): string {
  const { d, t } = source.words;
  const listed = (names: string[]): string => names.map((name) => valueWords(name, source)).join(t('common.and'));
  const [came, went] = [after.filter((name) => !before.includes(name)), before.filter((name) => !after.includes(name))];
  if (came.length === 0 && went.length === 0) return d('changes.moved', { what });
  return [
    d('changes.changed', { what }),
    came.length > 0 && d('changes.came', { names: listed(came) }),
    went.length > 0 && d('changes.went', { names: listed(went) }),
  ]
    .filter(Boolean)
    .join(' ');
}

type Subject = { name: string; rest: string[] };

/** The thing that a change is about, and the steps below it that are left. */
function subjectOf(path: string[], { before, after, words }: ChangeSource): Subject {
  const [head = '', name, ...rest] = path;
  const { d, say } = words;
  const word = (list: ((def: FormDefinition) => { zh: string; en: string } | undefined) | null): string =>
    list ? say(list(after) ?? (before ? list(before) : undefined)) : '';
  if (name === undefined) return { name: attributeWord(head, words), rest: [] };
  switch (head) {
    case 'fields':
      return fieldSubject(name, rest, { before, after, words });
    case 'sections':
      return { name: d('changes.section', { name: word((def) => def.sections?.find((one) => one.key === name)) || name }), rest };
    case 'states':
      return { name: d('changes.state', { name: word((def) => def.states.find((one) => one.value === name)) || name }), rest };
    case 'transitions':
      return {
        name: d('changes.action', { name: word((def) => def.transitions.find((one) => one.action === name.replace(/\(.*$/, ''))) || name }),
        rest,
      };
    case 'papers':
      return { name: d('changes.paper', { name: word((def) => def.papers?.find((one) => one.key === name)) || name }), rest };
    default:
      return { name: attributeWord(head, words), rest: [name, ...rest] };
  }
}

function fieldSubject(name: string, rest: string[], { before, after, words }: Pick<ChangeSource, 'before' | 'after' | 'words'>): Subject {
  const find = (fields: FieldDefinition[] | undefined, wanted: string): FieldDefinition | undefined =>
    fields?.find((field) => field.name === wanted);
  const field = find(after.fields, name) ?? find(before?.fields, name);
  const own = words.d('changes.field', { name: field ? words.say(field) : name });
  const [part, inner, ...deeper] = rest;
  if (part === 'columns' && inner !== undefined) {
    const column = find(find(after.fields, name)?.columns, inner) ?? find(find(before?.fields, name)?.columns, inner);
    return { name: `${own} · ${words.d('changes.column', { name: column ? words.say(column) : inner })}`, rest: deeper };
  }
  if (part === 'values' && inner !== undefined) {
    const option = [after, before].flatMap((def) => find(def?.fields, name)?.values ?? []).find((entry) => String(entry.value) === inner);
    return { name: `${own} · ${words.d('changes.option', { name: option ? words.say(option) : inner })}`, rest: deeper };
  }
  return { name: own, rest };
}

/** A new field says what it is. */
function withKind(name: string, after: unknown, { words }: ChangeSource): string {
  const isField = isObject(after) && typeof after.type === 'string' && typeof after.name === 'string';
  return isField ? `${name}(${words.say(kindOf(after as unknown as FieldDefinition))})` : name;
}

/** The word of a key of the language; a key that has none stands as it is. */
export function attributeWord(key: string, { d }: Pick<DesignerWording, 'd'>): string {
  const text = d(`attributes.${key}` as DesignerWordKey);
  return text === 'undefined' ? key : text;
}

const LONG = 120;

/** A value of a definition, short enough for one line. */
export function valueWords(value: unknown, source: ChangeSource): string {
  const { d, say, t } = source.words;
  if (value === null || value === undefined) return d('changes.nothing');
  if (typeof value === 'boolean') return t(value ? 'common.yes' : 'common.no');
  if (typeof value === 'string' || typeof value === 'number') return cut(nameOfValue(String(value), source));
  if (Array.isArray(value))
    return value.length === 0 ? d('changes.nothing') : cut(value.map((item: unknown) => valueWords(item, source)).join(t('common.and')));
  if (!isObject(value)) return '';
  if (typeof value.zh === 'string') return cut(say(value as { zh: string; en: string }));
  if (typeof value.check === 'string') return cut(value.check);
  return cut(
    Object.entries(value)
      .map(([key, inner]) => `${attributeWord(key, source.words)} ${valueWords(inner, source)}`)
      .join('; '),
  );
}

/** Names of fields, states and roles are said in words. */
function nameOfValue(text: string, { after, before, roleWord, words }: ChangeSource): string {
  const name = text.replace(/^-/, '');
  const field = after.fields.find((one) => one.name === name) ?? before?.fields.find((one) => one.name === name);
  if (field) return words.say(field);
  const state = after.states.find((one) => one.value === text);
  return state ? words.say(state) : roleWord(text);
}

const cut = (text: string): string => (text.length > LONG ? `${text.slice(0, LONG)}…` : text);
