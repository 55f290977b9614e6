import type { FormDefinition } from '../../../config/definition/types';
import { groupField, groupsOf, scaleOf, type TileDefinition } from '../../../config/kpis/tile';
import { labelFilter } from '../../access/rights';
import { parseFilters, rowCondition } from '../../reads/filters';
import { quote, type Fragment } from '../../reads/fragment';
import { Compiler } from '../../reads/sql';
import { whereOf } from '../../reads/where';
import type { Measure, MeasureInput } from '../measure';
import { join, raw, sql, type Sql } from '../sql';
import { filtersOf, UNKNOWN } from './filters';

/**
 * The contributions of a figure made on screen, through the same conditions as the lists: the caller's rows, the rights to every field that is
 * named, archived records left out. A field that the caller does not see in full is refused, as a list would.
 */
export function tileMeasure(tile: TileDefinition, def: FormDefinition, input: MeasureInput): Measure {
  const { engine, actor, period } = input;
  const compiler = new Compiler(engine.registry, engine.read.dialect);
  const { rows, asked } = whereOf(engine, def, actor, { filters: filtersOf(tile, def, period, null, null), search: '', archived: false });
  const where = piece(compiler.record(def, 't', { kind: 'and', items: [...asked, ...(rows ? [rows] : [])] }));
  const column = (name: string): Sql => {
    const text = compiler.column(def, 't', name);
    if (text === null) throw new Error(`${def.key}.${name}: a figure reads this field, the form does not store it`);
    return raw(text);
  };
  const { num, den } = sides(tile, def, input, compiler, column);
  const groups = groupsOf(tile, def);
  const keys = groups.map((group, index) => sql`${keyOf(tile, def, group, input, compiler, column)} AS ${raw(`g_own${index}`)}`);
  const inner = sql`SELECT ${column('documentId')} AS doc, ${num} AS num, ${den} AS den${join(
    keys.map((key) => sql`, ${key}`),
    '',
  )} FROM ${raw(`${quote(engine.registry.table(def.key).table)} t`)} WHERE ${where}`;
  return {
    rows: sql`SELECT i.*${raw(groups.map((_, index) => `, i.g_own${index} AS l_own${index}`).join(''))} FROM (${inner}) i`,
    once: true,
    ratio: tile.measure === 'share' || tile.measure === 'average',
    columns: Object.fromEntries(groups.map((group, index) => [group, `own${index}`])),
    scale: scaleOf(tile, def),
    ...(tile.measure === 'min' ? { pick: 'MIN' as const } : tile.measure === 'max' ? { pick: 'MAX' as const } : {}),
  };
}

/** What a record adds above and below the line. */
function sides(
  tile: TileDefinition,
  def: FormDefinition,
  input: MeasureInput,
  compiler: Compiler,
  column: (name: string) => Sql,
): { num: Sql; den: Sql } {
  const none = raw('CAST(NULL AS BIGINT)');
  if (tile.measure === 'count') return { num: raw('1'), den: none };
  if (tile.measure === 'share') {
    const { engine, actor } = input;
    const met = piece(
      compiler.record(def, 't', parseFilters({ registry: engine.registry, actor, trusted: false }, def, tile.condition ?? {})),
    );
    return { num: sql`CASE WHEN ${met} THEN 1 ELSE 0 END`, den: raw('1') };
  }
  const scale = scaleOf(tile, def);
  const field = column(tile.field ?? '');
  const value = scale === 0 ? field : input.db.whole(sql`ROUND(${field} * ${raw(String(10 ** scale))})`);
  if (tile.measure === 'sum') return { num: sql`COALESCE(${value}, 0)`, den: none };
  if (tile.measure === 'average') return { num: sql`COALESCE(${value}, 0)`, den: sql`CASE WHEN ${field} IS NULL THEN 0 ELSE 1 END` };
  return { num: value, den: none };
}

/** In which group of a way to split a record stands. */
function keyOf(
  tile: TileDefinition,
  def: FormDefinition,
  group: string,
  { engine, actor, db }: MeasureInput,
  compiler: Compiler,
  column: (name: string) => Sql,
): Sql {
  const found = groupField(tile, def, group);
  // A relation to a form that comes later is not stored yet.
  if (!found || compiler.column(def, 't', found.field.name) === null) return raw('CAST(NULL AS TEXT)');
  const { field, monthly } = found;
  const cell = column(field.name);
  if (monthly) return sql`substr(${field.type === 'date' ? db.date(cell) : db.day(cell)}, 1, 7)`;
  if (field.type === 'boolean') return sql`CASE WHEN ${cell} IS NULL THEN NULL WHEN ${db.truth(cell)} THEN 'true' ELSE 'false' END`;
  if (field.type !== 'relation') return cell;
  // A related record whose name the caller may not know stands in one group with all others of the kind.
  const target = engine.registry.get(field.target ?? '');
  const known = target ? rowCondition(engine.registry, actor, target, labelFilter) : 'none';
  if (!target || known === 'none') return sql`CASE WHEN ${cell} IS NULL THEN NULL ELSE ${UNKNOWN} END`;
  const alias = 'named';
  const document = raw(compiler.column(target, alias, 'documentId') ?? `${alias}.document_id`);
  const rows = known === null ? raw('1 = 1') : piece(compiler.record(target, alias, known));
  return sql`CASE WHEN ${cell} IS NULL THEN NULL ELSE COALESCE((SELECT ${document} FROM ${raw(`${quote(engine.registry.table(target.key).table)} ${alias}`)} WHERE ${raw(`${alias}.id`)} = ${cell} AND (${rows})), ${UNKNOWN}) END`;
}

const piece = ({ text, params }: Fragment): Sql => ({ text: `(${text})`, params: [...params] });
