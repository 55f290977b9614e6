import type { Actor } from '../access/actor';
import type { Engine } from '../engine';
import { forbidden, notFound } from '../http/errors';
import { kpiDefinitions } from './catalogue';
import { mayCount } from './scope';
import { shippedFigure, type FigureSource } from './source';
import { tileFigure } from './tiles/figure';
import { maySeeTile } from './tiles/rights';
import { allTiles, findTile, TILE_PREFIX } from './tiles/store';

/** Every figure that the caller may see: the shipped ones, then those made on screen. */
export async function figuresFor(engine: Engine, actor: Actor): Promise<FigureSource[]> {
  const shipped = kpiDefinitions(engine.root)
    .filter((kpi) => engine.registry.get(kpi.form) && mayCount(engine, actor, kpi.form))
    .map((kpi) => shippedFigure(engine, kpi));
  const own: FigureSource[] = [];
  for (const stored of await allTiles(engine)) {
    const def = engine.registry.get(stored.tile.form);
    if (def && maySeeTile(engine, actor, stored.tile, def)) own.push(await tileFigure(engine, stored, def, actor));
  }
  return [...shipped, ...own];
}

/** One figure; 404 when there is none, 403 when the caller may not count its records. */
export async function findFigure(engine: Engine, actor: Actor, key: string): Promise<FigureSource> {
  if (key.startsWith(TILE_PREFIX)) {
    const stored = await findTile(engine, key);
    const def = engine.registry.get(stored.tile.form);
    if (!def) throw notFound();
    if (!maySeeTile(engine, actor, stored.tile, def)) throw forbidden({ form: def.key, action: 'read' });
    return tileFigure(engine, stored, def, actor);
  }
  const kpi = kpiDefinitions(engine.root).find((candidate) => candidate.key === key);
  if (!kpi || !engine.registry.get(kpi.form)) throw notFound();
  if (!mayCount(engine, actor, kpi.form)) throw forbidden({ form: kpi.form, action: 'read' });
  return shippedFigure(engine, kpi);
}
