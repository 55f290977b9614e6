import { operation } from './openapi-fixed';
import { objectOf, query } from './openapi-records';
import { ref, type Schema } from './openapi-schemas';

const text = { type: 'string' };
const count = { type: 'integer' };
const list = (items: Schema): Schema => ({ type: 'array', items });

/** What may be done in a decision of several people beside yes and no, and a changed flow on past cases. */
export function approvalPaths(): Record<string, Schema> {
  const base = '/api/{plural}/{documentId}/approvals/{action}';
  const parameters = [
    { $ref: '#/components/parameters/plural' },
    { $ref: '#/components/parameters/documentId' },
    { name: 'action', in: 'path', required: true, schema: text },
  ];
  const answer = objectOf({ outcome: { enum: ['open', 'approved', 'rejected', 'returned', 'withdrawn'] } }, ['outcome']);
  const post = (summary: string, properties: Record<string, Schema>, required: string[]): Schema => ({
    parameters,
    post: operation({ tag: 'records', summary, body: objectOf({ ...properties, comment: text }, required), answer }),
  });
  return {
    [`${base}/transfer`]: post('Hand the own task in a decision to another person', { to: text }, ['to']),
    [`${base}/add-signer`]: post('Ask another person to sign before or after oneself', { to: text, place: { enum: ['before', 'after'] } }, [
      'to',
    ]),
    [`${base}/return`]: post(
      'Send it back to the applicant (null) or to a step that has approved; with the reason',
      { to: { type: ['integer', 'null'] }, then: { enum: ['again', 'straight'] } },
      ['comment'],
    ),
    [`${base}/withdraw`]: post('The applicant takes it back while it is undecided', {}, []),
    [`${base}/people`]: {
      parameters,
      get: operation({
        tag: 'records',
        summary: 'Who can be asked to decide',
        answer: list(objectOf({ documentId: text, name: text, role: ref('Words') })),
      }),
    },
    '/api/designer/{form}/simulation': {
      parameters: [{ name: 'form', in: 'path', required: true, schema: text }],
      get: operation({
        tag: 'designer',
        summary: "The draft's flow on the cases of the last days, part after part; writes nothing",
        parameters: [
          query('days', { ...count, minimum: 1, maximum: 731, default: 90 }),
          query('revision', count, 'Of the draft; another one answers 409'),
          query('after', text, '`next` of the part before'),
        ],
        answer: objectOf({
          ...{
            days: count,
            since: { ...text, format: 'date-time' },
            total: { type: ['integer', 'null'] },
            next: { type: ['string', 'null'] },
          },
          ...{ cases: count, steps: count, affected: count, unsure: count },
          rows: list(
            objectOf({
              ...{ action: text, from: text, kind: text, field: { type: ['string', 'null'] }, names: list(text), count },
              cases: list(objectOf({ documentId: text, number: { type: ['string', 'null'] } })),
            }),
          ),
        }),
      }),
    },
  };
}
