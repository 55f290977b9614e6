import type { KpiDefinition } from '../../config/kpis/kpi';
import type { Words } from '../../config/definition/types';
import type { Actor } from '../access/actor';
import type { Engine } from '../engine';
import { AppError } from '../http/errors';
import { kept, nameOf } from '../reads/kept';
import type { Measure, Period } from './measure';
import { plusDays } from './calendar';
import { visibleRows } from './scope';
import type { Drill, FigureSource, TileAnswer } from './source';
import { dialect, raw, sql, startOfDay, type Sql } from './sql';

export interface Figure {
  value: number | null;
  numerator: number;
  denominator: number | null;
  /** How many records stand behind it. */
  n: number;
}
export interface SeriesPoint extends Figure {
  key: string;
  label: string;
  words: Words;
  /** Left out where no list shows exactly these records. */
  drill?: Drill;
}
export interface KpiAnswer extends Figure {
  key: string;
  zh: string;
  en: string;
  unit: KpiDefinition['unit'];
  good: KpiDefinition['good'];
  target: number | null;
  definition: Words;
  parts: NonNullable<KpiDefinition['parts']> | null;
  time: KpiDefinition['time'];
  period: Period;
  live: boolean;
  /** Fewer than 5 records: 样本不足. */
  small: boolean;
  groupBy: string | null;
  groups: string[];
  series: SeriesPoint[];
  drill: Drill;
  /** Of a figure made on screen. */
  tile: TileAnswer | null;
}

/** One figure for the caller: tile and groups are sums over the same contributions. */
export async function computeKpi(
  engine: Engine,
  source: FigureSource,
  actor: Actor,
  asked: Period,
  groupBy: string | null,
): Promise<KpiAnswer> {
  const { kpi } = source;
  const period = source.period(asked);
  const moments = await momentsOf(engine, source, actor, period);
  const { measure } = moments;
  const [total] = await ask(engine, source, moments, totalOf);
  const figure = toFigure(total ?? {}, measure);
  return {
    key: kpi.key,
    zh: kpi.zh,
    en: kpi.en,
    unit: kpi.unit,
    good: kpi.good,
    ...figure,
    target: source.target,
    definition: kpi.definition,
    parts: kpi.parts ?? null,
    time: kpi.time,
    period,
    live: period.asOf >= today(engine),
    small: kpi.unit === '%' && figure.n > 0 && figure.n < 5,
    groupBy,
    groups: kpi.groups,
    series: groupBy ? await seriesOf(engine, source, moments, actor, period, groupBy) : [],
    drill: source.drill(period, null, null) ?? { form: kpi.form, filters: {} },
    tile: source.tile,
  };
}

async function seriesOf(
  engine: Engine,
  source: FigureSource,
  moments: Moments,
  actor: Actor,
  period: Period,
  groupBy: string,
): Promise<SeriesPoint[]> {
  requireGroup(source, groupBy);
  const { measure } = moments;
  const rows = await ask(engine, source, moments, (asked) => groupsOf(asked, groupBy));
  const groups = rows.map((row) => ({ key: textOrNull(row.key), label: textOrNull(row.label) }));
  const words = await source.words(measure, groupBy, groups);
  return rows.map((row, index) => {
    const value = groups[index]?.key ?? null;
    const said = words[index] ?? { zh: value ?? '', en: value ?? '' };
    return {
      key: value ?? '',
      label: actor.lang === 'en' ? said.en : said.zh,
      words: said,
      ...toFigure(row, measure),
      drill: source.drill(period, groupBy, value),
    };
  });
}

/** What each record adds to the figure (or to one group of it), a page at a time; `total` sums to the tile to the fen. */
export async function contributions(
  engine: Engine,
  source: FigureSource,
  actor: Actor,
  asked: Period,
  page: { group?: GroupOf; offset: number; limit: number },
): Promise<{ rows: { documentId: string; numerator: number; denominator: number | null }[]; total: Figure }> {
  const { measure } = await momentsOf(engine, source, actor, source.period(asked));
  const where = inGroup(source, measure, page.group);
  const [total] = await query(engine, sql`SELECT ${raw(sumsOf(measure))} FROM (${measure.rows}) t ${where}`);
  const rows = await query(
    engine,
    sql`SELECT t.doc AS doc, ${raw(sumsOf(measure))} FROM (${measure.rows}) t ${where} GROUP BY t.doc ORDER BY t.doc LIMIT ${page.limit} OFFSET ${page.offset}`,
  );
  return {
    rows: rows.map((row) => ({
      documentId: String(row.doc),
      numerator: scaled(row.num, measure),
      denominator: measure.ratio ? Number(row.den ?? 0) : null,
    })),
    total: toFigure(total ?? {}, measure),
  };
}

/** The records behind the figure, or behind one group of it. */
export async function documentsOf(engine: Engine, source: FigureSource, actor: Actor, asked: Period, group?: GroupOf): Promise<string[]> {
  const { measure } = await momentsOf(engine, source, actor, source.period(asked));
  const found = await query(engine, sql`SELECT DISTINCT t.doc AS doc FROM (${measure.rows}) t ${inGroup(source, measure, group)}`);
  return found.map((row) => String(row.doc));
}

/** One group of a figure; an empty key is the group of those that have none. */
export interface GroupOf {
  by: string;
  key: string;
}

function inGroup(source: FigureSource, measure: Measure, group: GroupOf | undefined): Sql {
  if (!group) return raw('');
  requireGroup(source, group.by);
  const column = groupColumn(measure, group.by);
  return group.key === '' ? sql`WHERE ${column} IS NULL` : sql`WHERE ${column} = ${group.key}`;
}

/** The figure as one line: num, den, n. */
function totalOf(measure: Measure): Sql {
  const { rows, sums } = measure.summed ?? { rows: measure.rows };
  const looked = sql`SELECT ${raw(sumsOf(measure))} FROM (${rows}) t`;
  if (!sums) return looked;
  return sql`SELECT ${raw(ADDED)} FROM (${looked} UNION ALL SELECT k.num, k.den, k.n FROM (${sums(null)}) k) u`;
}

/** The figure a group a line: key, label, num, den, n; by label. */
function groupsOf(measure: Measure, group: string): Sql {
  const { rows, sums } = measure.summed ?? { rows: measure.rows };
  const key = groupColumn(measure, group);
  const looked = sql`SELECT ${key} AS key, MIN(${labelColumn(measure, group)}) AS label, ${raw(sumsOf(measure))} FROM (${rows}) t GROUP BY ${key}`;
  if (!sums) return sql`${looked} ORDER BY 2, 1`;
  return sql`SELECT u.key, MIN(u.label) AS label, ${raw(ADDED)} FROM (${looked} UNION ALL SELECT k.key, k.label, k.num, k.den, k.n FROM (${sums(group)}) k) u
    GROUP BY u.key ORDER BY 2, 1`;
}

/** Sums of what was looked at and of what was summed up before: no record stands in both. */
const ADDED = 'SUM(u.num) AS num, SUM(u.den) AS den, SUM(u.n) AS n';
const sumsOf = ({ pick, once }: Measure): string =>
  `${pick ?? 'SUM'}(t.num) AS num, SUM(t.den) AS den, ${once ? 'COUNT(*)' : 'COUNT(DISTINCT t.doc)'} AS n`;
const groupColumn = (measure: Measure, group: string): Sql => raw(`t.g_${measure.columns?.[group] ?? group}`);
const labelColumn = (measure: Measure, group: string): Sql => raw(`t.l_${measure.columns?.[group] ?? group}`);
const textOrNull = (value: unknown): string | null => (value === null || value === undefined ? null : String(value as string | number));

function requireGroup({ kpi }: FigureSource, group: string): void {
  if (!kpi.groups.includes(group)) throw new AppError(400, 'unknown_group', { params: { group, allowed: kpi.groups.join(', ') } });
}

/** A figure as of this second, and as of the end of the day, which stays the same all day long. */
interface Moments {
  measure: Measure;
  byEvening: Measure;
}

async function momentsOf(engine: Engine, source: FigureSource, actor: Actor, period: Period): Promise<Moments> {
  // To the second, which is not over yet: who asks twice in it asks the same.
  const now = Math.ceil(engine.clock().getTime() / 1000) * 1000;
  const { hasSums } = await source.prepare();
  // Of today nobody knows yet what it will bring.
  const yesterday = plusDays(today(engine), -1);
  const at = (moment: number): Measure =>
    source.measure({
      engine,
      actor,
      db: dialect(engine),
      period,
      asOfMs: Math.min(endOfDay(period.asOf), moment),
      now: moment,
      restBy: hasSums ? (period.asOf < yesterday ? period.asOf : yesterday) : null,
      visible: (form, alias) => visibleRows(engine, actor, form, alias),
    });
  return { measure: at(now), byEvening: at(endOfDay(today(engine))) };
}

const endOfDay = (day: string): number => startOfDay(day) + 86_400_000 - 1;

/** Sums of a figure; over a large table they may be a moment old, as a count is. They are known again by what would be asked this evening. */
const ask = (
  engine: Engine,
  { kpi }: FigureSource,
  { measure, byEvening }: Moments,
  part: (measure: Measure) => Sql,
): Promise<Record<string, unknown>[]> => {
  const asked = part(measure);
  const name = { key: named(part(byEvening)), exactly: named(asked) };
  return kept(engine, engine.registry.table(kpi.form).table, name, () => query(engine, asked));
};

const named = ({ text, params }: Sql): string => nameOf(text, params);

const query = (engine: Engine, part: { text: string; params: unknown[] }): Promise<Record<string, unknown>[]> =>
  engine.read.long(part.text, part.params);

function toFigure(row: Record<string, unknown>, measure: Measure): Figure {
  const numerator = scaled(row.num, measure);
  const denominator = measure.ratio ? Number(row.den ?? 0) : null;
  // The smallest of nothing is nothing; a sum over nothing is 0.
  const isNothing = measure.pick !== undefined && textOrNull(row.num) === null;
  return { value: isNothing ? null : ratioOf(numerator, denominator), numerator, denominator, n: Number(row.n ?? 0) };
}

/** Decimals are summed as whole numbers of their smallest step, so that both databases agree to the last digit. */
const scaled = (value: unknown, { scale = 0 }: Measure): number => Number(value ?? 0) / 10 ** scale;

/** A plain sum is its own value; a rate over nothing has none (null, shown as —), never 0 % or 100 %. */
export function ratioOf(numerator: number, denominator: number | null): number | null {
  if (denominator === null) return numerator;
  return denominator === 0 ? null : Math.round((numerator / denominator) * 1e6) / 1e6;
}

/** Today in the site's zone. */
export function today(engine: Pick<Engine, 'clock'>): string {
  return new Date(engine.clock().getTime() + 8 * 3_600_000).toISOString().slice(0, 10);
}
