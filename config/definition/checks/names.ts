import { COMMON_FIELDS } from '../expand';
import type { FieldDefinition } from '../types';
import type { Checker } from './checker';

const KEBAB = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;
const CAMEL = /^[a-z][A-Za-z0-9]*$/;
const NAME = /^[a-z][A-Za-z0-9_]*$/;
/** Longest names: a table or index name in PostgreSQL has 63 characters. */
const MAX_KEY = 40;
const MAX_NAME = 40;

const words = (...lines: string[]): string[] => lines.flatMap((line) => line.split(' '));

/** Addresses below /api that are not a form's. */
export const RESERVED_PLURALS: readonly string[] = words(
  'auth users users-permissions roles permissions upload uploads content-type-builder content-manager i18n email connect admin api',
  'forms me areas inbox home kpis search pick files views events accounts papers notifications import-mappings import export designer',
  'settings health metrics readyz openapi delegations sessions jobs kpi-tiles',
);

/** Words of the language of expressions, and names that every object has. */
const RESERVED_EVERYWHERE = words('id and or not in true false null constructor prototype toString');
/** Names that Strapi and the pipeline keep for themselves in a content type; columns of rows in the record are in none. */
const RESERVED_FIELDS = new Set([
  ...RESERVED_EVERYWHERE,
  ...words('documentId createdAt updatedAt publishedAt createdBy updatedBy locale localizations status strapi lastAuditId'),
]);
const RESERVED_IN_TABLES = new Set([...RESERVED_FIELDS, 'parent', 'position']);
const RESERVED_IN_ROWS = new Set([...RESERVED_EVERYWHERE, 'documentId']);

/** Names are well formed, unique, and taken by nobody else. */
export function checkNames(check: Checker): void {
  const { def, context, report } = check;
  if (!KEBAB.test(def.key) || def.key.length > MAX_KEY)
    report('key', 'bad_name', `键须为短横线小写,最长 ${MAX_KEY} 个字符`, `must be kebab-case with at most ${MAX_KEY} characters`);
  if (!KEBAB.test(def.plural) || def.plural.length > MAX_KEY) {
    report('plural', 'bad_name', `复数名须为短横线小写,最长 ${MAX_KEY} 个字符`, `must be kebab-case with at most ${MAX_KEY} characters`);
  }
  if (def.plural === def.key) report('plural', 'bad_name', '复数名不能与键相同', 'must differ from the key');
  if (RESERVED_PLURALS.includes(def.plural))
    report('plural', 'reserved', `“${def.plural}”是系统保留地址`, `"${def.plural}" is an address of the product itself`);
  const others = context.forms.filter((other) => other.key !== def.key);
  if (context.forms.filter((other) => other.key === def.key).length > 1)
    report('key', 'not_unique', '有两个表单使用此键', 'two forms have this key');
  const twin = others.find((other) => other.plural === def.plural || other.key === def.plural || other.plural === def.key);
  if (twin) report('plural', 'not_unique', `与表单“${twin.key}”重名`, `is taken by the form "${twin.key}"`);
  check.known('area', def.area, context.areas, 'area');
  checkFieldNames(check);
  checkUnique(
    check,
    'states',
    def.states.map((state) => state.value),
    NAME,
  );
  checkUnique(
    check,
    'sections',
    (def.sections ?? []).map((section) => section.key),
  );
  checkUnique(
    check,
    'papers',
    (def.papers ?? []).map((paper) => paper.key),
  );
  checkUnique(
    check,
    'rules',
    (def.rules ?? []).map((rule) => rule.id),
  );
}

function checkFieldNames(check: Checker): void {
  const { def } = check;
  checkUnique(
    check,
    'fields',
    def.fields.map((field) => field.name),
    CAMEL,
  );
  for (const field of def.fields) {
    reserved(check, `fields.${field.name}`, field, RESERVED_FIELDS);
    const common = COMMON_FIELDS.find((candidate) => candidate.name === field.name);
    if (common && (common.type !== field.type || common.target !== field.target)) {
      check.report(
        `fields.${field.name}.type`,
        'reserved',
        '每张表单都有此字段,类型不可更改',
        'every record has this field; its type is fixed',
      );
    }
    checkUnique(
      check,
      `fields.${field.name}.columns`,
      (field.columns ?? []).map((column) => column.name),
      CAMEL,
    );
    const kept = field.storage === 'table' ? RESERVED_IN_TABLES : RESERVED_IN_ROWS;
    for (const column of field.columns ?? []) reserved(check, `fields.${field.name}.columns.${column.name}`, column, kept);
  }
}

function reserved(check: Checker, address: string, field: FieldDefinition, names: ReadonlySet<string>): void {
  if (names.has(field.name)) check.report(address, 'reserved', `“${field.name}”是系统保留名称`, `"${field.name}" is a reserved name`);
}

function checkUnique(check: Checker, address: string, names: string[], form?: RegExp): void {
  const seen = new Set<string>();
  const folded = new Set<string>();
  for (const name of names) {
    const at = `${address}.${name}`;
    // Names that differ in case only would share a column.
    if (seen.has(name) || (form && folded.has(name.toLowerCase())))
      check.report(at, 'not_unique', `名称“${name}”重复`, `"${name}" stands twice`);
    else if (form && (!form.test(name) || name.length > MAX_NAME)) {
      check.report(
        at,
        'bad_name',
        `名称须以小写字母开头,仅含字母、数字${form === NAME ? '、下划线' : ''},最长 ${MAX_NAME} 个字符`,
        `must begin with a lower-case letter, hold letters${form === NAME ? ', underscores' : ''} and digits only, and have at most ${MAX_NAME} characters`,
      );
    }
    seen.add(name);
    folded.add(name.toLowerCase());
  }
}
