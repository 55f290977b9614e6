import type { FieldDefinition } from '../../../../config/definition/types';
import { optionWord } from '../../../fields/controls/options';
import { fromSource, type Clause, type ClauseValue } from '../model/conditions';
import type { DesignerWording } from '../words/use-designer-words';
import type { ConditionScope } from './condition-scope';

/** The condition as a sentence; the expression itself where rows cannot say it. */
export function conditionWords(source: string, scope: ConditionScope, words: DesignerWording): string {
  const condition = fromSource(source);
  if (!condition) return source;
  const parts = condition.clauses.map((clause) => clauseWords(clause, scope, words));
  return parts.every((part) => part !== null) ? parts.join(` ${words.d(`conditions.${condition.join}`)} `) : source;
}

function clauseWords(clause: Clause, scope: ConditionScope, words: DesignerWording): string | null {
  const { d } = words;
  const operator = d(`operators.${clause.operator}`);
  if (clause.path.length === 0) {
    const roles =
      clause.value.kind === 'list'
        ? clause.value.values.map((role) => scope.roles.find((one) => one.value === role)?.label ?? String(role))
        : [];
    return `${d('conditions.filler')} ${operator} ${roles.join(words.t('common.and'))}`;
  }
  const found = scope.find(clause.path);
  if (!found) return null;
  const value = clauseValueWords(clause.value, found.field, scope, words);
  return [found.label, operator, value].filter((part) => part !== '').join(' ');
}

function clauseValueWords(value: ClauseValue, field: FieldDefinition, scope: ConditionScope, words: DesignerWording): string {
  const { d, t } = words;
  const one = (item: string | number | boolean): string => {
    if (typeof item === 'boolean') return t(item ? 'common.yes' : 'common.no');
    if (field.type === 'enum') return optionWord(field, item, words);
    return field.type === 'money' && typeof item === 'number' ? `${item / 100}${t('fields.yuan')}` : `“${item}”`;
  };
  switch (value.kind) {
    case 'none':
      return '';
    case 'literal':
      return one(value.value);
    case 'list':
      return value.values.map(one).join(t('common.and'));
    case 'field':
      return scope.find(value.path)?.label ?? value.path.join('.');
    case 'today':
      return value.days === 0
        ? d('props.today')
        : d(value.days > 0 ? 'conditions.daysAfter' : 'conditions.daysBefore', { n: Math.abs(value.days) });
    case 'now':
      return d('props.now');
  }
}
