import type { FormView } from '../../providers/definitions-source';
import { isMasked, type RecordRow } from '../../providers/record-types';

/** What a form starts from. A masked value starts empty: stars are not typed over, and never sent back. */
export function initialValues(form: FormView, record: RecordRow): Record<string, unknown> {
  return Object.fromEntries(form.fields.map((field) => [field.name, isMasked(record[field.name]) ? null : record[field.name]]));
}
