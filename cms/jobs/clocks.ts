import { SYSTEM } from '../access/actor';
import { actIn } from '../documents/act';
import { runTimeouts } from '../documents/approval-clock';
import { noteBreaches } from '../documents/breaches';
import { loadWhere } from '../documents/load';
import { scopeOf } from '../documents/rules';
import { inTransaction } from '../documents/tx';
import type { Engine } from '../engine';
import { AppError } from '../http/errors';
import { holds } from '../../config/definition/expression/evaluate';
import type { FormDefinition, TransitionDefinition } from '../../config/definition/types';
import { exclusively } from './exclusive';

const BATCH = 200;

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
  const when = transition.auto?.when ?? 'false';
  const due = await inTransaction(engine, SYSTEM, async (tx) => {
    const { columns } = engine.registry.table(def.key);
    const state = columns.state?.column ?? 'state';
    const found: string[] = [];
    for (const from of transition.from) {
      const records = await loadWhere(tx, def, { [state]: from }, BATCH * 5);
      for (const record of records) if (!record.archivedAt && holds(when, scopeOf(tx, record))) found.push(record.documentId);
    }
    return found.slice(0, BATCH);
  });
  for (const documentId of due) {
    try {
      await inTransaction(engine, SYSTEM, (tx) => actIn(tx, def, documentId, transition.action, {}));
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      engine.strapi.log.debug(`${def.key} ${documentId}: ${transition.action} waits: ${error.code}`);
    }
  }
}
