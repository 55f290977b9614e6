import type { Engine } from '../engine';
import { forbidden } from '../http/errors';
import type { Route } from '../http/route';
import { libraryArea, libraryEntries, libraryForm } from './library';
import { designAreas } from './routes';

/** The form library: what the product brings and nobody has switched on. Taking one up is a draft like any other (`PUT /designer/:form/draft`). */
export function routes(engine: Engine): Route[] {
  return [
    {
      method: 'GET',
      path: '/designer/library',
      handler: async (_ctx, actor) => {
        const areas = designAreas(engine, actor);
        if (areas.size === 0) throw forbidden({ action: 'design' });
        return libraryEntries(engine, areas);
      },
    },
    {
      method: 'GET',
      path: '/designer/library/:form',
      handler: async (ctx, actor) => {
        const key = ctx.params.form ?? '';
        const areas = designAreas(engine, actor);
        if (areas.size === 0) throw forbidden({ form: key, action: 'design' });
        const area = await libraryArea(engine, key);
        if (area !== undefined && !areas.has('*') && !areas.has(area)) throw forbidden({ form: key, action: 'design' });
        return libraryForm(engine, key);
      },
    },
  ];
}
