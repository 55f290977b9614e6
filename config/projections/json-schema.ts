import { FIELD_SHAPE, FORM_SHAPE } from '../definition/form-shape';
import type { Shape } from '../definition/shape';

export type JsonSchema = Record<string, unknown>;

/** JSON Schema (2020-12) of a definition file, for editors; written to `config/definition/form.schema.json` by `npm run generate`. */
export function formFileSchema(): JsonSchema {
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $comment: 'Generated from config/definition/form-shape.ts by npm run generate; do not edit.',
    title: 'TowerDesk form definition',
    ...schemaOf(FORM_SHAPE),
    $defs: { field: schemaOf(FIELD_SHAPE) },
  };
}

function schemaOf(shape: Shape): JsonSchema {
  const about = shape.about === undefined ? {} : { description: shape.about };
  return { ...bare(shape), ...about };
}

function bare(shape: Shape): JsonSchema {
  switch (shape.kind) {
    case 'any':
      return {};
    case 'text':
    case 'expression':
      return { type: 'string', minLength: 1 };
    case 'number':
    case 'integer':
    case 'boolean':
      return { type: shape.kind };
    case 'scalar':
      return { type: ['string', 'number'] };
    case 'one':
      return { enum: shape.of };
    case 'list':
      return { type: 'array', items: schemaOf(shape.of), ...(shape.least ? { minItems: shape.least } : {}) };
    case 'map':
      return { type: 'object', additionalProperties: schemaOf(shape.of) };
    case 'object':
      return {
        type: 'object',
        properties: Object.fromEntries(Object.entries(shape.keys).map(([key, inner]) => [key, schemaOf(inner)])),
        ...(shape.required.length > 0 ? { required: shape.required } : {}),
        ...(shape.exactlyOne ? { oneOf: shape.exactlyOne.map((key) => ({ required: [key] })) } : {}),
        additionalProperties: false,
      };
    case 'either':
      return { anyOf: shape.of.map(schemaOf) };
    case 'nullable':
      return { anyOf: [schemaOf(shape.of), { type: 'null' }] };
    case 'again':
      return { $ref: `#/$defs/${shape.name}` };
  }
}
