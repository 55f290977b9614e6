import type { FormDefinition } from '../definition/types';
import { ref, schemaName, type Schema } from './openapi-schemas';
import { sampleRecord } from './sample';

export const refused = { $ref: '#/components/responses/Refused' };
const documentId = { $ref: '#/components/parameters/documentId' };
const idempotencyKey = { $ref: '#/components/parameters/idempotencyKey' };

export const json = (schema: Schema, example?: unknown): Schema => ({
  content: { 'application/json': { schema, ...(example === undefined ? {} : { example }) } },
});
export const ok = (schema: Schema, description = 'OK'): Schema => ({ description, ...json(schema) });
export const objectOf = (properties: Record<string, unknown>, required: string[] = []): Schema => ({
  type: 'object',
  properties,
  ...(required.length > 0 ? { required } : {}),
});
export const query = (name: string, schema: Schema, description?: string): Schema => ({
  name,
  in: 'query',
  schema,
  ...(description ? { description } : {}),
});

const refusals = (...statuses: number[]): Record<string, unknown> =>
  Object.fromEntries(statuses.map((status) => [String(status), refused]));

/** The records of one form. */
export function pathsOf(def: FormDefinition): Record<string, Schema> {
  const record = ref(schemaName(def.key));
  const input = ref(`${schemaName(def.key)}Input`);
  const one = objectOf({ data: record, meta: ref('RecordMeta') }, ['data']);
  const tags = [def.key];
  const base = `/api/${def.plural}`;
  const id = schemaName(def.key);
  const actions = [
    ...new Set(
      def.transitions.filter((transition) => transition.by.some((role) => role !== 'system')).map((transition) => transition.action),
    ),
  ];
  const paths: Record<string, Schema> = {
    [base]: {
      get: {
        tags,
        operationId: `list${id}`,
        summary: `${def.zh}:列表`,
        parameters: listParameters(def),
        responses: {
          200: ok(
            objectOf(
              {
                data: { type: 'array', items: record },
                meta: objectOf({
                  pagination: ref('Pagination'),
                  masked: { type: 'array', items: { type: 'string' } },
                  counts: { type: 'object' },
                }),
              },
              ['data', 'meta'],
            ),
          ),
          ...refusals(400, 401, 403),
        },
      },
      post: {
        tags,
        operationId: `create${id}`,
        summary: `${def.zh}:新建`,
        parameters: [idempotencyKey],
        requestBody: { required: true, ...json(objectOf({ data: input }, ['data']), { data: example(def) }) },
        responses: { 201: ok(one, 'Created'), ...refusals(400, 401, 403, 409) },
      },
    },
    [`${base}/{documentId}`]: {
      parameters: [documentId],
      get: { tags, operationId: `get${id}`, summary: `${def.zh}:查看`, responses: { 200: ok(one), ...refusals(401, 403, 404) } },
      put: {
        tags,
        operationId: `update${id}`,
        summary: `${def.zh}:修改`,
        description:
          'Only what changes, and the revision that was read. Rows are sent whole: known ids update, new ones add, missing ones go.',
        requestBody: {
          required: true,
          ...json(objectOf({ data: { allOf: [input, objectOf({ rev: { type: 'integer' } }, ['rev'])] } }, ['data'])),
        },
        responses: { 200: ok(one), ...refusals(400, 401, 403, 404, 409) },
      },
      delete: {
        tags,
        operationId: `archive${id}`,
        summary: `${def.zh}:归档`,
        responses: { 204: { description: 'Archived' }, ...refusals(401, 403, 404, 409) },
      },
    },
  };
  if (actions.length === 0) return paths;
  paths[`${base}/{documentId}/actions/{action}`] = {
    parameters: [documentId, { name: 'action', in: 'path', required: true, schema: { type: 'string', enum: actions } }],
    post: {
      tags,
      operationId: `act${id}`,
      summary: `${def.zh}:流转`,
      description: actionWords(def, actions),
      parameters: [idempotencyKey],
      requestBody: {
        required: true,
        ...json(objectOf({ rev: { type: 'integer' }, comment: { type: 'string', maxLength: 2000 }, data: input }, ['rev'])),
      },
      responses: { 200: ok(one), ...refusals(401, 403, 404, 409, 422) },
    },
  };
  return paths;
}

function listParameters(def: FormDefinition): Schema[] {
  return [
    query(
      'filters',
      { type: 'object' },
      `Strapi filters, such as filters[state][$eq]=${def.states[0]?.value ?? ''}; usual fields: ${(def.list.filters ?? []).join(', ')}; filters[$behind] (figure, from, to, asOf, by, group) for the records behind a figure`,
    ),
    query('_q', { type: 'string', maxLength: 100 }, `Search in ${(def.list.search ?? ['number']).join(', ')}`),
    ...Object.keys(LIST_PARAMETERS).map((name) => ({ $ref: `#/components/parameters/${name}` })),
  ];
}

/** Parameters that every list takes. */
export const LIST_PARAMETERS: Record<string, Schema> = {
  sort: query('sort', { type: 'string' }, 'Such as -createdAt, or createdAt:desc'),
  page: query('pagination[page]', { type: 'integer', minimum: 1 }),
  pageSize: query('pagination[pageSize]', { type: 'integer', minimum: 1, maximum: 200 }),
  withCount: query('pagination[withCount]', { type: 'boolean' }),
  fields: query('fields', { type: 'array', items: { type: 'string' } }),
  counts: query('counts', { type: 'string' }, 'Number of records by each value of this field'),
  archived: query('archived', { type: 'boolean' }),
};

function actionWords(def: FormDefinition, actions: string[]): string {
  return actions
    .map((action) => {
      const ways = def.transitions.filter((transition) => transition.action === action);
      const routes = ways.map((way) => `${way.from.join('/')} → ${way.to}`).join('; ');
      return `${action} (${ways[0]?.zh ?? ''}): ${routes}`;
    })
    .join('\n');
}

/** A fixed day, so that the generated file is the same every day; related records are named by their form. */
function example(def: FormDefinition): Record<string, unknown> {
  return sampleRecord(def, {
    today: '2026-11-02',
    now: '2026-11-02T01:00:00.000Z',
    relation: (field) => `<documentId of ${field.target ?? ''}>`,
    file: () => 1,
  });
}
