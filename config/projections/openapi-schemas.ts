import type { FieldDefinition, FormDefinition } from '../definition/types';

export type Schema = Record<string, unknown>;

/** `work-order` = `WorkOrder`. */
export function schemaName(key: string): string {
  return key.replace(/(^|-)([a-z0-9])/g, (_, _dash: string, letter: string) => letter.toUpperCase());
}
export const ref = (name: string): Schema => ({ $ref: `#/components/schemas/${name}` });

/** A record as it is read, and what a client may write of it. */
export function formSchemas(def: FormDefinition): Record<string, Schema> {
  const name = schemaName(def.key);
  const shown = def.fields.filter((field) => !field.archived && field.name !== 'state');
  const writable = shown.filter((field) => !field.computed);
  const required = def.requiredCheckedAt
    ? []
    : writable.filter((field) => field.required && field.default === undefined).map((field) => field.name);
  return {
    [name]: {
      type: 'object',
      description: `${def.zh} · ${def.en}`,
      properties: {
        id: { type: 'integer' },
        documentId: { type: 'string' },
        ...Object.fromEntries(shown.map((field) => [field.name, readSchema(field)])),
        state: {
          type: 'string',
          enum: def.states.map((state) => state.value),
          description: def.states.map((state) => `${state.value} = ${state.zh}`).join(', '),
        },
        createdAt: { type: 'string', format: 'date-time' },
        updatedAt: { type: 'string', format: 'date-time' },
      },
      required: ['id', 'documentId'],
    },
    [`${name}Input`]: {
      type: 'object',
      properties: Object.fromEntries(writable.map((field) => [field.name, writeSchema(field)])),
      ...(required.length > 0 ? { required } : {}),
      additionalProperties: false,
    },
  };
}

function labelled(field: FieldDefinition, schema: Schema): Schema {
  return {
    ...schema,
    description: `${field.zh} · ${field.en}${field.type === 'money' ? ' (fen)' : ''}${field.sensitive ? ' (masked by role)' : ''}`,
  };
}

const isToMany = (field: FieldDefinition): boolean => field.cardinality === 'manyToMany' || field.cardinality === 'oneToMany';
const listOf = (schema: Schema): Schema => ({ type: 'array', items: schema });
const orNull = (schema: Schema): Schema => ({ anyOf: [schema, { type: 'null' }] });

function readSchema(field: FieldDefinition): Schema {
  switch (field.type) {
    case 'relation':
      return labelled(field, isToMany(field) ? listOf(ref('Brief')) : orNull(ref('Brief')));
    case 'media':
      return labelled(field, field.multiple ? listOf(ref('File')) : orNull(ref('File')));
    case 'json-rows':
      return labelled(field, listOf(rowSchema(field, readSchema, () => true)));
    default:
      return labelled(field, plainSchema(field));
  }
}

function writeSchema(field: FieldDefinition): Schema {
  switch (field.type) {
    case 'relation': {
      const id = { type: 'string', description: `documentId of ${field.target ?? ''}` };
      return labelled(field, isToMany(field) ? listOf(id) : { type: ['string', 'null'] });
    }
    case 'media':
      return labelled(field, field.multiple ? listOf({ type: 'integer' }) : { type: ['integer', 'null'] });
    case 'json-rows':
      return labelled(field, {
        ...listOf(rowSchema(field, writeSchema, (column) => !column.computed)),
        ...(field.maxRows === undefined ? {} : { maxItems: field.maxRows }),
      });
    default:
      return labelled(field, plainSchema(field));
  }
}

function rowSchema(
  field: FieldDefinition,
  schemaOf: (column: FieldDefinition) => Schema,
  keeps: (column: FieldDefinition) => boolean,
): Schema {
  const columns = (field.columns ?? []).filter(keeps);
  const properties = { id: { type: 'integer' }, ...Object.fromEntries(columns.map((column) => [column.name, schemaOf(column)])) };
  return { type: 'object', properties };
}

function plainSchema(field: FieldDefinition): Schema {
  switch (field.type) {
    case 'integer':
      return field.values ? { enum: [...field.values.map((entry) => entry.value), null] } : { type: ['integer', 'null'], ...limits(field) };
    case 'money':
      return { type: ['integer', 'null'], format: 'int64', ...limits(field) };
    case 'decimal':
      return { type: ['number', 'null'], ...limits(field) };
    case 'date':
      return { type: ['string', 'null'], format: 'date' };
    case 'datetime':
      return { type: ['string', 'null'], format: 'date-time' };
    case 'time':
      return { type: ['string', 'null'], pattern: '^([01]\\d|2[0-3]):[0-5]\\d$' };
    case 'boolean':
      return { type: ['boolean', 'null'] };
    case 'enum': {
      const values = (field.values ?? []).map((entry) => entry.value);
      return field.multiple ? orNull(listOf({ enum: values })) : { enum: [...values, null] };
    }
    default:
      return {
        type: ['string', 'null'],
        maxLength: field.maxLength ?? (field.type === 'text' ? 50_000 : 255),
        ...(field.pattern === undefined ? {} : { pattern: field.pattern }),
      };
  }
}

function limits(field: FieldDefinition): Schema {
  return {
    ...(typeof field.min === 'number' ? { minimum: field.min } : {}),
    ...(typeof field.max === 'number' ? { maximum: field.max } : {}),
  };
}

const text = { type: 'string' };
const textOrNull = { type: ['string', 'null'] };
const words = { type: 'object', properties: { zh: text, en: text }, required: ['zh', 'en'] };

/** Parts that all forms share. */
export function fixedSchemas(): Record<string, Schema> {
  return {
    Words: words,
    Brief: {
      type: 'object',
      description: 'A related record; documentId is null when the caller may not know it',
      properties: { documentId: textOrNull, form: text, number: textOrNull, title: textOrNull, state: textOrNull },
      required: ['documentId', 'form', 'number', 'title', 'state'],
    },
    File: {
      type: 'object',
      properties: {
        id: { type: 'integer' },
        name: text,
        mime: textOrNull,
        size: { type: 'number', description: 'kB' },
        url: { ...text, description: 'signed, short-lived' },
      },
      required: ['id', 'name', 'url'],
    },
    Violation: {
      type: 'object',
      properties: {
        path: { type: 'array', items: { type: ['string', 'integer'] } },
        code: text,
        params: { type: 'object' },
        message: text,
      },
      required: ['path', 'code', 'message'],
    },
    Error: {
      type: 'object',
      properties: {
        error: {
          type: 'object',
          properties: {
            status: { type: 'integer' },
            name: text,
            code: text,
            message: text,
            details: { type: 'object', properties: { violations: listOf(ref('Violation')) } },
          },
          required: ['status', 'name', 'code', 'message'],
        },
      },
      required: ['error'],
    },
    Pagination: {
      type: 'object',
      properties: Object.fromEntries(['page', 'pageSize', 'pageCount', 'total'].map((name) => [name, { type: 'integer' }])),
    },
    Action: {
      type: 'object',
      properties: {
        ...{
          action: text,
          zh: text,
          en: text,
          to: text,
          decision: { enum: ['approve', 'reject', null] },
          comment: { enum: ['required', 'optional', 'none'] },
        },
        ...{
          fields: listOf(text),
          require: listOf(text),
          undoable: { type: 'boolean' },
          vote: { type: 'boolean' },
          possible: { type: 'boolean' },
        },
        reasons: listOf({ type: 'object', properties: { path: text, code: text, message: text } }),
      },
    },
    RecordMeta: {
      type: 'object',
      properties: {
        ...{
          actions: listOf(ref('Action')),
          canEdit: { type: 'boolean' },
          editWhy: orNull(ref('Words')),
          editable: listOf(text),
          canArchive: { type: 'boolean' },
          masked: listOf(text),
        },
        approvals: listOf({ type: 'object' }),
        undo: orNull({ type: 'object', properties: { token: text, until: { type: 'string', format: 'date-time' }, action: ref('Words') } }),
      },
    },
    HistoryEntry: {
      type: 'object',
      properties: {
        ...{
          id: { type: 'integer' },
          at: { type: 'string', format: 'date-time' },
          event: text,
          action: textOrNull,
          from: textOrNull,
          to: textOrNull,
          comment: textOrNull,
        },
        changes: listOf({ type: 'object', properties: { field: text, before: {}, after: {} } }),
        ...{
          actor: { type: 'object', properties: { name: text, role: orNull(ref('Words')), employee: textOrNull } },
          onBehalfOf: textOrNull,
          rev: { type: 'integer' },
        },
      },
    },
  };
}
