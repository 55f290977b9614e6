import { builtIn } from '../expression/types-of-fields';
import { isObject } from '../expression/values';
import { normalizeValue } from '../normalize-value';
import { isTime } from '../calendar-date';
import type { FieldDefinition, RuleDefinition, SlaDefinition } from '../types';
import type { Checker } from './checker';
import { checkLoad } from './effects';
import { checkValueOf } from './values';

const LIMIT = /^((0|[1-9]\d*)(m|h|wh|d|cd)|same-day)$/;

/** Title, list, sections, papers, clocks, numbers, rights, rules and the sample. */
export function checkRest(check: Checker): void {
  const { def } = check;
  for (const name of def.title) if (nameOf(check, 'title', name)) notPrivate(check, 'title', name);
  checkSections(check);
  checkList(check);
  checkNumbering(check);
  checkAccess(check);
  for (const sla of def.sla ?? []) checkSla(check, sla);
  for (const rule of def.rules ?? []) checkRule(check, rule);
  for (const paper of def.papers ?? []) {
    const at = `papers.${paper.key}`;
    if (paper.template !== undefined) check.known(`${at}.template`, paper.template, check.context.papers, 'paper');
    if (paper.copies < 1 || paper.copyNames.length > paper.copies)
      check.report(`${at}.copies`, 'out_of_range', '联数少于联名个数', 'there are more copy names than copies');
    const blocks = [...names(check), ...(def.sections ?? []).map((section) => section.key)];
    for (const name of paper.fields ?? []) check.known(`${at}.fields`, name, blocks, 'field');
  }
  checkSample(check);
}

function names(check: Checker): string[] {
  return check.def.fields.map((field) => field.name);
}

function nameOf(check: Checker, at: string, name: string): boolean {
  return builtIn(name) !== undefined || check.known(at, name, names(check), 'field');
}

/** Private values stand in no title and are not searched. */
function notPrivate(check: Checker, at: string, name: string): void {
  const field = check.field(name);
  if (field?.sensitive || field?.encrypted)
    check.report(at, 'sensitive', `敏感字段“${name}”不能用于此处`, `the sensitive field "${name}" cannot stand here`);
}

function checkSections(check: Checker): void {
  const placed = new Set<string>();
  for (const section of check.def.sections ?? []) {
    const at = `sections.${section.key}.fields`;
    for (const name of section.fields) {
      if (!check.known(at, name, names(check), 'field')) continue;
      if (placed.has(name)) check.report(at, 'not_unique', `字段“${name}”已在其他分区`, `"${name}" stands in another section already`);
      placed.add(name);
    }
  }
}

function checkList(check: Checker): void {
  const { list } = check.def;
  for (const part of ['columns', 'filters', 'search'] as const) {
    for (const name of list[part] ?? []) {
      if (!nameOf(check, `list.${part}`, name)) continue;
      if (part === 'search') notPrivate(check, 'list.search', name);
      if (part === 'search' && !['string', 'text', 'relation', undefined].includes(check.field(name)?.type)) {
        check.report('list.search', 'not_for_type', `字段“${name}”不是文字,不能搜索`, `"${name}" is no text and cannot be searched`);
      }
    }
  }
  if (list.sort !== undefined) nameOf(check, 'list.sort', list.sort.replace(/^-/, ''));
  if (list.tabs === undefined || !nameOf(check, 'list.tabs', list.tabs)) return;
  const field = check.field(list.tabs);
  if (list.tabs !== 'state' && field?.type !== 'enum' && field?.type !== 'boolean')
    check.report('list.tabs', 'not_for_type', '标签页须为状态、枚举或是/否字段', 'tabs need the state, an enum or a boolean');
}

/** `{yyyy} {mm} {dd} {seq:n}` and fields of the record; forms that share a book share its pattern. */
function checkNumbering(check: Checker): void {
  const { numbering, transitions } = check.def;
  if (!numbering) return;
  const tokens = numbering.pattern.match(/\{[^{}]*\}/g) ?? [];
  for (const token of tokens) {
    const name = token.slice(1, -1);
    if (/^(yyyy|mm|dd|seq(:[1-9])?)$/.test(name)) continue;
    check.known('numbering.pattern', name, names(check), 'field');
  }
  if (/[{}]/.test(numbering.pattern.replace(/\{[^{}]*\}/g, '')))
    check.report('numbering.pattern', 'bad_pattern', '花括号不成对', 'has an unpaired brace');
  const sequences = tokens.filter((token) => token.startsWith('{seq')).length;
  if (sequences > 1) check.report('numbering.pattern', 'bad_pattern', '只能有一个 {seq:n}', 'has more than one {seq:n}');
  // Without a sequence the number is one of a period or a record, such as one roster of a month; without any token all are the same.
  if (tokens.length === 0)
    check.report(
      'numbering.pattern',
      'bad_pattern',
      '须有 {seq:n} 等标记,否则编号会重复',
      'needs {seq:n} or another token, or numbers repeat',
    );
  if (numbering.at !== undefined)
    check.known(
      'numbering.at',
      numbering.at,
      transitions.map((transition) => transition.action),
      'action',
    );
  if (numbering.start !== undefined && numbering.start < 1)
    check.report('numbering.start', 'out_of_range', '起始号至少为 1', 'must be at least 1');
  const twin = check.context.forms.find((form) => form.key !== check.def.key && form.numbering?.book === numbering.book);
  if (twin && twin.numbering?.pattern !== numbering.pattern) {
    check.report(
      'numbering.book',
      'not_unique',
      `编号簿与“${twin.key}”相同但格式不同`,
      `shares a book with "${twin.key}" but not its pattern`,
    );
  }
}

function checkAccess(check: Checker): void {
  const { access } = check.def;
  for (const list of ['create', 'edit', 'void', 'archive', 'import', 'export'] as const) {
    for (const role of access[list] ?? []) role === 'system' || check.known(`access.${list}`, role, check.context.roles, 'role');
  }
  for (const [role, scope] of Object.entries(access.read ?? {})) {
    check.known(`access.read.${role}`, role, check.context.roles, 'role');
    if (scope !== 'none') check.known(`access.read.${role}`, scope, check.context.scopes, 'scope');
  }
}

/** A clock starts at a state or a moment, and stops at a state or a field that is filled. */
function checkSla(check: Checker, sla: SlaDefinition): void {
  const at = `sla.${sla.clock}`;
  const ends = sla.clock.split('..');
  const places = [...check.def.states.map((state) => state.value), ...names(check)];
  if (ends.length !== 2) check.report(at, 'bad_clock', '时钟须写作 起..止', 'a clock is written from..to');
  ends.forEach((end) => check.known(at, end, places, 'state'));
  const isMoment = (field: FieldDefinition | undefined): boolean => field?.type === 'date' || field?.type === 'datetime';
  const start = ends[0] ?? '';
  if (check.field(start) && !isMoment(check.field(start)))
    check.report(at, 'not_for_type', `“${start}”不是日期或时间`, `"${start}" is no date or time`);
  if (!LIMIT.test(sla.limit) && !isTime(sla.limit) && !isMoment(check.field(sla.limit))) {
    check.report(
      `${at}.limit`,
      'bad_limit',
      '时限须如 5m、2h、4wh、3d、15cd、same-day、17:00 或日期字段',
      'must be such as 5m, 2h, 4wh, 3d, 15cd, same-day, 17:00 or a date field',
    );
  }
  if (sla.when !== undefined) check.expression(`${at}.when`, sla.when, { expected: 'boolean' });
  for (const role of sla.breach) check.known(`${at}.breach`, role, check.context.roles, 'role');
}

function checkRule(check: Checker, rule: RuleDefinition): void {
  const at = `rules.${rule.id}`;
  for (const action of rule.at ?? [])
    check.known(
      `${at}.at`,
      action,
      check.def.transitions.map((transition) => transition.action),
      'action',
    );
  if (rule.field !== undefined) check.known(`${at}.field`, rule.field, names(check), 'field');
  if (rule.use && check.known(`${at}.use`, rule.use.rule, check.context.rules, 'rule')) checkLoad(check, `${at}.use.load`, rule.use.load);
  if (rule.by !== undefined && rule.where === undefined)
    check.report(`${at}.where`, 'missing_key', '须说明由何处执行', 'must say which part enforces it');
}

/** Literals of a sample are values of their fields; `=…` is worked out; a relation is found by what is said of it (`{code: PM}`). */
function checkSample(check: Checker): void {
  for (const [name, value] of Object.entries(check.def.sample ?? {})) {
    const at = `sample.${name}`;
    const field = check.known(at, name, names(check), 'field') ? check.field(name) : undefined;
    if (!field) continue;
    if (field.type !== 'json-rows') checkSampleValue(check, at, field, value);
    else if (!Array.isArray(value)) check.report(at, 'bad_sample', '样例应为行列表', 'must be a list of rows');
    else value.forEach((row, index) => checkSampleRow(check, `${at}[${index}]`, field, row));
  }
}

function checkSampleRow(check: Checker, at: string, field: FieldDefinition, row: unknown): void {
  if (!isObject(row)) return check.report(at, 'bad_sample', '样例行应为映射', 'must be a mapping');
  for (const [name, value] of Object.entries(row)) {
    const columns = field.columns ?? [];
    const column = columns.find((candidate) => candidate.name === name);
    if (
      check.known(
        `${at}.${name}`,
        name,
        columns.map((candidate) => candidate.name),
        'column',
      ) &&
      column
    )
      checkSampleValue(check, `${at}.${name}`, column, value);
  }
}

function checkSampleValue(check: Checker, at: string, field: FieldDefinition, value: unknown): void {
  if (typeof value === 'string' && value.startsWith('=')) return checkValueOf(check, at, value.slice(1), field);
  if (field.type === 'relation' || field.type === 'json-rows') return;
  normalizeValue(
    field,
    value,
    (code) => void check.report(at, 'bad_sample', `样例值不合字段(${code})`, `is no value of this field (${code})`),
  );
}
