import type { FormDefinition } from '../definition/types';
import { approvalPaths } from './openapi-approvals';
import { designerPaths } from './openapi-designer';
import { fixedPaths } from './openapi-fixed';
import { LIST_PARAMETERS, pathsOf } from './openapi-records';
import { releasePaths } from './openapi-releases';
import { fixedSchemas, formSchemas, type Schema } from './openapi-schemas';

/** OpenAPI 3.1 of the API, projected from the shipped definitions; written to `cms/openapi.json` by `npm run generate`. */
export function openApi(forms: FormDefinition[], version: string): Schema {
  const sorted = [...forms].sort((a, b) => (a.key < b.key ? -1 : 1));
  return {
    openapi: '3.1.0',
    info: {
      title: 'TowerDesk 楼宇客服台',
      version,
      description:
        'Generated from config/forms by npm run generate; do not edit. Money is integer fen, dates are YYYY-MM-DD (Asia/Shanghai), datetimes ISO 8601 UTC. ' +
        'Forms that managers publish are served by the same routes; GET /api/forms tells them as they are now.',
    },
    servers: [{ url: '/' }],
    security: [{ bearer: [] }],
    tags: sorted.map((def) => ({ name: def.key, description: `${def.zh} · ${def.en}` })),
    paths: { ...fixedPaths(), ...approvalPaths(), ...designerPaths(), ...releasePaths(), ...Object.assign({}, ...sorted.map(pathsOf)) },
    components: {
      securitySchemes: { bearer: { type: 'http', scheme: 'bearer', description: 'The jwt of POST /api/auth/local' } },
      parameters: {
        ...LIST_PARAMETERS,
        documentId: { name: 'documentId', in: 'path', required: true, schema: { type: 'string' } },
        plural: { name: 'plural', in: 'path', required: true, schema: { type: 'string', enum: sorted.map((def) => def.plural) } },
        idempotencyKey: {
          name: 'Idempotency-Key',
          in: 'header',
          description: 'The same key within 24 hours gives the same answer once',
          schema: { type: 'string', maxLength: 100 },
        },
      },
      responses: {
        Refused: {
          description: 'Refused; nothing was changed',
          content: { 'application/json': { schema: { $ref: '#/components/schemas/Error' } } },
        },
      },
      schemas: { ...fixedSchemas(), ...Object.assign({}, ...sorted.map(formSchemas)) },
    },
  };
}
