import type { FormDefinition } from '../../../../config/definition/types';
import type { FieldUse } from '../../../../config/definition/uses';
import type { DesignerWording } from '../words/use-designer-words';
import { attributeWord } from './change-words';

/** Where a field is used, in words: `流程 · 封存`, `列表 · 列`, `规则 keys-belong-to-customer`. */
export function wordsOfUse(use: FieldUse, def: FormDefinition, forms: FormDefinition[], words: DesignerWording): string {
  if (use.words && use.in === 'kpi') return `${words.d('uses.kpi')} · ${words.say(use.words)}`;
  const form = use.form === def.key ? def : forms.find((one) => one.key === use.form);
  const place = addressWords(use.address, form ?? def, words);
  const isOther = use.form !== def.key && form !== undefined;
  const where = isOther ? `${words.say(form)} · ${place}` : place;
  return use.in === 'form' || use.in === 'list' || use.in === 'paper' ? where : `${words.d(`uses.${use.in}`)} · ${where}`;
}

function addressWords(address: string, form: FormDefinition, words: DesignerWording): string {
  const [head = '', name = '', ...rest] = address.split('.');
  const known =
    head === 'fields'
      ? form.fields.find((field) => field.name === name)
      : head === 'transitions'
        ? form.transitions.find((transition) => transition.action === name)
        : head === 'sections'
          ? form.sections?.find((section) => section.key === name)
          : head === 'papers'
            ? form.papers?.find((paper) => paper.key === name)
            : undefined;
  if (!known) return [attributeWord(head, words), name && attributeWord(name, words), ...rest].filter((part) => part !== '').join(' · ');
  // `fields.lines.columns.amount.formula`: the column has words of its own.
  const column = 'columns' in known && rest[0] === 'columns' ? known.columns?.find((one) => one.name === rest[1]) : undefined;
  const deeper = column ? rest.slice(2) : rest.filter((step) => !step.startsWith('columns'));
  return [words.say(known), ...(column ? [words.say(column)] : []), ...deeper.map((step) => attributeWord(step, words))].join(' · ');
}
