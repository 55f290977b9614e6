import type { Actor } from '../access/actor';
import { fieldRight } from '../access/rights';
import { isToMany } from '../../config/projections/strapi-schema';
import type { FormDefinition } from '../../config/definition/types';
import type { ReadEngine } from './briefs';
import type { Condition } from './condition';
import { parseFilters, rowCondition } from './filters';
import { forbidden } from '../http/errors';

const NOTHING: Condition = { kind: 'or', items: [] };
const MOST_WORDS = 5;

/** Everything that decides which records a list, a count or a search is over. Rows first: a filter can only take away. 403 when the form is closed to the caller. */
export function whereOf(
  engine: ReadEngine,
  def: FormDefinition,
  actor: Actor,
  query: { filters: unknown; search: string; archived: boolean },
): { rows: Condition | null; asked: Condition[] } {
  const rows = rowCondition(engine.registry, actor, def);
  if (rows === 'none') throw forbidden({ form: def.key, action: 'read' });
  const asked: Condition[] = [];
  if (!query.archived && def.fields.some((field) => field.name === 'archivedAt'))
    asked.push({ kind: 'filled', name: 'archivedAt', filled: false });
  if (query.filters !== null && query.filters !== undefined)
    asked.push(parseFilters({ registry: engine.registry, actor, trusted: false }, def, query.filters));
  if (query.search !== '') asked.push(searchOf(engine, def, actor, query.search));
  return { rows, asked };
}

/** Every word must stand in one of the form's search fields that the caller sees; sensitive ones are never searched. */
export function searchOf(engine: ReadEngine, def: FormDefinition, actor: Actor, text: string): Condition {
  const words = text
    .split(/\s+/)
    .filter((word) => word !== '')
    .slice(0, MOST_WORDS);
  return { kind: 'and', items: words.map((word) => anyField(engine, def, actor, def.list.search ?? def.title, word, true)) };
}

function anyField(engine: ReadEngine, def: FormDefinition, actor: Actor, names: string[], word: string, follow: boolean): Condition {
  const items = names.flatMap((name): Condition[] => {
    const field = def.fields.find((candidate) => candidate.name === name);
    if (!field || field.sensitive || field.encrypted) return [];
    const right = fieldRight(actor, def, field);
    if (!right.visible || right.masked) return [];
    if (field.type === 'string' || field.type === 'text')
      return [{ kind: 'cell', name, type: 'text', operator: '$containsi', values: [word] }];
    if (field.type !== 'relation' || !follow) return [];
    const target = engine.registry.get(field.target ?? '');
    const rows = target ? rowCondition(engine.registry, actor, target) : 'none';
    if (!target || rows === 'none') return [];
    return [
      { kind: 'related', field, target, many: isToMany(field), item: anyField(engine, target, actor, target.title, word, false), rows },
    ];
  });
  return items.length > 0 ? { kind: 'or', items } : NOTHING;
}
