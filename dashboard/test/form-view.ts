import { expand } from '../../config/definition/expand';
import type { FieldDefinition, FormDefinition } from '../../config/definition/types';
import type { FormView } from '../providers/definitions-source';

/** A form as the API gives it, of the fields that matter to the test; its caller may write everything. */
export function formView(part: Partial<FormDefinition> & { key: string; fields: FieldDefinition[] }): FormView {
  const form = expand({
    plural: `${part.key}s`,
    zh: part.key,
    en: part.key,
    area: 'test',
    kind: 'form',
    numbering: null,
    title: [part.fields[0]?.name ?? 'number'],
    states: [{ value: 'open', zh: '已登记', en: 'Open', initial: true, editable: true }],
    transitions: [],
    list: { columns: [] },
    access: { create: ['tester'], edit: ['tester'] },
    ...part,
  });
  const rights = Object.fromEntries(form.fields.map((field) => [field.name, 'write' as const]));
  return { ...form, can: { create: true, edit: true, import: true, export: true, archive: true, fields: rights } };
}
