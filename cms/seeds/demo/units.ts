import { addDays, instant } from '../moments';
import { past, writeEach, type Row } from '../writer';
import { need, who, type World } from './world';

const two = (value: number): string => String(value).padStart(2, '0');

/** Building 1: six shops on floors 1 and 2, offices on floors 3 to 28; a few areas of the other three, where only the estate is managed. */
export async function addUnits(world: World): Promise<void> {
  const { random } = world;
  const plans: Row[] = [];
  const plan = (building: string, floor: number, index: number, use: string, area: number, more: Row = {}): void => {
    plans.push({
      building: need(world.buildings, building),
      floor: String(floor),
      unitNo: `${building}-${two(floor)}${two(index)}`,
      use,
      buildingArea: area,
      usableArea: Math.round(area * 72) / 100,
      hasFalseCeiling: random.chance(0.8),
      acZone: `Z${Math.ceil(floor / 4)}`,
      ...more,
    });
  };
  for (const floor of [1, 2])
    for (let index = 1; index <= 3; index += 1) plan('1', floor, index, 'retail', random.whole(60, 160), { hasFalseCeiling: true });
  for (let floor = 3; floor <= 28; floor += 1) {
    const count = floor % 2 === 0 ? 5 : 4;
    for (let index = 1; index <= count; index += 1) plan('1', floor, index, 'office', random.whole(1200, 4200) / 10);
  }
  for (const building of ['2', '3', '4']) for (const floor of [1, 8, 15]) plan(building, floor, 1, 'office', random.whole(700, 1400));
  const by = who(world, 'customer-service-supervisor').actor;
  const since = addDays(world.today, -1500);
  await writeEach(world.engine, plans, async (tx, values) => {
    const own = {
      ...values,
      keySetNo: `D${String(world.units.length + 1).padStart(3, '0')}`,
      occupancyStatus: 'vacant',
      vacantSince: since,
    };
    world.units.push(await past(tx, 'unit', own, { state: 'active', at: instant(since, '09:30'), by }));
  });
  world.say(`${plans.length} units`);
}

/** Units of a building in order, offices or shops. */
export const unitsOf = (world: World, building: string, use?: string) =>
  world.units.filter((unit) => (unit.building as Row).code === building && (use === undefined || unit.use === use));
