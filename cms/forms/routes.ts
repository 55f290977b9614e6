import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Actor } from '../access/actor';
import { menuAreas } from '../access/rights';
import type { Engine } from '../engine';
import { AppError, forbidden, notFound } from '../http/errors';
import type { Route } from '../http/route';
import { viewOf, type FormView } from './view';
import { readYaml } from '../yaml';

interface Area {
  key: string;
  zh: string;
  en: string;
  order: number;
  icon?: string;
}

/** Definitions as the caller sees them, the areas of the menu, and layouts of papers. */
export function routes(engine: Engine): Route[] {
  const areas = readYaml(join(engine.root, 'config/forms/areas.yaml')) as Area[];
  return [
    {
      method: 'GET',
      path: '/forms',
      handler: async (_ctx, actor) =>
        engine.registry
          .all()
          .map((def) => viewOf(actor, def))
          .filter((view): view is FormView => view !== null),
    },
    { method: 'GET', path: '/forms/:key', handler: async (ctx, actor) => oneForm(engine, actor, ctx.params.key ?? '', ctx.query.version) },
    {
      method: 'GET',
      path: '/areas',
      handler: async (_ctx, actor) => {
        const seen = menuAreas(actor, engine.registry.all());
        return areas.filter((area) => seen.has(area.key));
      },
    },
    { method: 'GET', path: '/papers/:template', handler: async (ctx, actor) => layoutOf(engine, actor, ctx.params.template ?? '') },
  ];
}

/** The present definition, or the one that a record was filled in under. */
function oneForm(engine: Engine, actor: Actor, key: string, version: unknown): FormView {
  const present = engine.registry.get(key);
  if (!present) throw notFound();
  const number = version === undefined || version === '' ? undefined : Number(version);
  if (number !== undefined && !Number.isInteger(number))
    throw new AppError(400, 'invalid', { violations: [{ path: ['version'], code: 'not_an_integer' }] });
  const def = number === undefined ? present : engine.registry.version(key, number);
  if (!def) throw notFound();
  const view = viewOf(actor, def);
  if (!view) throw forbidden({ form: key, action: 'read' });
  return view;
}

/** A paper's layout belongs to its form: who does not see the form does not see it either. */
function layoutOf(engine: Engine, actor: Actor, template: string): unknown {
  const file = join(engine.root, 'config/papers', `${template}.yaml`);
  if (!/^[a-z0-9-]+$/.test(template) || !existsSync(file)) throw notFound();
  const layout = readYaml(file) as { form: string };
  const def = engine.registry.get(layout.form);
  if (!def || !viewOf(actor, def)) throw forbidden({ form: layout.form, action: 'read' });
  return layout;
}
