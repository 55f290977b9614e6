import { operation } from './openapi-fixed';
import { objectOf } from './openapi-records';
import type { Schema } from './openapi-schemas';

const text = { type: 'string' };
const form = { parameters: [{ name: 'form', in: 'path', required: true, schema: text }] };

/** What a new release of the product brings for a form that the house has changed. */
export function releasePaths(): Record<string, Schema> {
  const tag = 'designer';
  const definition = { type: 'object' };
  const release = objectOf({ hash: text, base: definition, shipped: definition, isMerged: { type: 'boolean' } }, [
    'hash',
    'base',
    'shipped',
    'isMerged',
  ]);
  return {
    '/api/designer/{form}/release': {
      ...form,
      get: operation({
        tag,
        summary: 'The shipped form of now and the one that the present version began from; null when there is nothing new',
        answer: objectOf({ release: { anyOf: [release, { type: 'null' }] } }, ['release']),
      }),
    },
    '/api/designer/{form}/release/keep': {
      ...form,
      post: operation({
        tag,
        summary: 'Keeps the form of the house: of this release it is not told again',
        body: objectOf({ hash: text }, ['hash']),
      }),
    },
  };
}
