import type { Actor } from '../access/actor';
import { can, fieldRight } from '../access/rights';
import type { Engine } from '../engine';
import { notFound } from '../http/errors';
import { listRecords } from '../reads/list';
import { getRecord } from '../reads/one';
import { parseListQuery } from '../reads/query';
import type { Brief } from '../reads/view-types';
import { isToMany } from '../../config/projections/strapi-schema';
import type { FormDefinition } from '../../config/definition/types';

export interface Related {
  form: string;
  /** Field of that form that points here. */
  field: string;
  total: number;
  data: Brief[];
}

const SHOWN = 5;

/** Records of other forms that point to this one, the newest of each; only forms, fields and rows that the caller may see. */
export async function relatedTo(engine: Engine, def: FormDefinition, documentId: string, actor: Actor): Promise<Related[]> {
  if (!(await getRecord(engine, def, documentId, actor))) throw notFound();
  const found: Related[] = [];
  for (const other of engine.registry.all()) {
    if (!can(actor, other, 'read')) continue;
    for (const field of other.fields) {
      const points =
        field.type === 'relation' && field.target === def.key && !isToMany(field) && field.name !== 'site' && field.name !== 'registeredBy';
      if (!points) continue;
      const right = fieldRight(actor, other, field);
      if (!right.visible || right.masked) continue;
      const query = parseListQuery(other, {
        filters: { [field.name]: { documentId: { $eq: documentId } } },
        sort: '-createdAt',
        pagination: { pageSize: String(SHOWN) },
      });
      const { data, meta } = await listRecords(engine, other, query, actor);
      if (data.length === 0) continue;
      found.push({
        form: other.key,
        field: field.name,
        total: meta.pagination.total ?? data.length,
        data: data.map((record) => briefOf(other, record)),
      });
    }
  }
  return found;
}

function briefOf(def: FormDefinition, record: Record<string, unknown>): Brief {
  const text = (value: unknown): string =>
    typeof value === 'object' && value !== null ? String((value as Partial<Brief>).title ?? '') : String(value ?? '');
  const title = def.title
    .filter((name) => name !== 'number')
    .map((name) => text(record[name]))
    .filter((part) => part !== '')
    .join(' · ');
  return {
    documentId: String(record.documentId),
    form: def.key,
    number: (record.number as string | null) ?? null,
    title: title || null,
    state: (record.state as string | null) ?? null,
  };
}
