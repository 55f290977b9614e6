/**
 * A small form as its file would say it, for starts with other files: what it is called, and its fields a line each. One of them is
 * `subject`.
 */
export const probeSheet = (zh: string, fields: string[], columns = ['number', 'subject']): string => `key: probe-sheet
plural: probe-sheets
zh: ${zh}
en: Probe sheet
area: 30-repair
kind: form
numbering: {book: probe-sheet, pattern: "TS-{seq:4}"}
title: [number]
fields:
${fields.map((line) => `  - ${line}`).join('\n')}
states:
  - {value: open, zh: 开, en: Open, initial: true}
  - {value: done, zh: 完, en: Done, final: true}
transitions:
  - {action: finish, zh: 完成, en: Finish, from: [open], to: done, by: [customer-service-assistant]}
list: {columns: [${columns.join(', ')}]}
access: {create: [customer-service-assistant], edit: [customer-service-assistant]}
`;
export const SUBJECT = '{name: subject, zh: 事由, en: Subject, type: string, required: true}';
