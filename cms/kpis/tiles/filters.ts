import { VOID_STATE } from '../../../config/definition/expand';
import type { FormDefinition } from '../../../config/definition/types';
import { groupField, tileField, type FilterTree, type TileDefinition } from '../../../config/kpis/tile';
import { asksForVoid } from '../../../config/kpis/tile-words';
import { plusDays } from '../calendar';
import type { Period } from '../measure';

/** Key of the group of records whose related record the caller may not know by name. */
export const UNKNOWN = '*';

/**
 * The records behind a figure (or one group of it) in the query language of the lists. The figure is computed over exactly this, and its
 * drill-down is the list with exactly this, so they cannot differ. Null: no list can ask for it.
 */
export function filtersOf(
  tile: TileDefinition,
  def: FormDefinition,
  period: Period,
  group: string | null,
  key: string | null,
): FilterTree | null {
  const parts: FilterTree[] = [];
  if (tile.filter !== null && Object.keys(tile.filter).length > 0) parts.push(tile.filter);
  if (def.states.some((state) => state.value === VOID_STATE) && !asksForVoid(tile.filter)) parts.push({ state: { $ne: VOID_STATE } });
  const day = tileField(def, tile.period);
  if (day) {
    const month = group === 'month' && key !== null ? monthOf(key) : null;
    const from = month && month.from > period.from ? month.from : period.from;
    const to = month && month.to < period.to ? month.to : period.to;
    parts.push(between(day, from, to));
  }
  if (group !== null && group !== 'month') {
    const part = groupPart(tile, def, group, key);
    if (part === null) return null;
    parts.push(part);
  }
  return parts.length === 0 ? {} : parts.length === 1 ? (parts[0] ?? {}) : { $and: parts };
}

function groupPart(tile: TileDefinition, def: FormDefinition, group: string, key: string | null): FilterTree | null {
  const found = groupField(tile, def, group);
  if (!found || key === UNKNOWN) return null;
  const { field, monthly } = found;
  if (key === null) return { [field.name]: { $null: true } };
  if (field.type === 'relation') return { [field.name]: { documentId: { $eq: key } } };
  if (!monthly) return { [field.name]: { $eq: key } };
  const month = monthOf(key);
  return month ? between(field, month.from, month.to) : null;
}

/** Datetimes of the lists are UTC, the days are the house's; a date compares by the day itself. */
function between(field: { name: string; type: string }, from: string, to: string): FilterTree {
  if (field.type === 'date') return { [field.name]: { $gte: from, $lte: to } };
  return { [field.name]: { $gte: utc(from), $lt: utc(plusDays(to, 1)) } };
}

const utc = (day: string): string => new Date(`${day}T00:00:00+08:00`).toISOString();

function monthOf(key: string): { from: string; to: string } | null {
  if (!/^\d{4}-\d{2}$/.test(key)) return null;
  const from = `${key}-01`;
  const next = `${plusDays(from, 31).slice(0, 7)}-01`;
  return { from, to: plusDays(next, -1) };
}
