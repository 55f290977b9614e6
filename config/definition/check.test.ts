import { checkDefinition, type CheckContext } from './check';
import { field, form } from './test-forms';
import type { FormDefinition, TransitionDefinition } from './types';

const employee = form([field('name', 'string')], { key: 'employee', plural: 'employees' });
const bill = form([field('paper', 'relation', { target: 'paper' }), field('fee', 'money'), field('note', 'text')], {
  key: 'bill',
  plural: 'bills',
  numbering: { book: 'bill', pattern: 'ZD-{yyyy}-{seq:4}' },
});
const context: CheckContext = {
  forms: [employee, bill],
  roles: ['clerk', 'finance', 'customer-service-supervisor', 'administrator'],
  rules: ['paid-up'],
  effects: ['bill-it'],
  enums: { grade: [{ value: 'one', zh: '一', en: 'One' }] },
  laterForms: ['meter', 'site'],
  settings: ['limit'],
  scopes: ['site', 'own'],
  areas: ['30-repair'],
  papers: ['slip'],
  checklists: ['daily'],
};
const fields = [
  field('name', 'string'),
  field('fee', 'money'),
  field('due', 'date'),
  field('bill', 'relation', { target: 'bill' }),
  field('handler', 'relation', { target: 'employee' }),
  field('lines', 'json-rows', { columns: [field('n', 'integer')] }),
];
const issues = (def: FormDefinition): string[] =>
  checkDefinition(def, { ...context, forms: [...context.forms, def] }).map((issue) => `${issue.address}: ${issue.en}`);
const withField = (name: string, type: (typeof fields)[0]['type'], more = {}): string[] =>
  issues(form([...fields, field(name, type, more)]));
const withForm = (more: Partial<FormDefinition>): string[] => issues(form(fields, more));
const withTransition = (more: Partial<TransitionDefinition>): string[] => {
  const def = form(fields);
  return issues({ ...def, transitions: def.transitions.map((entry) => (entry.action === 'close' ? { ...entry, ...more } : entry)) });
};

test('a good form has no issues', () => {
  expect(withForm({})).toEqual([]);
});

test('every issue has words in both languages and an address below its form', () => {
  for (const issue of checkDefinition(form([field('Fee', 'money', { pattern: 'x', default: 'y' })], { key: 'Bad Key' }), context)) {
    expect(issue.address).toMatch(/^Bad Key\./);
    expect(issue.zh).toMatch(/\p{Script=Han}/u);
    expect(issue.en).not.toMatch(/\p{Script=Han}/u);
  }
});

test('rows to start with are rows of their field', () => {
  expect(
    withField('x', 'json-rows', { columns: [field('n', 'integer'), field('ok', 'boolean')], default: [{ n: 1 }, { n: 2, ok: true }] }),
  ).toEqual([]);
});

describe('names', () => {
  test.each([
    [{ key: 'Work_Order' }, /^Work_Order\.key: must be kebab-case/],
    [{ plural: 'forms' }, 'paper.plural: "forms" is an address of the product itself'],
    [{ plural: 'designer' }, /address of the product itself/],
    [{ plural: 'bills' }, 'paper.plural: is taken by the form "bill"'],
    [{ plural: 'paper' }, /must differ from the key/],
    [{ area: '30-repiar' }, 'paper.area: unknown area "30-repiar" (did you mean "30-repair"?)'],
  ] as [Partial<FormDefinition>, string | RegExp][])('%j', (more, message) => {
    expect(withForm(more).some((found) => (typeof message === 'string' ? found === message : message.test(found)))).toBe(true);
  });
  test('fields are camelCase, unique also by their column, and not taken by the product', () => {
    expect(withField('Fee2', 'money')).toEqual([expect.stringMatching(/^paper\.fields\.Fee2: must begin with a lower-case letter/)]);
    expect(withField('FEE'.toLowerCase(), 'money')[0]).toBe('paper.fields.fee: "fee" stands twice');
    expect(withField('createdAt', 'date')).toContain('paper.fields.createdAt: "createdAt" is a reserved name');
    expect(withField('registeredBy', 'string')).toContain('paper.fields.registeredBy.type: every record has this field; its type is fixed');
    const rows = (name: string, storage: 'json' | 'table'): string[] =>
      withField('rows', 'json-rows', { storage, columns: [field(name, 'integer')] });
    expect(rows('position', 'table')).toEqual(['paper.fields.rows.columns.position: "position" is a reserved name']);
    expect(['position', 'status', 'record', 'self'].flatMap((name) => rows(name, 'json'))).toEqual([]);
    expect(rows('id', 'json')).toEqual(['paper.fields.rows.columns.id: "id" is a reserved name']);
  });
});

describe('fields', () => {
  test.each([
    ['enum', {}, 'paper.fields.x: an enum needs values or enumRef'],
    ['enum', { enumRef: 'grad' }, 'paper.fields.x.enumRef: unknown list "grad" (did you mean "grade"?)'],
    ['enum', { enumRef: 'grade', allow: ['two'] }, 'paper.fields.x.allow: unknown value "two"'],
    [
      'enum',
      {
        values: [
          { value: 1, zh: '一', en: 'a' },
          { value: '1', zh: '二', en: 'b' },
        ],
      },
      'paper.fields.x.values.1: the value "1" stands twice',
    ],
    ['relation', {}, 'paper.fields.x.target: a relation needs a target'],
    ['relation', { target: 'bil' }, 'paper.fields.x.target: unknown form "bil" (did you mean "bill"?)'],
    ['string', { min: 1 }, 'paper.fields.x.min: a field of type string has no min'],
    ['string', { format: 'photo' }, 'paper.fields.x.format: a field of type string has no format photo'],
    ['string', { maxLength: 300 }, /must be between 1 and 255/],
    ['string', { pattern: '(?<=a)b' }, /^paper\.fields\.x\.pattern: /],
    ['integer', { min: 5, max: 1 }, 'paper.fields.x.min: min is above max'],
    ['money', { formula: 'fee' }, 'paper.fields.x.formula: a formula needs computed: true'],
    [
      'json-rows',
      { columns: [field('n', 'integer')], default: [{ n: 'drei' }] },
      'paper.fields.x.default[0].n: is no row of this field (not_a_number)',
    ],
    [
      'json-rows',
      { columns: [field('n', 'integer')], default: [{ n: 1 }, { m: 2 }] },
      'paper.fields.x.default[1].m: is no row of this field (unknown_field)',
    ],
    ['json-rows', { columns: [field('n', 'integer')], default: 5 }, 'paper.fields.x.default: is no row of this field (not_a_list)'],
    [
      'json-rows',
      { columns: [field('who', 'relation', { target: 'employee' })], default: [{ who: 'e1' }] },
      'paper.fields.x.default: rows to start with cannot name records or files (who)',
    ],
    ['money', { default: 1.5 }, 'paper.fields.x.default: is no value of this field (not_an_integer)'],
    ['money', { default: '=name' }, /^paper\.fields\.x\.default: This must be a number but is a text/],
    ['date', { min: 'fee' }, /^paper\.fields\.x\.min: This must be a date but is a number/],
    ['boolean', { requiredIf: 'fee' }, /^paper\.fields\.x\.requiredIf: This must be yes or no but is a number/],
    ['boolean', { visible: 'fe > 0' }, /^paper\.fields\.x\.visible: There is no field "fe" \(did you mean "fee"\?\)/],
    ['boolean', { requiredAt: 'clse' }, 'paper.fields.x.requiredAt: unknown action "clse" (did you mean "close"?)'],
    ['money', { access: { read: ['finanse'] } }, 'paper.fields.x.access.read: unknown role "finanse" (did you mean "finance"?)'],
    ['string', { unique: true, uniqueWithin: 'bil' }, 'paper.fields.x.uniqueWithin: unknown field "bil" (did you mean "bill"?)'],
    [
      'json-rows',
      { template: 'dayly', columns: [field('n', 'integer')] },
      'paper.fields.x.template: unknown checklist "dayly" (did you mean "daily"?)',
    ],
    ['json-rows', { columns: [field('n', 'json-rows')] }, 'paper.fields.x.columns.n.type: rows cannot hold this type'],
    [
      'json-rows',
      { columns: [field('n', 'integer', { visible: 'm > fee' })] },
      /^paper\.fields\.x\.columns\.n\.visible: There is no field "m"/,
    ],
    [
      'relation',
      { target: 'bill', pick: "state == 'paid' and fee > self.fee" },
      /^paper\.fields\.x\.pick: "paid" is not one of the values/,
    ],
    ['money', { computed: true, formula: 'x2' }, /There is no field "x2"/],
  ] as const)('%s %j', (type, more, message) => {
    const found = withField('x', type, more);
    expect(found).toHaveLength(1);
    if (typeof message === 'string') expect(found[0]).toBe(message);
    else expect(found[0]).toMatch(message);
  });
  test('a relation may point to a form that comes later', () => {
    expect(withField('meter', 'relation', { target: 'meter', pick: "anything == 'goes'" })).toEqual([]);
  });
  test('formulas in a circle', () => {
    const def = form([
      ...fields,
      field('a', 'money', { computed: true, formula: 'b' }),
      field('b', 'money', { computed: true, formula: 'a' }),
    ]);
    expect(issues(def)).toEqual([
      'paper.fields.a.formula: formulas need each other in a circle',
      'paper.fields.b.formula: formulas need each other in a circle',
    ]);
  });
});

describe('the workflow', () => {
  test.each([
    [{ to: 'closd' }, 'paper.transitions.close.to: unknown state "closd" (did you mean "closed"?)'],
    [{ by: ['finanse'] }, 'paper.transitions.close.by: unknown role "finanse" (did you mean "finance"?)'],
    [{ notBy: ['fee'] }, 'paper.transitions.close.notBy: "fee" names no employee'],
    [{ notBy: ['action:submitt'] }, 'paper.transitions.close.notBy: unknown action "submitt" (did you mean "submit"?)'],
    [{ fields: ['registeredAt'] }, 'paper.transitions.close.fields: "registeredAt" is filled by the system, nobody can enter it'],
    [{ require: ['nmae'] }, 'paper.transitions.close.require: unknown field "nmae" (did you mean "name"?)'],
    [
      { guard: [{ check: 'fee', zh: '一', en: 'a', field: 'fees' }] },
      'paper.transitions.close.guard[0].field: unknown field "fees" (did you mean "fee"?)',
    ],
    [{ inboxOnly: { name: 'urgent', due: null } }, undefined],
    [{ inboxOnly: { nmae: 'urgent' } }, 'paper.transitions.close.inboxOnly: unknown field "nmae" (did you mean "name"?)'],
    [{ inboxOnly: { fee: 1 } }, /^paper\.transitions\.close\.inboxOnly\.fee: only choices/],
    [{ rules: [{ rule: 'payed-up' }] }, 'paper.transitions.close.rules: unknown rule "payed-up" (did you mean "paid-up"?)'],
    [
      { rules: [{ rule: 'paid-up', load: { bills: { form: 'bill', via: 'fee' } } }] },
      'paper.transitions.close.rules.paid-up.load.bills.via: "fee" does not point to this form',
    ],
    [{ rules: [{ rule: 'paid-up', load: { bills: { form: 'bill', states: ['paid'] } } }] }, /load\.bills\.states: unknown state "paid"/],
    [{ set: { due: 'fee' } }, /^paper\.transitions\.close\.set\.due: This must be a date but is a number/],
    [{ set: { duee: 'today()' } }, 'paper.transitions.close.set.duee: unknown field "duee" (did you mean "due"?)'],
    [{ effects: [{ run: 'bill-itt' }] }, 'paper.transitions.close.effects[0].run: unknown effect "bill-itt" (did you mean "bill-it"?)'],
    [
      { effects: [{ create: { form: 'bill', values: { fe: 'fee' } } }] },
      'paper.transitions.close.effects[0].create.values.fe: unknown field "fe" (did you mean "fee"?)',
    ],
    [{ effects: [{ create: { form: 'bill', values: { fee: 'n' }, each: 'lines' } }] }, undefined],
    [{ effects: [{ act: { action: 'pay', on: 'bill' } }] }, 'paper.transitions.close.effects[0].act.action: unknown action "pay"'],
    [{ effects: [{ act: { action: 'close', form: 'bill', via: 'paper' } }] }, undefined],
    [
      { effects: [{ act: { action: 'close', form: 'bill', via: 'fee' } }] },
      'paper.transitions.close.effects[0].act.via: "fee" does not point to this form',
    ],
    [
      { effects: [{ update: { on: 'fee', values: {} } }] },
      'paper.transitions.close.effects[0].update.on: the field "fee" cannot stand here',
    ],
    [{ effects: [{ notify: { zh: '一', en: 'a' } }] }, 'paper.transitions.close.effects[0].notify: needs roles or employees'],
    [{ effects: [{ notify: { employees: ['handler'], zh: '一', en: 'a' }, when: 'fee' }] }, /effects\[0\]\.when: This must be yes or no/],
    [
      { approval: { mode: 'ratio', approvers: [{ role: 'clerk' }] } },
      'paper.transitions.close.approval.ratio: must be above 0 and at most 1',
    ],
    [
      { approval: { mode: 'all', approvers: [{ role: 'clark' }] } },
      'paper.transitions.close.approval.approvers: unknown role "clark" (did you mean "clerk"?)',
    ],
    [
      { approval: { mode: 'any', approvers: [{ role: 'clerk' }], timeout: { limit: 'soon', then: 'remind' } } },
      /timeout\.limit: must be such as 2d/,
    ],
    [{ auto: { when: 'due' } }, /auto\.when: This must be yes or no/],
    [{ from: ['draft', 'open'], action: 'submit' }, 'paper.transitions.submit: "submit" stands twice for the state "draft"'],
  ] as [Partial<TransitionDefinition>, string | RegExp | undefined][])('%j', (more, message) => {
    const found = withTransition(more);
    if (message === undefined) expect(found).toEqual([]);
    else expect(found.some((text) => (typeof message === 'string' ? text === message : message.test(text)))).toBe(true);
  });
  test('every state is reached, every unfinished one is left', () => {
    const base = form(fields).states.filter((state) => state.value !== 'void');
    expect(withForm({ states: [...base, { value: 'lost', zh: '丢失', en: 'Lost' }] })).toEqual([
      'paper.states.lost: cannot be reached',
      'paper.states.lost: is not final but cannot be left',
    ]);
    expect(withForm({ states: base.map((state) => ({ ...state, initial: false })) })).toContain('paper.states: no state is initial');
  });
});

describe('the rest', () => {
  test.each([
    [{ title: ['nam'] }, 'paper.title: unknown field "nam" (did you mean "name"?)'],
    [{ list: { columns: ['feee'] } }, 'paper.list.columns: unknown field "feee" (did you mean "fee"?)'],
    [{ list: { columns: ['fee'], sort: '-duee' } }, 'paper.list.sort: unknown field "duee" (did you mean "due"?)'],
    [{ list: { columns: ['fee'], search: ['fee'] } }, 'paper.list.search: "fee" is no text and cannot be searched'],
    [{ list: { columns: ['fee'], tabs: 'fee' } }, 'paper.list.tabs: tabs need the state, an enum or a boolean'],
    [
      {
        sections: [
          { key: 'a', zh: '甲', en: 'A', fields: ['fee'] },
          { key: 'b', zh: '乙', en: 'B', fields: ['fee'] },
        ],
      },
      'paper.sections.b.fields: "fee" stands in another section already',
    ],
    [{ numbering: { book: 'p', pattern: 'P-{yyy}-{seq:3}' } }, 'paper.numbering.pattern: unknown field "yyy"'],
    [{ numbering: { book: 'p', pattern: 'P' } }, 'paper.numbering.pattern: needs {seq:n} or another token, or numbers repeat'],
    [{ numbering: { book: 'p', pattern: '{seq:3}{seq:4}' } }, 'paper.numbering.pattern: has more than one {seq:n}'],
    [{ numbering: { book: 'bill', pattern: 'P-{seq:3}' } }, 'paper.numbering.book: shares a book with "bill" but not its pattern'],
    [{ access: { create: ['clark'], edit: [] } }, 'paper.access.create: unknown role "clark" (did you mean "clerk"?)'],
    [
      { access: { create: [], edit: [], read: { clerk: 'sites' } } },
      'paper.access.read.clerk: unknown scope "sites" (did you mean "site"?)',
    ],
    [
      { sla: [{ clock: 'draft..clsed', limit: '2d', breach: ['clerk'] }] },
      'paper.sla.draft..clsed: unknown state "clsed" (did you mean "closed"?)',
    ],
    [{ sla: [{ clock: 'fee..closed', limit: '2d', breach: ['clerk'] }] }, 'paper.sla.fee..closed: "fee" is no date or time'],
    [{ sla: [{ clock: 'draft..closed', limit: '2 days', breach: ['clerk'] }] }, /^paper\.sla\.draft\.\.closed\.limit: must be such as 5m/],
    [
      { papers: [{ key: 'p', zh: '纸', en: 'P', template: 'slipp', copies: 1, copyNames: ['一', '二'], signatures: [] }] },
      'paper.papers.p.template: unknown paper "slipp" (did you mean "slip"?)',
    ],
    [
      { rules: [{ id: 'r', ref: '1', enforce: 'block', text: 't', zh: '一', check: 'fee > 0', at: ['clos'] }] },
      'paper.rules.r.at: unknown action "clos" (did you mean "close"?)',
    ],
    [{ requiredCheckedAt: ['sumbit'] }, 'paper.requiredCheckedAt: unknown action "sumbit" (did you mean "submit"?)'],
    [{ sample: { fee: 'much' } }, 'paper.sample.fee: is no value of this field (not_a_number)'],
    [{ sample: { lines: [{ m: 1 }] } }, 'paper.sample.lines[0].m: unknown column "m" (did you mean "n"?)'],
  ] as [Partial<FormDefinition>, string | RegExp][])('%j', (more, message) => {
    expect(withForm(more).filter((found) => (typeof message === 'string' ? found === message : message.test(found)))).toHaveLength(1);
  });
  test('private values stand in no title and are not searched', () => {
    const def = form([field('phone', 'string', { sensitive: true }), ...fields], { list: { columns: ['phone'], search: ['phone'] } });
    expect(issues(def)).toEqual([
      'paper.title: the sensitive field "phone" cannot stand here',
      'paper.list.search: the sensitive field "phone" cannot stand here',
    ]);
  });
});
