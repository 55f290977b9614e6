import type { TileDefinition } from '../../../config/kpis/tile';
import { checkTile } from '../../kpis/tiles/check';
import { addTile } from '../../kpis/tiles/store';
import { who, type World } from './world';

type Made = Partial<TileDefinition> & Pick<TileDefinition, 'zh' | 'en' | 'form' | 'measure' | 'good' | 'chart'>;

/** Two figures that the house has made for itself, beside the shipped ones. */
const TILES: { by: string; tile: Made }[] = [
  {
    by: 'property-general-manager',
    tile: {
      zh: '有偿维修收费',
      en: 'Chargeable repairs',
      form: 'work-order',
      measure: 'sum',
      field: 'totalAmount',
      filter: { chargeable: { $in: ['chargeable'] } },
      period: 'issuedAt',
      group: 'trade',
      good: 'up',
      chart: 'bar',
      order: 10,
    },
  },
  {
    by: 'customer-service-manager',
    tile: {
      zh: '紧急报修占比',
      en: 'Share of emergencies',
      form: 'repair-log',
      measure: 'share',
      condition: { emergency: { $eq: 'true' } },
      period: 'reportedAt',
      group: 'trade',
      target: 0.02,
      good: 'down',
      chart: 'line',
      order: 20,
    },
  },
];

/** Made as their makers would make them: checked with their rights. */
export async function addTiles(world: World): Promise<void> {
  for (const { by, tile } of TILES) {
    const { actor } = who(world, by);
    await addTile(world.engine, actor, checkTile(world.engine, actor, tile).tile);
  }
  world.say(`${TILES.length} figures made by the house`);
}
