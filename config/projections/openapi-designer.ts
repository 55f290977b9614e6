import { operation } from './openapi-fixed';
import { objectOf } from './openapi-records';
import type { Schema } from './openapi-schemas';

const text = { type: 'string' };
const count = { type: 'integer' };
const list = (items: Schema): Schema => ({ type: 'array', items });
const orNull = (schema: Schema): Schema => ({ anyOf: [schema, { type: 'null' }] });
const named = (...names: string[]): { parameters: Schema[] } => ({
  parameters: names.map((name) => ({ name, in: 'path', required: true, schema: name === 'id' ? count : text })),
});

/** The form library, and the final removal of an archived field's values. */
export function designerPaths(): Record<string, Schema> {
  return { ...libraryPaths(), ...purgePaths() };
}

function libraryPaths(): Record<string, Schema> {
  const tag = 'designer';
  const words = objectOf({ zh: text, en: text }, ['zh', 'en']);
  const entry = objectOf(
    {
      key: text,
      plural: text,
      zh: text,
      en: text,
      area: text,
      kind: text,
      purpose: orNull(words),
      fields: count,
      states: list(words),
      status: { enum: ['on', 'draft', 'off'] },
      needs: list(objectOf({ key: text, zh: text, en: text }, ['key', 'zh', 'en'])),
      left: count,
    },
    ['key', 'plural', 'zh', 'en', 'area', 'kind', 'fields', 'states', 'status', 'needs', 'left'],
  );
  const absent = objectOf({ field: text, column: text, zh: text, en: text, target: text, form: words }, ['field', 'target', 'form']);
  return {
    '/api/designer/library': {
      get: operation({ tag, summary: 'Shipped forms that are not switched on, of the areas that the caller designs', answer: list(entry) }),
    },
    '/api/designer/library/{form}': {
      ...named('form'),
      get: operation({
        tag,
        summary: 'One of them as it would become a draft now: without optional relations to forms that are not there',
        answer: objectOf({ entry, definition: { type: 'object' }, left: list(absent), needed: list(absent) }, [
          'entry',
          'definition',
          'left',
          'needed',
        ]),
      }),
    },
  };
}

function purgePaths(): Record<string, Schema> {
  const tag = 'designer';
  const purge = objectOf(
    {
      id: count,
      field: text,
      reason: text,
      records: count,
      status: { enum: ['open', 'done', 'withdrawn', 'expired'] },
      askedAt: text,
      askedBy: text,
      confirmFrom: text,
      expiresAt: text,
      settledAt: orNull(text),
      settledBy: orNull(text),
      purged: orNull(count),
      refusal: orNull(text),
    },
    ['id', 'field', 'reason', 'records', 'status', 'askedAt', 'askedBy', 'confirmFrom', 'expiresAt'],
  );
  const held = objectOf({ field: text, zh: text, en: text, records: count }, ['field', 'records']);
  return {
    '/api/designer/{form}/purges': {
      ...named('form'),
      get: operation({
        tag,
        summary: 'Archived fields with the number of records that hold a value, and requests to remove these values',
        answer: objectOf({ delayDays: count, fields: list(held), requests: list(purge) }, ['delayDays', 'fields', 'requests']),
      }),
      post: operation({
        tag,
        summary: 'Asks for the values of an archived field to be removed for good',
        body: objectOf({ field: text, reason: text }, ['field', 'reason']),
        answer: purge,
      }),
    },
    '/api/designer/{form}/purges/{id}/confirm': {
      ...named('form', 'id'),
      post: operation({ tag, summary: 'Removes them: by a second person, after the delay', answer: purge }),
    },
    '/api/designer/{form}/purges/{id}/withdraw': {
      ...named('form', 'id'),
      post: operation({ tag, summary: 'Withdraws the request', answer: purge }),
    },
  };
}
