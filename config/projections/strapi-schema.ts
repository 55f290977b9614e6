import type { FieldDefinition, FormDefinition } from '../definition/types';

/** A Strapi content-type schema as the apis registry takes it (strapi 5.54, `schema` of an api content type). */
export interface StrapiSchema {
  kind: 'collectionType';
  collectionName: string;
  info: { singularName: string; pluralName: string; displayName: string; description?: string };
  options: { draftAndPublish: false };
  pluginOptions: Record<string, unknown>;
  indexes: { name: string; columns: string[]; type?: 'unique' | null }[];
  attributes: Record<string, StrapiAttribute>;
}
export type StrapiAttribute = Record<string, unknown> & { type: string };

/** uid of a form's content type. */
export const uidOf = (key: string): string => `api::${key}.${key}`;
/** Key of the content type that holds the rows of a json-rows field with `storage: table`. */
export const rowsKeyOf = (key: string, field: string): string => `${key}-${kebab(field)}-row`;
/** Is the field stored at all? A relation to a form that comes later is not, until that form comes. */
export const isStored = (field: FieldDefinition, knows: (key: string) => boolean): boolean =>
  field.type !== 'relation' || (field.target !== undefined && knows(field.target));
/** Do the rows of the field live in a content type of their own? */
export const isRowsTable = (field: FieldDefinition): boolean => field.type === 'json-rows' && field.storage === 'table';
/** Does the relation hold several records? */
export const isToMany = (field: FieldDefinition): boolean =>
  field.type === 'relation' && (field.cardinality === 'manyToMany' || field.cardinality === 'oneToMany');

/**
 * The content types of a form: its own, then one per json-rows field with `storage: table`.
 * Columns are only ever added; nothing here says required or unique, because Strapi's are neither constraints (research:
 * Strapi's `unique` is no index, its `required` no NOT NULL): the pipeline checks, the database's own indexes hold.
 */
export function strapiSchemas(def: FormDefinition, knows: (key: string) => boolean): Record<string, StrapiSchema> {
  const schemas: Record<string, StrapiSchema> = { [def.key]: formSchema(def, knows) };
  for (const field of def.fields.filter(isRowsTable)) schemas[rowsKeyOf(def.key, field.name)] = rowsSchema(def, field, knows);
  return schemas;
}

function formSchema(def: FormDefinition, knows: (key: string) => boolean): StrapiSchema {
  const stored = def.fields.filter((field) => isStored(field, knows) && !isRowsTable(field));
  const table = tableName(def.plural);
  const indexed = ['state', 'slaDueAt', ...(def.numbering ? ['number'] : [])];
  const lists = stored.filter(
    (field) => ['date', 'datetime', 'enum'].includes(field.type) && !field.multiple && def.list.filters?.includes(field.name),
  );
  return {
    kind: 'collectionType',
    collectionName: table,
    info: { singularName: def.key, pluralName: def.plural, displayName: `${def.zh} ${def.en}`, description: def.purpose?.zh },
    options: { draftAndPublish: false },
    pluginOptions: { 'content-type-builder': { visible: true }, 'content-manager': { visible: true } },
    indexes: unique([...indexed, ...lists.map((field) => field.name)]).map((name) => ({
      name: `${table}_${snake(name)}_idx`.slice(0, 60),
      columns: [snake(name)],
      type: null,
    })),
    attributes: Object.fromEntries(stored.map((field) => [field.name, attributeOf(field)])),
  };
}

function rowsSchema(def: FormDefinition, field: FieldDefinition, knows: (key: string) => boolean): StrapiSchema {
  const key = rowsKeyOf(def.key, field.name);
  const columns = (field.columns ?? []).filter((column) => isStored(column, knows));
  return {
    kind: 'collectionType',
    collectionName: tableName(`${key}s`),
    info: { singularName: key, pluralName: `${key}s`, displayName: `${def.zh} · ${field.zh}` },
    options: { draftAndPublish: false },
    // Rows are edited inside their parent; the admin panel shows them, the pipeline refuses to write them alone.
    pluginOptions: { 'content-type-builder': { visible: false }, 'content-manager': { visible: false } },
    indexes: [],
    attributes: {
      parent: { type: 'relation', relation: 'manyToOne', target: uidOf(def.key), useJoinTable: false },
      position: { type: 'integer' },
      ...Object.fromEntries(columns.map((column) => [column.name, attributeOf(column)])),
    },
  };
}

function attributeOf(field: FieldDefinition): StrapiAttribute {
  const isSecret = [field, ...(field.columns ?? [])].some((one) => one.sensitive || one.encrypted);
  const search = isSecret ? { searchable: false } : {};
  switch (field.type) {
    case 'string':
    case 'time':
      return { type: 'string', ...search };
    case 'text':
      return { type: 'text', ...search };
    case 'integer':
    case 'money':
      // Counts and fen are whole numbers below 2^53: bigint on both databases, parsed at the border.
      return { type: 'biginteger', ...search };
    case 'decimal':
      // Rounded to its scale before it is stored; Strapi's `decimal` would be numeric(10,2) on PostgreSQL.
      return { type: 'float', ...search };
    case 'date':
      return { type: 'date' };
    case 'datetime':
      return { type: 'datetime' };
    case 'boolean':
      return { type: 'boolean' };
    case 'enum':
      // A string column: a list changes while in use and a record may hold a value that is no longer offered.
      return field.multiple ? { type: 'json' } : { type: 'string' };
    case 'media':
      return { type: 'media', multiple: field.multiple ?? false, allowedTypes: ['images', 'files', 'videos'] };
    case 'json-rows':
      return { type: 'json', ...search };
    case 'relation':
      return isToMany(field)
        ? { type: 'relation', relation: 'manyToMany', target: uidOf(field.target ?? '') }
        : { type: 'relation', relation: 'manyToOne', target: uidOf(field.target ?? ''), useJoinTable: false };
  }
}

function unique<T>(values: T[]): T[] {
  return [...new Set(values)];
}
function kebab(name: string): string {
  return name.replace(/([a-z0-9])([A-Z])/g, '$1-$2').toLowerCase();
}
function snake(name: string): string {
  return name
    .replace(/([a-z])([A-Z0-9])/g, '$1_$2')
    .replace(/([0-9])([A-Z])/g, '$1_$2')
    .toLowerCase();
}
function tableName(plural: string): string {
  return plural.replace(/-/g, '_');
}
