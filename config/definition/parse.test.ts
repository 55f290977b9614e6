import { parseDefinition } from './parse';

const GOOD = `
key: paper
plural: papers
zh: 单据
en: Paper
area: 30-repair
kind: form
numbering: null
title: [name]
fields:
  - {name: name, zh: 名称, en: Name, type: string}
  - name: lines
    zh: 明细
    en: Lines
    type: json-rows
    columns: [{name: n, zh: 数, en: Count, type: integer}]
states: [{value: draft, zh: 草稿, en: Draft, initial: true}]
transitions: []
list: {columns: [name]}
access: {create: [clerk], edit: [clerk]}
`;
const issues = (source: string): string[] =>
  parseDefinition(source, 'forms/paper.yaml').issues.map((issue) => `${issue.address}: ${issue.en}`);
const changed = (from: string, to: string): string[] => {
  expect(GOOD).toContain(from);
  return issues(GOOD.replace(from, to));
};

test('a good file gives its definition', () => {
  const { definition, issues: found } = parseDefinition(GOOD, 'forms/paper.yaml');
  expect(found).toEqual([]);
  expect(definition?.fields[1]?.columns?.[0]).toEqual({ name: 'n', zh: '数', en: 'Count', type: 'integer' });
});

test.each([
  [
    'type: string',
    'type: strnig',
    'paper.fields.name.type: "strnig" is not one of string, text, integer, decimal, money, date, datetime, time, boolean, enum, relation, media, json-rows (did you mean "string"?)',
  ],
  ['type: integer', 'type: interger', /^paper\.fields\.lines\.columns\.n\.type: "interger" is not one of/],
  ['en: Name,', 'en: Name, requred: true,', 'paper.fields.name.requred: unknown key (did you mean "required"?)'],
  ['en: Name,', 'en: Name, required: yes,', 'paper.fields.name.required: must be true or false'],
  ['en: Name,', '', 'paper.fields.name.en: is missing'],
  ['en: Name', 'en: ""', /^paper\.fields\.name\.en: must be a text/],
  ['kind: form', 'kind: from', /did you mean "form"/],
  ['title: [name]', 'title: name', 'paper.title: must be a list'],
  ['title: [name]', 'title: []', 'paper.title: must not be empty'],
  ['area: 30-repair', 'area: 30', /^paper\.area: must be a text that is not empty \(put numbers/],
  ['numbering: null', 'numbering: {book: b}', 'paper.numbering.pattern: is missing'],
  [
    'transitions: []',
    'transitions: [{action: go, zh: 去, en: Go, from: [draft], to: draft, by: [clerk], effects: [{run: a, notify: {zh: 一, en: b}}]}]',
    'paper.transitions.go.effects[0]: needs exactly one of create, act, update, notify, run',
  ],
  [
    'transitions: []',
    'transitions: [{action: go, zh: 去, en: Go, from: [draft], to: draft, by: [clerk], set: {n: 1}}]',
    /^paper\.transitions\.go\.set\.n: must be the text of an expression/,
  ],
  [
    'access: {',
    'rules: [{id: paper#1, ref: "1", enforce: block, text: t, zh: 一}]\naccess: {',
    'paper.rules.paper#1: needs exactly one of check, use, by',
  ],
] as [string, string, string | RegExp][])('%s -> %s is told with its address', (from, to, message) => {
  const [found, ...more] = changed(from, to);
  expect(more).toEqual([]);
  if (typeof message === 'string') expect(found).toBe(message);
  else expect(found).toMatch(message);
});

test('an attribute with several shapes is told by the one that comes nearest', () => {
  expect(changed('initial: true', 'initial: true, editable: [1]')).toEqual([
    'paper.states.draft.editable[0]: must be a text that is not empty (put numbers and dates in quotes)',
  ]);
  expect(changed('initial: true', 'initial: true, editable: 5')).toEqual([
    'paper.states.draft.editable: must be true, false or a list of fields',
  ]);
});

test('broken YAML is told with file and line, in both languages', () => {
  expect(issues(`${GOOD}\nkey: again\n`)[0]).toMatch(/^forms\/paper\.yaml:\d+:\d+: Map keys must be unique/);
  const [issue] = parseDefinition('key: [', 'forms/paper.yaml').issues;
  expect(issue).toMatchObject({ code: 'yaml', zh: expect.stringMatching(/^YAML 格式错误/) as string });
});

test('what is no definition at all', () => {
  expect(issues('')).toEqual(['forms/paper.yaml: must be a mapping']);
  expect(issues('[]')).toEqual(['forms/paper.yaml: must be a mapping']);
  expect(issues('x'.repeat(400_001))[0]).toMatch(/at most 400000 characters/);
});

test('a file that multiplies itself by aliases is refused', () => {
  const bomb = [
    'a: &a [x, x, x, x, x, x, x, x, x]',
    ...'bcdefghi'.split('').map((name, index) => `${name}: &${name} [${Array(9).fill(`*${'abcdefgh'[index]}`).join(', ')}]`),
  ].join('\n');
  expect(issues(bomb)).toEqual(['forms/paper.yaml: Excessive alias count indicates a resource exhaustion attack']);
});
