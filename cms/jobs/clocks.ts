import { SYSTEM } from '../access/actor';
import { actIn } from '../documents/act';
import { runTimeouts } from '../documents/approval-clock';
import { noteBreaches } from '../documents/breaches';
import { loadAfter } from '../documents/load';
import { scopeOf } from '../documents/rules';
import { breathe, inTransaction, localDateOf, type Tx } from '../documents/tx';
import type { Engine } from '../engine';
import { AppError } from '../http/errors';
import { boundsOf, type Bound } from '../../config/definition/bounds';
import { holds } from '../../config/definition/expression/evaluate';
import type { FormDefinition, TransitionDefinition } from '../../config/definition/types';
import { exclusively } from './exclusive';

/** Records that are looked at in one transaction: it must not keep those who save waiting. */
const STEP = 50;
/** Records that are looked at in one round, of one transition; the next round goes on behind them. */
const ROUND = 500;

/** The last record that a round has looked at, by engine and transition. */
const reached = new WeakMap<Engine, Map<string, number>>();

/** What time brings about: clocks that have run out, and transitions that happen by themselves (`auto`). */
export async function runClocks(engine: Engine): Promise<void> {
  for (const def of engine.registry.all()) {
    if ((def.sla ?? []).length > 0) await exclusively(engine, 'clocks', (tx) => noteBreaches(tx, def));
    if (def.transitions.some((transition) => transition.approval?.timeout))
      await exclusively(engine, 'clocks', (tx) => runTimeouts(tx, def));
    for (const transition of def.transitions.filter((candidate) => candidate.auto)) await runAutomatic(engine, def, transition);
  }
}

/** Each record in a transaction of its own: one that refuses (a guard that is not met yet) keeps none of the others. */
async function runAutomatic(engine: Engine, def: FormDefinition, transition: TransitionDefinition): Promise<void> {
  const places = reached.get(engine) ?? new Map<string, number>();
  reached.set(engine, places);
  const place = `${def.key} ${transition.action} ${transition.from.join(' ')}`;
  let after = places.get(place) ?? 0;
  for (let seen = 0; seen < ROUND; seen += STEP) {
    const from = after;
    await breathe();
    const { due, last } = await inTransaction(engine, SYSTEM, (tx) => dueAfter(tx, def, transition, from));
    for (const documentId of due) await perform(engine, def, transition, documentId);
    after = last ?? 0;
    if (last === null) break;
  }
  places.set(place, after);
}

/** Which of the next records the transition is due for, and the last one that was looked at; null at the end of all. */
async function dueAfter(
  tx: Tx,
  def: FormDefinition,
  { auto, from: states }: TransitionDefinition,
  after: number,
): Promise<{ due: string[]; last: number | null }> {
  const when = auto?.when ?? 'false';
  const { columns } = tx.engine.registry.table(def.key);
  const column = (name: string): string => columns[name]?.column ?? name;
  const records = await loadAfter(tx, def, after, STEP, (query) => {
    void query.whereIn(column('state'), states).whereNull(column('archivedAt'));
    for (const { field, is, than } of boundsOf(def, when)) {
      // A field of a form that comes later is not stored yet.
      if (!columns[field.name]) continue;
      if (is === 'filled') void query.whereNotNull(column(field.name));
      else void query.where(column(field.name), is, momentOf(tx, than) as never);
    }
  });
  const due = records.filter((record) => holds(when, scopeOf(tx, record))).map((record) => record.documentId);
  return { due, last: records.length < STEP ? null : (records.at(-1)?.id ?? null) };
}

const momentOf = ({ now }: Tx, than: Bound['than']): unknown => (than === 'today' ? localDateOf(now) : than === 'now' ? now : than);

async function perform(engine: Engine, def: FormDefinition, { action }: TransitionDefinition, documentId: string): Promise<void> {
  await breathe();
  try {
    await inTransaction(engine, SYSTEM, (tx) => actIn(tx, def, documentId, action, {}));
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    engine.strapi.log.debug(`${def.key} ${documentId}: ${action} waits: ${error.code}`);
  }
}
