import { parseDocument } from 'yaml';
import { isObject } from './expression/values';
import { FORM_SHAPE } from './form-shape';
import type { Issue } from './issue';
import { checkShape } from './shape-check';
import type { FormDefinition } from './types';

/** Longest definition file, in characters; the longest shipped one has a tenth. */
const MAX_LENGTH = 400_000;

/**
 * Reads a definition file. Without issues it has the shape of a FormDefinition; whether what it names is there says `checkDefinition`.
 * Issues of the YAML itself are addressed by file and line, all others by form and name: `work-order.fields.fee.type`.
 */
export function parseDefinition(source: string, file: string): { definition?: FormDefinition; issues: Issue[] } {
  if (source.length > MAX_LENGTH)
    return {
      issues: [{ address: file, code: 'too_large', zh: `不得超过 ${MAX_LENGTH} 个字符`, en: `has at most ${MAX_LENGTH} characters` }],
    };
  const document = parseDocument(source, { prettyErrors: true });
  if (document.errors.length > 0) {
    return {
      issues: document.errors.map((error) => {
        const at = error.linePos?.[0];
        const [message = ''] = error.message.split('\n');
        return { address: at ? `${file}:${at.line}:${at.col}` : file, code: 'yaml', zh: `YAML 格式错误:${message}`, en: message };
      }),
    };
  }
  try {
    return definitionOf(document.toJS({ maxAliasCount: 100 }) as unknown, file);
  } catch (error) {
    // An alias without its anchor, or a file that multiplies itself by aliases.
    if (!(error instanceof ReferenceError)) throw error;
    return { issues: [{ address: file, code: 'yaml', zh: `YAML 引用错误:${error.message}`, en: error.message }] };
  }
}

/** The same for a definition that is no file but a value, as the designer sends it. */
export function definitionOf(value: unknown, name: string): { definition?: FormDefinition; issues: Issue[] } {
  const key = isObject(value) && typeof value.key === 'string' && value.key !== '' ? value.key : name;
  const issues = checkShape(value, FORM_SHAPE, key);
  return issues.length > 0 ? { issues } : { definition: value as FormDefinition, issues };
}
