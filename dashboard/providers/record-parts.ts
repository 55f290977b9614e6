import type { FormView } from './definitions-source';

/** Key of what hangs on a record (history, comments, related records), or of one part of it: a write makes all of them old. */
export const partKey = (form: Pick<FormView, 'plural'>, id: string, part?: string): string[] => [
  'record-part',
  form.plural,
  id,
  ...(part ? [part] : []),
];
