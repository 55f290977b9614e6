import type { AccessDefinition, FieldDefinition, FormDefinition, RoleKey, Words } from '../../../../config/definition/types';
import { initials, keyName, pluralOf, type Syllables } from './naming';

/** What the first screen asks about a new form. */
export type NewForm = Words & { area: string; kind: FormDefinition['kind']; fillers: RoleKey[]; managers: RoleKey[] };

/** Keys of a new form that nobody has. */
export function keysOf(words: Words, taken: string[], syllables: Syllables): { key: string; plural: string } {
  const key = keyName(words, taken, syllables);
  return { key, plural: pluralOf(key, [...taken, key]) };
}

/** A form with one state on the way and one at its end: enough to be published, and to be built on. */
export function newForm(
  about: NewForm,
  keys: { key: string; plural: string },
  fields: FieldDefinition[],
  syllables: Syllables,
): FormDefinition {
  const { zh, en, area, kind } = about;
  const shown = fields.filter((field) => !['media', 'json-rows', 'text'].includes(field.type));
  const titles = fields.filter((field) => ['string', 'enum', 'relation'].includes(field.type) && !field.sensitive);
  const texts = fields.filter((field) => field.type === 'string' && !field.sensitive);
  const isMaster = kind === 'master';
  return {
    key: keys.key,
    plural: keys.plural,
    zh,
    en,
    area,
    kind,
    numbering: { book: keys.key, pattern: `${initials(about, syllables)}-${isMaster ? '' : '{yyyy}-'}{seq:4}` },
    title: titles.length > 0 ? titles.slice(0, 1).map((field) => field.name) : ['number'],
    fields,
    sections: [{ key: 'main', zh: '基本信息', en: 'Details', fields: fields.map((field) => field.name) }],
    states: isMaster ? MASTER_STATES : PAPER_STATES,
    transitions: isMaster
      ? [{ action: 'disable', zh: '停用', en: 'Switch off', from: ['active'], to: 'inactive', by: about.managers, inbox: false }]
      : [{ action: 'finish', zh: '办结', en: 'Finish', from: ['open'], to: 'done', by: about.fillers, inbox: false }],
    list: {
      columns: ['number', ...shown.slice(0, 7).map((field) => field.name), 'state'],
      ...(isMaster ? {} : { tabs: 'state' }),
      ...(texts.length > 0 ? { search: ['number', ...texts.slice(0, 4).map((field) => field.name)] } : {}),
      sort: '-registeredAt',
    },
    access: accessOf(about),
  };
}

const PAPER_STATES: FormDefinition['states'] = [
  { value: 'open', zh: '办理中', en: 'Open', initial: true, tone: 'progress', editable: true },
  { value: 'done', zh: '已办结', en: 'Done', final: true, tone: 'success' },
];
const MASTER_STATES: FormDefinition['states'] = [
  { value: 'active', zh: '启用', en: 'Active', initial: true, tone: 'success', editable: true },
  { value: 'inactive', zh: '停用', en: 'Inactive', final: true, tone: 'neutral' },
];

function accessOf({ fillers, managers }: NewForm): AccessDefinition {
  return { create: fillers, edit: fillers, read: Object.fromEntries(fillers.map((role) => [role, 'site'])), import: managers };
}

/** The same form under another name: its words, numbers and papers are its own. */
export function copyForm(
  source: FormDefinition,
  about: NewForm,
  keys: { key: string; plural: string },
  syllables: Syllables,
): FormDefinition {
  const {
    rules: _rules,
    kpis: _kpis,
    sla: _sla,
    manual: _manual,
    basis: _basis,
    notes: _notes,
    sample: _sample,
    version: _version,
    tier: _tier,
    ...rest
  } = structuredClone(source);
  const unlocked = (field: FieldDefinition): FieldDefinition => {
    const { locked: _locked, source: _source, ...own } = field;
    return { ...own, ...(own.columns ? { columns: own.columns.map(unlocked) } : {}) };
  };
  return {
    ...rest,
    ...keys,
    zh: about.zh,
    en: about.en,
    area: about.area,
    fields: rest.fields.filter((field) => !field.archived).map(unlocked),
    numbering: rest.numbering && { book: keys.key, pattern: `${initials(about, syllables)}-{yyyy}-{seq:4}` },
    // Effects and named rules belong to the form that was copied: its follow-on records are not this one's.
    transitions: rest.transitions.map(({ rules: _own, effects, needs: _needs, sample: _data, notYet: _notYet, ...transition }) => ({
      ...transition,
      ...(effects ? { effects: effects.filter((effect) => 'notify' in effect) } : {}),
    })),
    papers: rest.papers?.map(({ template: _template, ...paper }) => ({ ...paper, zh: about.zh, en: about.en })),
  };
}
