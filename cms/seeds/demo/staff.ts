import { readSeed } from '../data';
import { addDays, instant } from '../moments';
import { past, writeEach } from '../writer';
import { createNames, idNumber, type NameFacts, type Names } from './names';
import { need, personOf, who, type World } from './world';

interface StaffFacts extends NameFacts {
  staff: { post: string; count: number; women?: boolean }[];
  trades: string[];
}

/** Everybody who has no account: with those who have one, the 46 of customer service are complete. */
export async function addStaff(world: World): Promise<Names> {
  const facts = readSeed<StaffFacts>(world.engine.root, 'demo/people.yaml');
  const names = createNames(
    facts,
    world.random,
    world.people.map((person) => person.name),
  );
  const places = facts.staff.flatMap(({ post, count, women }) => Array.from({ length: count }, () => ({ post, women })));
  const by = who(world, 'administration').actor;
  await writeEach(world.engine, places, async (tx, { post: code, women }, index) => {
    const post = need(world.posts, code);
    const hireDate = addDays(world.today, -world.random.whole(code === 'CLN' ? 60 : 1700, 2600));
    const values = {
      name: names.name(women ? world.random.chance(0.9) : world.random.chance(0.12)),
      post,
      department: post.department,
      supervisor: supervisorOf(world, code),
      phone: names.phone(),
      badgeNo: `GD${String(100 + index)}`,
      hireDate,
      idNumber: idNumber(index + 11),
      education: code === 'CLN' ? '初中' : world.random.pick(['高中', '中专', '大专', '本科']),
      certificates:
        code === 'ENGT'
          ? [
              {
                name: `${facts.trades[index % facts.trades.length]}操作证`,
                no: `T${7000 + index}`,
                validTo: addDays(world.today, world.random.whole(40, 900)),
              },
            ]
          : [],
      probationPassed: true,
    };
    const ref = await past(tx, 'employee', values, { state: 'active', at: instant(hireDate, '09:00'), by });
    world.people.push(personOf(ref, world.site));
  });
  world.say(`${places.length} people without an account`);
  return names;
}

function supervisorOf(world: World, post: string): unknown {
  const heads: Record<string, string> = {
    CSA: 'customer-service-supervisor',
    ESA: 'customer-service-supervisor',
    REC: 'customer-service-assistant',
    GRD: 'environment-supervisor',
    CLN: 'cleaning-lead',
    ENGT: 'engineering',
    SECG: 'security',
    FINC: 'finance',
  };
  return who(world, heads[post] ?? 'property-general-manager').ref;
}
