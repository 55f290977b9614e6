import type { Issue } from './issue';
import type { FieldDefinition, FormDefinition } from './types';

type Report = (address: string, code: string, zh: string, en: string) => void;

/**
 * What a new version of a form may not do to the records that are there: drop or retype a field, forget a value or a state, take away
 * what rules rely on. `statesInUse` = states that records are in. Both definitions are as they stand in their files.
 */
export function checkKept(before: FormDefinition, after: FormDefinition, statesInUse: ReadonlySet<string>): Issue[] {
  const issues: Issue[] = [];
  const report: Report = (address, code, zh, en) => void issues.push({ address: `${before.key}.${address}`, code, zh, en });
  for (const key of ['key', 'plural', 'kind'] as const) {
    if (before[key] !== after[key]) report(key, 'fixed', '发布后不可更改', 'cannot be changed once published');
  }
  if (before.numbering && after.numbering?.book !== before.numbering.book)
    report('numbering.book', 'fixed', '编号簿发布后不可更改', 'the number book cannot be changed once published');
  keepFields(before.fields, after.fields, 'fields', report);
  keepConverted(before, after, report);
  const states = new Set(after.states.map((state) => state.value));
  for (const state of before.states) {
    if (!states.has(state.value) && statesInUse.has(state.value)) {
      report(
        `states.${state.value}`,
        'state_in_use',
        `仍有记录处于状态“${state.zh}”,不能删除`,
        `records are in the state "${state.en}"; it cannot be removed`,
      );
    }
  }
  return issues;
}

/** A field that takes the place of another is new, and the other leaves with it; where it came from stays written down. */
function keepConverted(before: FormDefinition, after: FormDefinition, report: Report): void {
  const old = new Map(before.fields.map((field) => [field.name, field]));
  const now = new Map(after.fields.map((field) => [field.name, field]));
  for (const field of after.fields) {
    const at = `fields.${field.name}.convertedFrom`;
    const known = old.get(field.name);
    if (known && known.convertedFrom !== field.convertedFrom) {
      report(at, 'fixed', '发布后不可更改', 'cannot be changed once published');
      continue;
    }
    const source = known || field.convertedFrom === undefined ? undefined : now.get(field.convertedFrom);
    if (!source || !old.has(source.name)) continue;
    if (!source.archived) report(at, 'not_archived', `“${source.zh}”须同时归档`, `"${source.en}" must be archived in the same step`);
    // Two texts can become one number: the index would refuse what was no mistake of anybody.
    if (field.unique)
      report(
        `fields.${field.name}.unique`,
        'unique_converted',
        '转换后的字段不能同时设为唯一;请发布后再设置',
        'a converted field cannot be made unique in the same step; do it after publishing',
      );
  }
}

function keepFields(before: FieldDefinition[], after: FieldDefinition[], address: string, report: Report): void {
  const now = new Map(after.map((field) => [field.name, field]));
  for (const old of before) {
    const at = `${address}.${old.name}`;
    const next = now.get(old.name);
    if (!next) {
      report(
        at,
        'removed',
        `字段“${old.zh}”不能删除,可归档(数据保留)`,
        `the field "${old.en}" cannot be removed; archive it (its values stay)`,
      );
      continue;
    }
    for (const key of ['type', 'target', 'cardinality', 'storage', 'multiple'] as const) {
      if ((old[key] ?? null) !== (next[key] ?? null) && !(key === 'multiple' && !old.multiple && !next.multiple)) {
        report(
          `${at}.${key}`,
          'retyped',
          `字段“${old.zh}”的类型不能更改;请新增字段并转换数据`,
          `the type of "${old.en}" cannot be changed; add a field and convert`,
        );
      }
    }
    if (old.sensitive && !next.sensitive)
      report(`${at}.sensitive`, 'fixed', '敏感字段不能改为公开', 'a sensitive field cannot be made public');
    if (old.locked && next.archived)
      report(`${at}.archived`, 'locked', `“${old.zh}”不能归档:${old.locked.zh}`, `"${old.en}" cannot be archived: ${old.locked.en}`);
    keepValues(old, next, at, report);
    if (old.columns && next.columns) keepFields(old.columns, next.columns, `${at}.columns`, report);
  }
}

/** A value that records may hold is archived, never dropped. */
function keepValues(old: FieldDefinition, next: FieldDefinition, at: string, report: Report): void {
  if (old.enumRef !== next.enumRef) return;
  const now = new Map((next.values ?? []).map((entry) => [String(entry.value), entry]));
  for (const entry of old.values ?? []) {
    const kept = now.get(String(entry.value));
    if (!kept)
      report(
        `${at}.values.${entry.value}`,
        'removed',
        `选项“${entry.zh}”不能删除,可归档`,
        `the value "${entry.en}" cannot be removed; archive it`,
      );
    else if (old.locked && kept.archived)
      report(
        `${at}.values.${entry.value}`,
        'locked',
        `选项“${entry.zh}”被规则使用,不能归档`,
        `the value "${entry.en}" is used by rules and cannot be archived`,
      );
  }
}
