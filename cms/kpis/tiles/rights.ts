import type { FormDefinition } from '../../../config/definition/types';
import { groupField, groupsOf, needsField, tileField, CREATED_AT, type TileDefinition } from '../../../config/kpis/tile';
import type { Actor } from '../../access/actor';
import { fieldRight, labelFilter } from '../../access/rights';
import type { Engine } from '../../engine';
import { AppError } from '../../http/errors';
import { parseFilters, rowCondition } from '../../reads/filters';
import { mayCount } from '../scope';

/**
 * Who makes figures of a form: whoever designs the forms of its area, and roles that read figures (`figures` in roles.yaml), over forms that
 * they read. The administrator designs all areas.
 */
export function mayMakeTile(engine: Engine, actor: Actor, def: FormDefinition): boolean {
  return (
    mayCount(engine, actor, def.key) &&
    actor.roles.some((key) => {
      const role = engine.roles.roles.get(key);
      return role !== undefined && (role.figures || role.designs.includes('*') || role.designs.includes(def.area));
    })
  );
}

/** Is the figure for this person at all: form, rows, role, and every field that it reads, unmasked. */
export function maySeeTile(engine: Engine, actor: Actor, tile: TileDefinition, def: FormDefinition): boolean {
  if (!mayCount(engine, actor, def.key)) return false;
  const isMeant = tile.roles.length === 0 || tile.roles.some((role) => actor.roles.includes(role)) || mayMakeTile(engine, actor, def);
  return isMeant && seesFields(engine, actor, tile, def);
}

function seesFields(engine: Engine, actor: Actor, tile: TileDefinition, def: FormDefinition): boolean {
  const own = [needsField(tile.measure) ? tile.field : null, tile.period, tile.group].filter((name) => name !== null);
  if (!own.every((name) => seesField(actor, def, name))) return false;
  try {
    for (const tree of [tile.filter, tile.condition])
      if (tree !== null) parseFilters({ registry: engine.registry, actor, trusted: false }, def, tree);
    return true;
  } catch (error) {
    // A condition on a field that this person does not see: the figure is not theirs.
    if (error instanceof AppError && error.status === 400) return false;
    throw error;
  }
}

/** Does the person see this field in full? */
function seesField(actor: Actor, def: FormDefinition, name: string): boolean {
  if (name === CREATED_AT.name) return true;
  const field = tileField(def, name);
  if (!field) return false;
  const right = fieldRight(actor, def, field);
  return right.visible && !right.masked;
}

/** The ways to split that are open to the person: not by a form of which no name may be known. */
export function openGroups(engine: Engine, actor: Actor, tile: TileDefinition, def: FormDefinition): string[] {
  return groupsOf(tile, def).filter((group) => {
    const field = groupField(tile, def, group)?.field;
    return field !== undefined && (field.type !== 'relation' || mayNameTarget(engine, actor, field.target ?? ''));
  });
}

export function mayNameTarget(engine: Engine, actor: Actor, target: string): boolean {
  const def = engine.registry.get(target);
  return def !== undefined && rowCondition(engine.registry, actor, def, labelFilter) !== 'none';
}
