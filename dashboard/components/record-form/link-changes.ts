import type { FieldDefinition } from '../../../config/definition/types';
import { isToMany } from '../../../config/projections/strapi-schema';
import { briefsOf } from '../../fields/relation/brief-words';

/**
 * Links to several records of which the caller may not know all are sent as differences: a list of the known ones would take the others
 * away unseen. undefined: the list can be sent as it is.
 */
export function linkChanges(
  field: FieldDefinition,
  before: unknown,
  after: unknown,
): { connect: string[]; disconnect: string[] } | undefined {
  const had = briefsOf(before);
  if (!isToMany(field) || had.every((brief) => brief.documentId !== null)) return undefined;
  const [old, next] = [had, briefsOf(after)].map((briefs) => briefs.flatMap((brief) => brief.documentId ?? []));
  return {
    connect: (next ?? []).filter((id) => !old?.includes(id)),
    disconnect: (old ?? []).filter((id) => !next?.includes(id)),
  };
}
