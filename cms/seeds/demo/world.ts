import { NOBODY, type Actor } from '../../access/actor';
import { loadWhere, type LoadedRecord } from '../../documents/load';
import type { Tx } from '../../documents/tx';
import type { Engine } from '../../engine';
import { dayOf } from '../moments';
import { createRandom, type Random } from '../random';
import { formOf, write, type Row, type Say } from '../writer';
import type { DemoFiles } from './files';

/** Somebody who works here: the record and who acts. */
export interface Person {
  ref: LoadedRecord;
  actor: Actor;
  name: string;
  phone: string;
  post: string;
  account: string | null;
}

/** A customer with the people that answer for it. */
export interface Tenant {
  ref: LoadedRecord;
  kind: string;
  contacts: { name: string; phone: string; ref: LoadedRecord }[];
  units: LoadedRecord[];
  lease: LoadedRecord | null;
  assistant: Person;
  fact: Row;
}

/** What the parts of the demo share. */
export interface World {
  engine: Engine;
  say: Say;
  random: Random;
  /** How much of everything; 1 is the demo. */
  scale: number;
  now: string;
  today: string;
  site: LoadedRecord;
  buildings: Map<string, LoadedRecord>;
  areas: Map<string, LoadedRecord>;
  posts: Map<string, LoadedRecord>;
  feeItems: Map<string, LoadedRecord>;
  shifts: Map<string, LoadedRecord>;
  boards: LoadedRecord[];
  departments: Map<string, LoadedRecord>;
  workHours: LoadedRecord;
  files: DemoFiles;
  people: Person[];
  units: LoadedRecord[];
  tenants: Tenant[];
  materials: { ref: LoadedRecord; trade: string }[];
  contractors: LoadedRecord[];
}

/** The house as the base has left it. */
export async function readWorld(engine: Engine, say: Say, scale: number, files: DemoFiles): Promise<World> {
  const now = engine.clock().toISOString();
  const all = async (tx: Tx, form: string): Promise<LoadedRecord[]> => loadWhere(tx, formOf(engine, form), {}, 2000);
  const byCode = (records: LoadedRecord[]): Map<string, LoadedRecord> => new Map(records.map((record) => [String(record.code), record]));
  return write(engine, async (tx) => {
    const [site] = await all(tx, 'site');
    const workHours = (await all(tx, 'service-hours')).find((rule) => rule.purpose === 'decoration_work');
    if (!site || !workHours) throw new Error('The demo needs the base: there is no site or no working time for fit-outs');
    return {
      engine,
      say,
      random: createRandom(20_240_601),
      scale,
      now,
      today: dayOf(now),
      site,
      workHours,
      files,
      buildings: byCode(await all(tx, 'building')),
      areas: byCode(await all(tx, 'public-area')),
      posts: byCode(await all(tx, 'post')),
      feeItems: byCode(await all(tx, 'fee-item')),
      shifts: byCode(await all(tx, 'shift')),
      boards: await all(tx, 'notice-board'),
      departments: byCode(await all(tx, 'department')),
      people: (await all(tx, 'employee')).map((ref) => personOf(ref, site)),
      units: [],
      tenants: [],
      materials: [],
      contractors: [],
    };
  });
}

/** Who acts when this employee does: the role is that of the post. */
export function personOf(ref: LoadedRecord, site: LoadedRecord): Person {
  const post = (ref.post ?? {}) as Row;
  const department = (ref.department ?? null) as LoadedRecord | null;
  const account = typeof ref.account === 'string' ? ref.account : null;
  const actor: Actor = {
    ...NOBODY,
    kind: 'user',
    userId: null,
    employeeId: ref.id,
    employee: ref.documentId,
    name: String(ref.name),
    roles: [String(post.systemRole)],
    head: ['PGM', 'CSM', 'ENGM', 'SECM', 'FINM', 'ADMM'].includes(String(post.code)),
    departmentId: department?.id ?? null,
    department: department?.documentId ?? null,
    siteIds: [site.id],
    lang: 'zh',
  };
  return { ref, actor, name: String(ref.name), phone: String(ref.phone), post: String(post.code), account };
}

/** The person behind an account. */
export function who(world: World, account: string): Person {
  const person = world.people.find((candidate) => candidate.account === account);
  if (!person) throw new Error(`The demo names the account "${account}", which the base has not made`);
  return person;
}

/** Everybody on a post. */
export const on = (world: World, ...posts: string[]): Person[] => world.people.filter((person) => posts.includes(person.post));

/** A record of a map that has to be there. */
export function need(map: Map<string, LoadedRecord>, code: string): LoadedRecord {
  const record = map.get(code);
  if (!record) throw new Error(`The demo names "${code}", which the base has not made`);
  return record;
}

/** A number of things, at this scale. */
export const times = (world: World, count: number): number => Math.max(1, Math.round(count * world.scale));
