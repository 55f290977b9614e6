import { TILE_CHARTS, TILE_MEASURES } from '../kpis/tile';
import { json, objectOf, ok, query, refused } from './openapi-records';
import { ref, type Schema } from './openapi-schemas';

const text = { type: 'string' };
const list = (items: Schema): Schema => ({ type: 'array', items });
const plural = { $ref: '#/components/parameters/plural' };
const documentId = { $ref: '#/components/parameters/documentId' };
const any: Schema = { type: 'object' };

interface Operation {
  tag: string;
  summary: string;
  answer?: Schema;
  status?: number;
  body?: Schema;
  parameters?: Schema[];
  open?: boolean;
}

export function operation({ tag, summary, answer = any, status = 200, body, parameters, open }: Operation): Schema {
  return {
    tags: [tag],
    summary,
    ...(parameters ? { parameters } : {}),
    ...(body ? { requestBody: { required: true, ...json(body) } } : {}),
    ...(open ? { security: [] } : {}),
    responses: { [status]: status === 204 ? { description: 'Done' } : ok(answer), default: refused },
  };
}

/** What is there beside the records of the forms. */
export function fixedPaths(): Record<string, Schema> {
  return { ...sessionPaths(), ...definitionPaths(), ...recordPaths(), ...transferPaths(), ...overviewPaths() };
}

function sessionPaths(): Record<string, Schema> {
  const tag = 'session';
  return {
    '/api/auth/local': {
      post: operation({
        tag,
        summary: 'Log in',
        open: true,
        body: objectOf({ identifier: text, password: text }, ['identifier', 'password']),
        answer: objectOf({ jwt: text, user: any }, ['jwt', 'user']),
      }),
    },
    '/api/auth/refresh': {
      post: operation({ tag, summary: 'New access token for the refresh cookie', open: true, answer: objectOf({ jwt: text }, ['jwt']) }),
    },
    '/api/auth/logout': { post: operation({ tag, summary: 'End this session' }) },
    '/api/me': {
      get: operation({ tag, summary: 'The caller and the settings', answer: objectOf({ user: any, settings: any }) }),
      put: operation({ tag, summary: 'Language of the caller', body: objectOf({ lang: { enum: ['zh', 'en'] } }) }),
    },
    '/api/me/password': {
      post: operation({
        tag,
        summary: 'Change the own password; other sessions end',
        body: objectOf({ current: text, next: text }, ['current', 'next']),
      }),
    },
  };
}

function definitionPaths(): Record<string, Schema> {
  const tag = 'definitions';
  return {
    '/api/forms': { get: operation({ tag, summary: 'Definitions the caller may see, with what the caller may do', answer: list(any) }) },
    '/api/forms/{key}': {
      parameters: [{ name: 'key', in: 'path', required: true, schema: text }],
      get: operation({ tag, summary: 'One definition, as it is or as it was', parameters: [query('version', { type: 'integer' })] }),
    },
    '/api/areas': { get: operation({ tag, summary: 'Areas of the menu', answer: list(any) }) },
    '/api/papers/{template}': {
      parameters: [{ name: 'template', in: 'path', required: true, schema: text }],
      get: operation({ tag, summary: 'Layout of a printed paper' }),
    },
  };
}

function recordPaths(): Record<string, Schema> {
  const tag = 'records';
  const at = { parameters: [plural, documentId] };
  const base = '/api/{plural}/{documentId}';
  return {
    [`${base}/restore`]: { ...at, post: operation({ tag, summary: 'Bring back an archived record' }) },
    [`${base}/undo`]: {
      ...at,
      post: operation({
        tag,
        summary: "Take back the caller's last action while its messages have not left",
        body: objectOf({ token: text }, ['token']),
      }),
    },
    [`${base}/reveal`]: {
      ...at,
      post: operation({
        tag,
        summary: 'A masked value in full; audited',
        body: objectOf({ field: text, reason: text }, ['field', 'reason']),
        answer: objectOf({ value: {} }),
      }),
    },
    [`${base}/history`]: { ...at, get: operation({ tag, summary: 'Audit rows, newest first', answer: list(ref('HistoryEntry')) }) },
    [`${base}/comments`]: {
      ...at,
      get: operation({ tag, summary: 'Comments', answer: list(any) }),
      post: operation({ tag, summary: 'A comment with mentions', body: objectOf({ text, mentions: list(text) }, ['text']) }),
    },
    [`${base}/related`]: {
      ...at,
      get: operation({
        tag,
        summary: 'Records of other forms that point here',
        answer: list(objectOf({ form: text, field: text, total: { type: 'integer' }, data: list(ref('Brief')) })),
      }),
    },
    [`${base}/prints`]: {
      ...at,
      post: operation({ tag, summary: 'Notes a print', body: objectOf({ paper: text, copies: { type: 'integer' } }, ['paper']) }),
    },
    '/api/files': {
      post: {
        tags: [tag],
        summary: 'Uploads a file',
        requestBody: {
          required: true,
          content: { 'multipart/form-data': { schema: objectOf({ file: { type: 'string', format: 'binary' } }, ['file']) } },
        },
        responses: { 200: ok(ref('File')), default: refused },
      },
    },
  };
}

function transferPaths(): Record<string, Schema> {
  const tag = 'transfer';
  const at = { parameters: [plural] };
  return {
    '/api/{plural}/export': {
      ...at,
      get: operation({ tag, summary: 'The list as xlsx or csv', parameters: [query('format', { enum: ['xlsx', 'csv'] })] }),
    },
    '/api/{plural}/import/preview': { ...at, post: operation({ tag, summary: 'Columns of a file and how they map' }) },
    '/api/{plural}/import': {
      ...at,
      post: operation({
        tag,
        summary: 'Imports a file; with dryRun=true only says what would happen',
        parameters: [query('dryRun', { type: 'boolean' })],
      }),
    },
  };
}

function overviewPaths(): Record<string, Schema> {
  const tag = 'overview';
  const days = [
    query('from', { type: 'string', format: 'date' }),
    query('to', { type: 'string', format: 'date' }),
    query('asOf', { type: 'string', format: 'date' }),
  ];
  const at = { parameters: [{ name: 'key', in: 'path', required: true, schema: text }] };
  return {
    '/api/inbox': {
      get: operation({ tag, summary: 'What waits for the caller', parameters: [query('count', { type: 'boolean' })], answer: list(any) }),
    },
    '/api/home': { get: operation({ tag, summary: "The caller's day" }) },
    '/api/search': {
      get: operation({ tag, summary: 'Search over all forms, pinyin too', parameters: [query('q', text)], answer: list(ref('Brief')) }),
    },
    '/api/kpis': { get: operation({ tag, summary: 'Key figures the caller may see', answer: list(any) }) },
    '/api/kpis/{key}': {
      ...at,
      get: operation({
        tag,
        summary: 'One figure with numerator, denominator, target, series and drill-down',
        parameters: [...days, query('groupBy', text)],
      }),
    },
    '/api/kpis/{key}/records': { ...at, get: operation({ tag, summary: 'The very records behind a figure', parameters: days }) },
    ...tilePaths(),
    '/api/events/ticket': {
      post: operation({ tag, summary: 'One-time ticket for the event stream', answer: objectOf({ ticket: text }, ['ticket']) }),
    },
    '/api/events': {
      get: {
        tags: [tag],
        summary: 'Live changes the caller may see',
        security: [],
        parameters: [query('ticket', text)],
        responses: { 200: { description: 'Events', content: { 'text/event-stream': { schema: text } } }, default: refused },
      },
    },
  };
}

/** Figures made on screen: read like all others by `/api/kpis`, made and changed here. */
function tilePaths(): Record<string, Schema> {
  const tag = 'figures';
  const at = { parameters: [{ name: 'key', in: 'path', required: true, schema: text }] };
  const words = objectOf({ zh: text, en: text }, ['zh', 'en']);
  const orNull = (schema: Schema): Schema => ({ anyOf: [schema, { type: 'null' }] });
  const tile = objectOf(
    {
      zh: text,
      en: text,
      form: text,
      measure: { enum: [...TILE_MEASURES] },
      field: orNull(text),
      condition: orNull(any),
      filter: orNull(any),
      period: orNull(text),
      group: orNull(text),
      target: orNull({ type: 'number' }),
      good: { enum: ['up', 'down', 'neutral'] },
      unit: orNull(words),
      chart: { enum: [...TILE_CHARTS] },
      roles: list(text),
      order: { type: 'integer' },
    },
    ['zh', 'en', 'form', 'measure', 'good', 'chart'],
  );
  const stored = objectOf({ key: text, rev: { type: 'integer' }, tile, owner: text, by: text, at: text }, ['key', 'rev', 'tile']);
  return {
    '/api/kpi-tiles': {
      get: operation({ tag, summary: 'Figures made on screen that the caller may change', answer: list(stored) }),
      post: operation({
        tag,
        summary: 'Makes a figure of the fields of a form',
        body: objectOf({ tile }, ['tile']),
        answer: stored,
        status: 201,
      }),
    },
    '/api/kpi-tiles/desk': {
      get: operation({ tag, summary: 'Forms that the caller may make figures of, and roles that they can be shown to' }),
    },
    '/api/kpi-tiles/preview': {
      post: operation({
        tag,
        summary: 'The figure as it would be; nothing is kept',
        body: objectOf({ tile, period: any, groupBy: text }, ['tile']),
      }),
    },
    '/api/kpi-tiles/{key}': {
      ...at,
      get: operation({ tag, summary: 'One of them, to be changed', answer: stored }),
      put: operation({
        tag,
        summary: 'Changes a figure; 409 when somebody else was first',
        body: objectOf({ rev: { type: 'integer' }, tile }, ['rev', 'tile']),
        answer: stored,
      }),
      delete: operation({ tag, summary: 'Takes a figure off the page', parameters: [query('rev', { type: 'integer' })], answer: stored }),
    },
    '/api/kpi-tiles/{key}/restore': { ...at, post: operation({ tag, summary: 'Puts it back', answer: stored }) },
  };
}
