import type { KpiDefinition } from '../../../config/kpis/kpi';
import type { FormDefinition, Words } from '../../../config/definition/types';
import { chartGroup, digitsOf, groupField, unitOf, type TileDefinition } from '../../../config/kpis/tile';
import { recordsOfTile } from '../../../config/kpis/tile-uses';
import { partWords, tileWords, type TileLookup } from '../../../config/kpis/tile-words';
import type { Actor } from '../../access/actor';
import type { Engine } from '../../engine';
import { BriefLoader } from '../../reads/briefs';
import { today } from '../compute';
import type { FigureSource } from '../source';
import { filtersOf, UNKNOWN } from './filters';
import { tileMeasure } from './measure';
import { mayMakeTile, openGroups } from './rights';
import type { StoredTile } from './store';

const UNASSIGNED: Words = { zh: '未填', en: 'Not filled in' };
const HIDDEN: Words = { zh: '不可见的记录', en: 'Not yours to see' };
const TRUTH: Record<string, Words> = { true: { zh: '是', en: 'Yes' }, false: { zh: '否', en: 'No' } };

/** A figure made on screen, as it is computed for one person: everything about it follows from its definition. */
export async function tileFigure(engine: Engine, stored: Omit<StoredTile, 'at'>, def: FormDefinition, actor: Actor): Promise<FigureSource> {
  const { tile } = stored;
  const lookup = await lookupOf(engine, tile, actor);
  const groups = openGroups(engine, actor, tile, def);
  const unit = unitOf(tile, def);
  const kpi: KpiDefinition = {
    key: stored.key,
    zh: tile.zh,
    en: tile.en,
    unit,
    target: tile.target,
    good: tile.good,
    definition: tileWords(tile, def, lookup),
    form: def.key,
    measure: 'tile',
    time: tile.period === null ? 'moment' : 'period',
    groups,
    ...(tile.measure === 'share' || tile.measure === 'average'
      ? {
          parts: {
            unit: tile.measure === 'average' && unit === 'fen' ? 'fen' : 'count',
            denominatorUnit: 'count',
            ...partWords(tile, def, lookup),
          },
        }
      : {}),
  };
  return {
    kpi,
    target: tile.target,
    tile: {
      rev: stored.rev,
      measure: tile.measure,
      chart: tile.chart,
      chartGroup: groups.find((group) => group === chartGroup(tile, def)) ?? null,
      unit: tile.unit,
      digits: digitsOf(tile, def),
      owner: stored.owner,
      mayEdit: mayMakeTile(engine, actor, def),
    },
    // Records are counted as they are, not as they were on a day: such a figure stands as of today.
    period: (asked) => ({ ...asked, asOf: today(engine) }),
    prepare: async () => ({ hasSums: false }),
    measure: (input) => tileMeasure(tile, def, input),
    drill: (period, group, key) => {
      const filters = filtersOf(tile, def, period, group, key);
      return filters === null ? undefined : { form: def.key, filters };
    },
    words: async (_measure, group, found) =>
      groupWords(
        engine,
        tile,
        def,
        actor,
        group,
        found.map((one) => one.key),
      ),
  };
}

/** Names of the groups: options, states, yes and no, months, or the related records as the person may know them. */
async function groupWords(
  engine: Engine,
  tile: TileDefinition,
  def: FormDefinition,
  actor: Actor,
  group: string,
  keys: (string | null)[],
): Promise<Words[]> {
  const field = groupField(tile, def, group)?.field;
  const briefs = new BriefLoader(engine, actor);
  if (field?.type === 'relation') keys.forEach((key) => key !== UNKNOWN && briefs.wantDocument(field.target ?? '', key));
  await briefs.load();
  return keys.map((key): Words => {
    if (key === null) return UNASSIGNED;
    if (key === UNKNOWN) return HIDDEN;
    if (field?.type === 'relation') {
      const brief = briefs.getDocument(field.target ?? '', key);
      return both(brief?.title ?? brief?.number ?? key);
    }
    const known =
      field?.name === 'state'
        ? def.states.find((state) => state.value === key)
        : field?.type === 'boolean'
          ? TRUTH[key]
          : field?.values?.find((value) => String(value.value) === key);
    return known ? { zh: known.zh, en: known.en } : both(key);
  });
}

/** What the words of a definition are made of: the forms, and the names of the records that conditions name. */
async function lookupOf(engine: Engine, tile: TileDefinition, actor: Actor): Promise<TileLookup> {
  const form = (key: string): FormDefinition | undefined => engine.registry.get(key);
  const briefs = new BriefLoader(engine, actor);
  for (const record of recordsOfTile(tile, form)) briefs.wantDocument(record.form, record.documentId);
  await briefs.load();
  return { form, name: (key, documentId) => briefs.getDocument(key, documentId)?.title ?? undefined };
}

const both = (text: string): Words => ({ zh: text, en: text });
