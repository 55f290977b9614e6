import { idOf, textOf, violation, type Rule } from './rule';

/**
 * None of the loaded records may exist (beside the record itself): "no employee in it", "no open bill". The definition's params say
 * what stands in the way: `{zh, en, code?, field?}`.
 */
export const noneRelated: Rule = (record, context) => {
  const self = idOf(record);
  const found = Object.values(context.related)
    .flat()
    .filter((other) => idOf(other) !== self);
  if (found.length === 0) return [];
  const { zh, en, code, field } = context.params;
  const path = typeof field === 'string' ? [field] : [];
  return [violation(path, textOf(code) || 'in_use', { zh: textOf(zh), en: textOf(en) }, { count: found.length })];
};

export const relatedRules = { 'none-related': noneRelated } satisfies Record<string, Rule>;
