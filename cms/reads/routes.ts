import type { Engine } from '../engine';
import type { Route } from '../http/route';
import { parsePickQuery, pickRecords } from './pick';
import { badQuery } from './problem';
import { searchRecords } from './search';

/** Search over everything the caller reads, and the choice of records for a relation. Lists are served with the records. */
export function routes(engine: Engine): Route[] {
  return [
    {
      method: 'GET',
      path: '/search',
      handler: async (ctx, actor) => {
        const q = ctx.query.q ?? '';
        if (typeof q !== 'string') throw badQuery(['q'], 'not_a_value');
        return searchRecords(engine, q, actor);
      },
    },
    {
      method: 'GET',
      path: '/pick/:form',
      handler: async (ctx, actor) => pickRecords(engine, ctx.params.form ?? '', parsePickQuery(ctx.query), actor),
    },
  ];
}
