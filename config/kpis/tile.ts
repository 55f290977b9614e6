import type { FieldDefinition, FormDefinition, Words } from '../definition/types';
import { isToMany } from '../projections/strapi-schema';
import type { KpiDefinition } from './kpi';

export const TILE_MEASURES = ['count', 'sum', 'average', 'min', 'max', 'share'] as const;
export type TileMeasure = (typeof TILE_MEASURES)[number];
export const TILE_CHARTS = ['number', 'bar', 'line', 'share'] as const;
export type TileChart = (typeof TILE_CHARTS)[number];
/** Conditions in the query language of the lists. */
export type FilterTree = Record<string, unknown>;

/** A figure that a manager or director has made on screen, out of the fields of one form. Everything shown of it is worked out from this. */
export interface TileDefinition extends Words {
  form: string;
  measure: TileMeasure;
  /** What is summed, averaged, or sought the smallest or largest of; null for a count and a share. */
  field: string | null;
  /** share: the records that meet this, over all. */
  condition: FilterTree | null;
  filter: FilterTree | null;
  /** The date by which a record belongs to a period; null = the figure is of all records as they stand. */
  period: string | null;
  /** A field to split it by; of a date its months. */
  group: string | null;
  /** In the unit of the value: 0.95 for 95 %, fen for money. */
  target: number | null;
  good: KpiDefinition['good'];
  /** The word behind a number that is neither money nor a rate. */
  unit: Words | null;
  chart: TileChart;
  /** Roles that are shown it; none = whoever reads the form and its fields. */
  roles: string[];
  order: number;
}

/** Everything that is kept of a figure. */
export const TILE_FIELDS = [
  'zh',
  'en',
  'form',
  'measure',
  'field',
  'condition',
  'filter',
  'period',
  'group',
  'target',
  'good',
  'unit',
  'chart',
  'roles',
  'order',
] as const satisfies readonly (keyof TileDefinition)[];

type Form = Pick<FormDefinition, 'fields' | 'states'>;

/** When a record came into the system: every form has it, also one without a date of its own. */
export const CREATED_AT: FieldDefinition = { name: 'createdAt', zh: '录入时间', en: 'Entered at', type: 'datetime', computed: true };

/** Bookkeeping that nobody makes figures of. */
const INNER = new Set(['rev', 'formVersion', 'archivedAt', 'site']);
const isOffered = (field: FieldDefinition): boolean =>
  !field.archived && !field.sensitive && !field.encrypted && !INNER.has(field.name) && field.type !== 'json-rows' && field.type !== 'media';

export const needsField = (measure: TileMeasure): boolean => measure !== 'count' && measure !== 'share';

/** Fields that can be summed or averaged. */
export const measureFields = (form: Form): FieldDefinition[] =>
  form.fields.filter((field) => isOffered(field) && ['money', 'integer', 'decimal'].includes(field.type));

/** Dates that a period can go by. */
export const periodFields = (form: Form): FieldDefinition[] => [
  ...form.fields.filter((field) => isOffered(field) && isDay(field)),
  CREATED_AT,
];

/** Fields whose every record stands in exactly one group. */
export const groupFields = (form: Form): FieldDefinition[] =>
  form.fields.filter(
    (field) =>
      isOffered(field) &&
      (field.name === 'state' ||
        field.type === 'boolean' ||
        isDay(field) ||
        (field.type === 'enum' && !field.multiple) ||
        (field.type === 'relation' && !isToMany(field))),
  );

/** Fields that conditions can be clicked together of. */
export const conditionFields = (form: Form): FieldDefinition[] => form.fields.filter(isOffered);

export const isDay = (field: FieldDefinition): boolean => field.type === 'date' || field.type === 'datetime';

/** A field by its name, the common moment of entry among them. */
export const tileField = (form: Form, name: string | null): FieldDefinition | undefined =>
  name === CREATED_AT.name ? CREATED_AT : form.fields.find((field) => field.name === name);

/**
 * Ways to split the figure: its own group first, then the months of its period. A date's months are `month:<field>`, so that they are
 * told from a field that is called `month`.
 */
export function groupsOf(tile: TileDefinition, form: Form): string[] {
  const field = tileField(form, tile.group);
  const own =
    !field || tile.group === tile.period
      ? []
      : [isDay(field) ? `month:${field.name}` : field.name === 'month' ? 'field:month' : field.name];
  return [...own, ...(tile.period === null ? [] : ['month'])];
}

/** The field behind a way to split; null when it is none of this figure. */
export function groupField(tile: TileDefinition, form: Form, group: string): { field: FieldDefinition; monthly: boolean } | null {
  if (!groupsOf(tile, form).includes(group)) return null;
  if (group === 'month') return found(tileField(form, tile.period), true);
  return found(tileField(form, tile.group), group.startsWith('month:'));
}

const found = (field: FieldDefinition | undefined, monthly: boolean): { field: FieldDefinition; monthly: boolean } | null =>
  field ? { field, monthly } : null;

/** In what the value is said. */
export function unitOf(tile: TileDefinition, form: Form): KpiDefinition['unit'] {
  if (tile.measure === 'share') return '%';
  return needsField(tile.measure) && tileField(form, tile.field)?.type === 'money' ? 'fen' : 'number';
}

/** Digits after the point of a value that is a plain number. */
export function digitsOf(tile: TileDefinition, form: Form): number {
  if (!needsField(tile.measure)) return 0;
  const scale = scaleOf(tile, form);
  return tile.measure === 'average' ? Math.max(2, scale) : scale;
}

/** Digits that the field itself carries; fen and whole numbers carry none. */
export function scaleOf(tile: TileDefinition, form: Form): number {
  const field = needsField(tile.measure) ? tileField(form, tile.field) : undefined;
  return field?.type === 'decimal' ? (field.scale ?? 2) : 0;
}

/** Which charts can show the figure: bars need groups, a line needs months, parts of a whole need what adds up. */
export function chartsOf(tile: Pick<TileDefinition, 'measure' | 'group' | 'period'>, form: Form): TileChart[] {
  const isMonthly = tile.group === null ? false : isDay(tileField(form, tile.group) ?? CREATED_AT);
  const adds = tile.measure === 'count' || tile.measure === 'sum';
  return TILE_CHARTS.filter((chart) => {
    if (chart === 'number') return true;
    if (chart === 'bar') return tile.group !== null || tile.period !== null;
    if (chart === 'line') return tile.period !== null || isMonthly;
    return adds && tile.group !== null && !isMonthly;
  });
}

/** The way to split that the chart of the tile shows. */
export function chartGroup(tile: TileDefinition, form: Form): string | null {
  const groups = groupsOf(tile, form);
  if (tile.chart === 'number') return null;
  if (tile.chart === 'line') return groups.find((group) => group === 'month' || group.startsWith('month:')) ?? null;
  return groups[0] ?? null;
}
