import type { Core } from '@strapi/strapi';
import type { FormDefinition } from '../../config/definition/types';
import { rowsKeyOf, uidOf } from '../../config/projections/strapi-schema';

/** How a form lies in the database. Names come from Strapi's own metadata, never from a guess. */
export interface TableInfo {
  uid: string;
  table: string;
  /** Field -> column; of a to-one relation the column of the foreign key (the target row's numeric id). */
  columns: Record<string, { column: string }>;
  /** Field -> link table of a to-many relation. */
  joins: Record<string, { table: string; sourceColumn: string; targetColumn: string; orderColumn?: string }>;
}

/** All forms as they are now: shipped files overlaid by published versions. */
export interface Registry {
  all(): FormDefinition[];
  get(key: string): FormDefinition | undefined;
  byPlural(plural: string): FormDefinition | undefined;
  /** A form as it was in version n (the present one included). */
  version(key: string, n: number): FormDefinition | undefined;
  uid(key: string): string;
  formOfUid(uid: string): { form: string; rowsField?: string } | undefined;
  table(key: string): TableInfo;
  rowsTable(key: string, field: string): TableInfo;
  /** Changes with every exchange of a definition; caches of compiled queries key on it. */
  epoch(): number;
  /** Puts a published definition in the place of the present one. */
  put(def: FormDefinition): void;
  /** Adds an older version, for records filled under it. */
  putOld(def: FormDefinition): void;
  /** Takes a form away again: its publishing did not go through. */
  remove(key: string): void;
  /** A definition as it stands in its file or version, for designer and export. */
  raw(key: string): FormDefinition | undefined;
  rawVersion(key: string, n: number): FormDefinition | undefined;
  keepRaw(raw: FormDefinition): void;
  /** Columns have been added: tables are looked at anew. */
  forgetTables(): void;
}

/** The registry over expanded definitions. Table names become known once Strapi has loaded its models (`bindTo`). */
export function createRegistry(definitions: FormDefinition[]): Registry & { bindTo(strapi: Core.Strapi): void } {
  const forms = new Map<string, FormDefinition>();
  const plurals = new Map<string, string>();
  const versions = new Map<string, FormDefinition>();
  const raws = new Map<string, FormDefinition>();
  const tables = new Map<string, TableInfo>();
  let strapi: Core.Strapi | undefined;
  let epoch = 0;

  const put = (def: FormDefinition): void => {
    const before = forms.get(def.key);
    if (before) plurals.delete(before.plural);
    forms.set(def.key, def);
    plurals.set(def.plural, def.key);
    versions.set(`${def.key}@${def.version ?? 1}`, def);
    tables.clear();
    epoch += 1;
  };
  definitions.forEach(put);

  const tableOf = (uid: string): TableInfo => {
    const known = tables.get(uid);
    if (known) return known;
    if (!strapi) throw new Error('The registry knows no tables before Strapi has loaded its models.');
    const info = readTableInfo(strapi, uid);
    tables.set(uid, info);
    return info;
  };

  return {
    all: () => [...forms.values()],
    get: (key) => forms.get(key),
    byPlural: (plural) => forms.get(plurals.get(plural) ?? ''),
    version: (key, n) => versions.get(`${key}@${n}`),
    uid: uidOf,
    formOfUid(uid) {
      const key = /^api::([a-z0-9-]+)\.\1$/.exec(uid)?.[1];
      if (!key) return undefined;
      if (forms.has(key)) return { form: key };
      for (const def of forms.values()) {
        const field = def.fields.find((candidate) => candidate.type === 'json-rows' && rowsKeyOf(def.key, candidate.name) === key);
        if (field) return { form: def.key, rowsField: field.name };
      }
      return undefined;
    },
    table: (key) => tableOf(uidOf(key)),
    rowsTable: (key, field) => tableOf(uidOf(rowsKeyOf(key, field))),
    epoch: () => epoch,
    put,
    putOld: (def) => void versions.set(`${def.key}@${def.version ?? 1}`, def),
    remove(key) {
      const def = forms.get(key);
      if (!def) return;
      plurals.delete(def.plural);
      forms.delete(key);
      epoch += 1;
    },
    raw: (key) => raws.get(`${key}@${forms.get(key)?.version ?? 1}`),
    rawVersion: (key, n) => raws.get(`${key}@${n}`),
    keepRaw: (raw) => void raws.set(`${raw.key}@${raw.version ?? 1}`, raw),
    forgetTables: () => tables.clear(),
    bindTo(instance) {
      strapi = instance;
      tables.clear();
    },
  };
}

interface MetaAttribute {
  type: string;
  columnName?: string;
  joinColumn?: { name: string };
  joinTable?: { name: string; joinColumn: { name: string }; inverseJoinColumn: { name: string }; orderColumnName?: string };
}

function readTableInfo(strapi: Core.Strapi, uid: string): TableInfo {
  const meta = strapi.db.metadata.get(uid) as unknown as { tableName: string; attributes: Record<string, MetaAttribute> };
  const info: TableInfo = { uid, table: meta.tableName, columns: {}, joins: {} };
  for (const [name, attribute] of Object.entries(meta.attributes)) {
    if (attribute.joinTable && attribute.type === 'relation' && attribute.joinTable.inverseJoinColumn) {
      info.joins[name] = {
        table: attribute.joinTable.name,
        sourceColumn: attribute.joinTable.joinColumn.name,
        targetColumn: attribute.joinTable.inverseJoinColumn.name,
        ...(attribute.joinTable.orderColumnName ? { orderColumn: attribute.joinTable.orderColumnName } : {}),
      };
    } else if (attribute.joinColumn) {
      info.columns[name] = { column: attribute.joinColumn.name };
    } else if (attribute.columnName) {
      info.columns[name] = { column: attribute.columnName };
    }
  }
  return info;
}
