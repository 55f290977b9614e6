import { expand } from './expand';
import type { Scope } from './expression/evaluate';
import type { FieldDefinition, FormDefinition } from './types';

/** A field for tests; its name is its label. */
export function field(name: string, type: FieldDefinition['type'], more: Partial<FieldDefinition> = {}): FieldDefinition {
  return { name, zh: name, en: name, type, ...more };
}

/** A small expanded form for tests: draft -> open -> closed. */
export function form(fields: FieldDefinition[], more: Partial<FormDefinition> = {}): FormDefinition {
  return expand({
    key: 'paper',
    plural: 'papers-of-test',
    zh: '单据',
    en: 'Paper',
    area: '30-repair',
    kind: 'form',
    numbering: null,
    title: [fields[0]?.name ?? 'remark'],
    fields,
    states: [
      { value: 'draft', zh: '草稿', en: 'Draft', initial: true },
      { value: 'open', zh: '办理中', en: 'Open' },
      { value: 'closed', zh: '已办结', en: 'Closed', final: true },
    ],
    transitions: [
      { action: 'submit', zh: '提交', en: 'Submit', from: ['draft'], to: 'open', by: ['clerk'] },
      { action: 'close', zh: '办结', en: 'Close', from: ['open'], to: 'closed', by: ['clerk'] },
    ],
    list: { columns: [fields[0]?.name ?? 'remark'] },
    access: { create: ['clerk'], edit: ['clerk'] },
    ...more,
  });
}

/** What an expression sees in tests: Monday, 2 November 2026, 09:00 in Shanghai. */
export function scope(record: Record<string, unknown>, more: Partial<Scope> = {}): Scope {
  return {
    record,
    actor: { employee: 'me', roles: ['clerk'], head: false, department: 'dep' },
    today: '2026-11-02',
    now: '2026-11-02T01:00:00.000Z',
    settings: {},
    ...more,
  };
}
