import type { Kind } from '../expression/functions';
import { typecheck, type TypeEnv } from '../expression/typecheck';
import type { Type } from '../expression/types-of-fields';
import { expand } from '../expand';
import { join, type Issue } from '../issue';
import { resolveLists, type SharedLists } from '../lists';
import { didYouMean } from '../suggest';
import type { FieldDefinition, FormDefinition } from '../types';

/** What a definition may name. Lists that are left out are not checked against. */
export interface CheckContext {
  /** All forms as they stand in their files, the checked one among them or not. */
  forms: FormDefinition[];
  roles: string[];
  /** Named rules and effects of `config/rules`. */
  rules: string[];
  effects?: string[];
  enums: SharedLists;
  /** Keys of forms that come later: relations may point to them, they are not stored until then. */
  laterForms: string[];
  /** Keys of `setting('…')`. */
  settings?: string[];
  /** Row scopes of `config/roles/row-scopes.yaml`. */
  scopes?: string[];
  areas?: string[];
  /** Layouts of `config/papers`. */
  papers?: string[];
  checklists?: string[];
}

/** One run of the check of one form: what is known, and where issues are noted. */
export interface Checker {
  def: FormDefinition;
  context: CheckContext;
  /** Fields of the form by name. */
  field(name: string): FieldDefinition | undefined;
  /** Another form, expanded; undefined when there is none (yet). */
  form(key: string): FormDefinition | undefined;
  /** Notes an issue at an address below the form. */
  report(address: string, code: string, zh: string, en: string): void;
  /** Notes `unknown role "finanse"` unless the name is among the known ones. True when it is. */
  known(address: string, name: string, known: readonly string[] | undefined, thing: Thing): boolean;
  /** Checks an expression where it stands. */
  expression(address: string, source: string, options?: ExpressionOptions): Type;
  issues: Issue[];
}

export interface ExpressionOptions {
  expected?: Kind;
  row?: readonly FieldDefinition[] | undefined;
  /** Fields that the expression speaks of, when they are not this form's (`pick`). */
  of?: FormDefinition;
  self?: readonly FieldDefinition[];
}

export type Thing = keyof typeof THINGS;
const THINGS = {
  field: '字段',
  column: '列',
  state: '状态',
  action: '动作',
  role: '角色',
  form: '表单',
  rule: '规则',
  effect: '效果',
  list: '列表',
  area: '区域',
  scope: '行范围',
  paper: '打印模板',
  checklist: '检查表',
  value: '可选值',
} as const;

const expanded = new WeakMap<FormDefinition, FormDefinition>();

export function createChecker(def: FormDefinition, context: CheckContext): Checker {
  const issues: Issue[] = [];
  const fields = new Map(def.fields.map((field) => [field.name, field]));
  const form = (key: string): FormDefinition | undefined => {
    if (key === def.key) return def;
    const raw = context.forms.find((candidate) => candidate.key === key);
    if (!raw) return undefined;
    const full = expanded.get(raw) ?? expand(resolveLists(raw, context.enums));
    expanded.set(raw, full);
    return full;
  };
  const report: Checker['report'] = (address, code, zh, en) => void issues.push({ address: join(def.key, address), code, zh, en });
  const statesOf = (other: FormDefinition): string[] => other.states.map((state) => state.value);
  const envOf = ({ row, of = def, self }: ExpressionOptions): TypeEnv => ({
    fields: of.fields,
    states: statesOf(of),
    row,
    self,
    form: (key) => {
      const found = form(key);
      return found && { fields: found.fields, states: statesOf(found) };
    },
    settings: context.settings,
    roles: context.roles,
  });
  return {
    def,
    context,
    issues,
    form,
    report,
    field: (name) => fields.get(name),
    known(address, name, known, thing) {
      if (!known || known.includes(name)) return true;
      const hint = didYouMean(name, known);
      report(address, `unknown_${thing}`, `未知的${THINGS[thing]}“${name}”${hint.zh}`, `unknown ${thing} "${name}"${hint.en}`);
      return false;
    },
    expression(address, source, options = {}) {
      const { type, problems } = typecheck(source, envOf(options), options.expected);
      for (const { code, zh, en, position } of problems)
        report(address, code, `${zh}(第 ${position + 1} 个字符)`, `${en} (character ${position + 1})`);
      return type;
    },
  };
}
