import type { FieldDefinition, FormDefinition, Violation } from '../../../config/definition/types';
import {
  chartsOf,
  CREATED_AT,
  groupFields,
  measureFields,
  needsField,
  periodFields,
  tileField,
  type TileDefinition,
} from '../../../config/kpis/tile';
import { parseTile } from '../../../config/kpis/tile-parse';
import type { Actor } from '../../access/actor';
import { fieldRight } from '../../access/rights';
import { FULL_RIGHT } from '../../access/rights-fields';
import type { Engine } from '../../engine';
import { AppError, invalid } from '../../http/errors';
import { parseFilters } from '../../reads/filters';
import { mayMakeTile, mayNameTarget } from './rights';

/**
 * The figure that was sent, when nothing is wrong with it: 400 with every broken part at its address. Checked with the rights of the person
 * who makes it: what they do not see in full they neither count nor split by.
 */
export function checkTile(engine: Engine, actor: Actor, input: unknown): { tile: TileDefinition; def: FormDefinition } {
  const { tile, violations } = parseTile(input);
  const def = engine.registry.get(tile.form);
  if (!def || !mayMakeTile(engine, actor, def)) {
    if (tile.form !== '')
      violations.push({ path: ['form'], code: def ? 'tile_not_your_form' : 'unknown_form', params: { form: tile.form } });
    throw invalid(violations);
  }
  violations.push(
    ...fieldProblems(actor, tile, def),
    ...treeProblems(engine, actor, def, 'filter', tile.filter),
    ...treeProblems(engine, actor, def, 'condition', tile.condition),
  );
  const group = tileField(def, tile.group);
  const isOpen = !violations.some((one) => one.path[0] === 'group');
  if (isOpen && group?.type === 'relation' && !mayNameTarget(engine, actor, group.target ?? ''))
    violations.push({ path: ['group'], code: 'tile_group_unknown' });
  if (!chartsOf(tile, def).includes(tile.chart)) violations.push({ path: ['chart'], code: 'tile_chart' });
  for (const role of tile.roles) {
    const known = engine.roles.roles.get(role);
    if (!known || known.pseudo || !known.login) violations.push({ path: ['roles'], code: 'not_a_member', params: { value: role } });
  }
  if (violations.length > 0) throw invalid(violations);
  return { tile, def };
}

/** The measured field, the date of the period and the group: there, of a kind that fits, and seen in full by the person. */
function fieldProblems(actor: Actor, tile: TileDefinition, def: FormDefinition): Violation[] {
  const uses: [string, string | null, FieldDefinition[]][] = [
    ['field', needsField(tile.measure) ? tile.field : null, measureFields(def)],
    ['period', tile.period, periodFields(def)],
    ['group', tile.group, groupFields(def)],
  ];
  return uses.flatMap(([path, name, offered]): Violation[] => {
    if (name === null) return [];
    const field = tileField(def, name);
    // Hidden is told like not there at all; masked would be read out of sums.
    const right = field === CREATED_AT ? FULL_RIGHT : field && fieldRight(actor, def, field);
    if (!field || !right?.visible) return [{ path: [path], code: 'unknown_field', params: { field: name } }];
    if (right.masked) return [{ path: [path], code: 'masked_field' }];
    return offered.includes(field) ? [] : [{ path: [path], code: 'not_for_tile' }];
  });
}

function treeProblems(engine: Engine, actor: Actor, def: FormDefinition, path: string, tree: TileDefinition['filter']): Violation[] {
  if (tree === null) return [];
  try {
    parseFilters({ registry: engine.registry, actor, trusted: false }, def, tree);
    return [];
  } catch (error) {
    if (!(error instanceof AppError) || error.status !== 400) throw error;
    return error.violations.map((violation) => ({ ...violation, path: [path, ...violation.path.slice(1)] }));
  }
}
