import { SYSTEM } from '../../access/actor';
import type { LoadedRecord } from '../../documents/load';
import type { Tx } from '../../documents/tx';
import { readSeed } from '../data';
import { addDays, instant, later } from '../moments';
import { act, create, write, type Row } from '../writer';
import { who, type World } from './world';

interface NoticeFact {
  /** Days from today to the posting; days on the board. */
  day: number;
  hang: number;
  stage: string;
  kind: string;
  title: string;
  titleEn: string;
  body: string;
  bodyEn: string;
  /** Days from the posting to the matter itself. */
  lead?: number;
}

/** The way of a notice, and after which action a stage is reached. */
const WAY = ['submit', 'review', 'approve', 'post', 'expire', 'remove'];
const LAST: Record<string, string> = {
  reviewing: 'submit',
  approving: 'review',
  endorsed: 'review',
  approved: 'approve',
  posted: 'post',
  expired: 'expire',
  removed: 'remove',
};

/** Notices of the last months and those under way, each lived through with its approval, posting and taking down. */
export async function addNotices(world: World): Promise<void> {
  const facts = readSeed<NoticeFact[]>(world.engine.root, 'demo/notices.yaml');
  for (const [index, fact] of facts.entries()) await write(world.engine, (tx) => liveThrough(tx, world, fact, index));
  world.say(`${facts.length} notices`);
}

async function liveThrough(tx: Tx, world: World, fact: NoticeFact, index: number): Promise<void> {
  const drafter = who(world, index % 3 === 0 ? 'customer-service-supervisor' : 'customer-service-assistant').actor;
  const clerk = who(world, index % 2 === 0 ? 'receptionist' : 'customer-service-assistant-2');
  const postFrom = addDays(world.today, fact.day);
  const removeOn = addDays(postFrom, fact.hang);
  // What has not been approved yet was written in the last two days, some of it longer ago than it should be.
  const begun = fact.day > 0 ? later(world.now, -60 * (26 + (index % 4) * 9)) : instant(addDays(postFrom, -4), '10:00');
  const moments: Record<string, string> = {
    submit: later(begun, 40),
    review: later(begun, 150),
    approve: fact.day > 0 ? later(begun, 420) : instant(addDays(postFrom, -3), '15:30'),
    post: instant(postFrom, '09:20'),
    expire: instant(addDays(removeOn, 1), '00:10'),
    remove: instant(addDays(removeOn, 1), '09:40'),
  };
  const notice = await create(tx, 'notice', valuesOf(world, fact, index, postFrom, removeOn), { at: begun, by: drafter });
  const last = LAST[fact.stage];
  for (const action of last ? WAY.slice(0, WAY.indexOf(last) + 1) : []) {
    const at = moments[action] ?? begun;
    const by =
      {
        submit: drafter,
        review: who(world, 'customer-service-supervisor').actor,
        approve: who(world, 'customer-service-manager').actor,
        expire: SYSTEM,
      }[action] ?? clerk.actor;
    const data = postingData(notice, clerk.ref, action, moments, world.files.photo);
    await act(tx, 'notice', notice, action, { at, by, ...(data ? { data } : {}) });
  }
  if (fact.stage === 'endorsed')
    await act(tx, 'notice', notice, 'endorse', { at: later(begun, 500), by: who(world, 'customer-service-manager').actor });
}

function valuesOf(world: World, fact: NoticeFact, index: number, postFrom: string, removeOn: string): Row {
  const { title, titleEn, body, bodyEn, kind, lead } = fact;
  const codes = ['TG-01', 'TG-07', index % 2 === 0 ? 'TG-05' : 'TG-08'];
  const boards = world.boards.filter((board) => codes.includes(String(board.code)));
  const matter =
    lead === undefined
      ? {}
      : { effectiveFrom: instant(addDays(postFrom, lead), '08:00'), effectiveTo: instant(addDays(postFrom, lead), '12:00') };
  return {
    title,
    titleEn,
    body,
    bodyEn,
    kind,
    audience: 'all',
    channels: ['board', 'paper'],
    postFrom,
    removeOn,
    postings: boards.map((board) => ({ board })),
    ...matter,
  };
}

/** Each posting has its time, person and photo; taken down, the second time. */
function postingData(
  notice: LoadedRecord,
  person: LoadedRecord,
  action: string,
  moments: Record<string, string>,
  photo: number,
): Row | null {
  if (action !== 'post' && action !== 'remove') return null;
  const rows = (notice.postings as Row[]).map(({ id, board }) => ({
    id,
    board,
    postedAt: moments.post,
    postedBy: person,
    photo,
    ...(action === 'remove' ? { removedAt: moments.remove, removedBy: person } : {}),
  }));
  return { postings: rows };
}
