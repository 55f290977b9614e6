import type { Actor } from '../access/actor';
import { rowFilter } from '../access/rights';
import type { FormDefinition } from '../../config/definition/types';
import { BriefLoader, type ReadEngine } from './briefs';
import type { Condition } from './condition';
import { quote } from './fragment';
import { Compiler } from './sql';
import type { Brief } from './view-types';
import { searchOf, whereOf } from './where';

const PER_FORM = 5;
const MOST_HITS = 40;

/** Search over all forms that the caller reads: by the search fields of each, the newest first. Names only; nothing hidden, masked or sensitive is looked into. */
export async function searchRecords(engine: ReadEngine, text: string, actor: Actor): Promise<Brief[]> {
  const q = text.trim().slice(0, 100).replaceAll('\u0000', '');
  if (q === '') return [];
  const forms = engine.registry.all().filter((def) => rowFilter(actor, def) !== 'none');
  const found = await Promise.all(forms.map((def) => hitsIn(engine, def, q, actor)));
  const briefs = new BriefLoader(engine, actor);
  found.forEach((ids, index) => ids.forEach((id) => briefs.want(forms[index]?.key ?? '', id)));
  await briefs.load();
  const hits = found.flatMap((ids, index) => ids.map((id) => briefs.get(forms[index]?.key ?? '', id)));
  const named = hits.filter((brief): brief is Brief => brief?.documentId != null);
  // A number typed in full is what was meant.
  const exact = (brief: Brief): number =>
    brief.number?.toLowerCase() === q.toLowerCase() ? 0 : brief.title?.toLowerCase() === q.toLowerCase() ? 1 : 2;
  return named.sort((a, b) => exact(a) - exact(b)).slice(0, MOST_HITS);
}

async function hitsIn(engine: ReadEngine, def: FormDefinition, q: string, actor: Actor): Promise<number[]> {
  const names = [...new Set([...(def.list.search ?? []), 'number', ...def.title])];
  const { rows, asked } = whereOf(engine, def, actor, { filters: null, search: '', archived: false });
  const condition: Condition = {
    kind: 'and',
    items: [...asked, searchOf(engine, { ...def, list: { ...def.list, search: names } }, actor, q), ...(rows ? [rows] : [])],
  };
  const where = new Compiler(engine.registry, engine.read.dialect, true).record(def, 't', condition);
  const found = await engine.read.rows(
    `SELECT t.id FROM ${quote(engine.registry.table(def.key).table)} t WHERE ${where.text} ORDER BY t.id DESC LIMIT ${PER_FORM}`,
    [...where.params],
  );
  return found.map((row) => Number(row[0]));
}
