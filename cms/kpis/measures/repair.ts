import { formTable, type Source } from '../tables';
import type { MeasureBuilder, MeasureInput } from '../measure';
import { join, raw, sql, within, type Sql } from '../sql';
import { workingDays, nextWorkingDays } from '../calendar';

/** Building and unit of a record with a `unit` relation: joins and group columns. */
function place(input: MeasureInput, source: Source): { joins: Sql; columns: Sql } {
  const unit = formTable(input.engine, 'unit', 'u');
  const building = formTable(input.engine, 'building', 'bd');
  return {
    joins: sql`LEFT JOIN ${unit.from} ON ${unit.id} = ${source.at('unit')} LEFT JOIN ${building.from} ON ${building.id} = ${unit.at('building')}`,
    columns: sql`${building.documentId} AS g_building, ${building.at('nameZh')} AS l_building`,
  };
}

const same = (name: string, value: Sql): Sql => sql`${value} AS ${raw(`g_${name}`)}, ${value} AS ${raw(`l_${name}`)}`;
const month = (day: Sql): Sql => same('month', sql`substr(${day}, 1, 7)`);
const inPeriod = ({ db, period }: MeasureInput, column: Sql): Sql => db.inDays(column, period.from, period.to);
const one = (condition: Sql): Sql => sql`CASE WHEN ${condition} THEN 1 ELSE 0 END`;

/** Scores 4 and 5 among the revisits that were scored; a score without a revisit time counts on the day of the report. */
export const repairSatisfaction: MeasureBuilder = (input) => {
  const log = formTable(input.engine, 'repair-log', 'r');
  const at = place(input, log);
  const day = input.db.day(sql`COALESCE(${log.at('revisitAt')}, ${log.at('reportedAt')})`);
  return {
    ratio: true,
    once: true,
    enums: { areaKind: 'areaKind' },
    rows: sql`SELECT ${log.documentId} AS doc, ${one(sql`${log.at('satisfaction')} >= 4`)} AS num, 1 AS den, ${month(day)}, ${same('areaKind', log.at('areaKind'))}, ${at.columns}
      FROM ${log.from} ${at.joins} WHERE ${log.at('satisfaction')} BETWEEN 1 AND 5
        AND (${inPeriod(input, log.at('revisitAt'))} OR (${log.at('revisitAt')} IS NULL AND ${inPeriod(input, log.at('reportedAt'))})) AND ${live(log)} AND ${input.visible('repair-log', 'r')}`,
  };
};

/** Reports of the period: every paper but merged, cancelled and void ones. */
export const repairCount: MeasureBuilder = (input) => {
  const log = formTable(input.engine, 'repair-log', 'r');
  const at = place(input, log);
  const day = input.db.day(log.at('reportedAt'));
  return {
    ratio: false,
    once: true,
    enums: { areaKind: 'areaKind', channel: 'channel' },
    rows: sql`SELECT ${log.documentId} AS doc, 1 AS num, CAST(NULL AS BIGINT) AS den, ${month(day)}, ${same('areaKind', log.at('areaKind'))}, ${same('channel', log.at('channel'))}, ${at.columns}
      FROM ${log.from} ${at.joins} WHERE ${inPeriod(input, log.at('reportedAt'))} AND ${live(log)} AND ${input.visible('repair-log', 'r')}`,
  };
};

/** Picked up within 5 minutes of the notice, 300 seconds included (3.1.6). */
export const response5min: MeasureBuilder = (input) => {
  const { db } = input;
  const order = formTable(input.engine, 'work-order', 'o');
  const at = place(input, order);
  const notified = db.ms(order.at('notifiedAt'));
  const picked = db.ms(order.at('pickedUpAt'));
  const day = db.day(order.at('notifiedAt'));
  const conditions = [
    inPeriod(input, order.at('notifiedAt')),
    sql`(${order.at('pickedUpAt')} IS NOT NULL OR ${notified} < ${input.now - FIVE_MINUTES})`,
    sql`(${order.at('pickedUpAt')} IS NULL OR ${picked} >= ${notified})`,
    sql`NOT (${db.truth(order.at('writtenAfterwards'))})`,
    sql`NOT (${order.at('state')} = 'void' AND ${order.at('pickedUpAt')} IS NULL)`,
    sql`${order.at('archivedAt')} IS NULL`,
    input.visible('work-order', 'o'),
  ];
  return {
    ratio: true,
    once: true,
    enums: { trade: 'trade' },
    rows: sql`SELECT ${order.documentId} AS doc, ${one(sql`${picked} - ${notified} <= ${FIVE_MINUTES}`)} AS num, 1 AS den, ${month(day)}, ${same('trade', order.at('trade'))}, ${at.columns}
      FROM ${order.from} ${at.joins} WHERE ${join(conditions, ' AND ')}`,
  };
};

/** Done in time: the deadline is a local 'YYYY-MM-DD HH:MM' text, so that it compares the same on both databases. */
export const sameDay: MeasureBuilder = (input) => {
  const { db } = input;
  const order = formTable(input.engine, 'work-order', 'o');
  const at = place(input, order);
  const day = db.day(order.at('issuedAt'));
  const appointment = db.day(order.at('appointmentAt'));
  const next = db.pairs(nextWorkingDays(workingDays(input.engine), input.period.from, input.period.to));
  const deadline = sql`CASE
      WHEN ${order.at('unfinishedReason')} = 'night_only' THEN ${db.dayAfter(day)} || ' 06:00:00'
      WHEN ${order.at('appointmentAt')} IS NOT NULL AND ${appointment} > ${day} THEN ${appointment} || ' 17:00:00'
      WHEN ${db.clock(order.at('issuedAt'))} > '16:00' THEN COALESCE(nx.value, ${day}) || ' 12:00:00'
      ELSE ${day} || ' 17:00:00' END`;
  return {
    ratio: true,
    once: true,
    enums: { trade: 'trade' },
    rows: sql`SELECT ${order.documentId} AS doc, ${one(sql`${order.at('completedAt')} IS NOT NULL AND ${db.stamp(order.at('completedAt'))} <= ${deadline}`)} AS num, 1 AS den,
        ${month(day)}, ${same('trade', order.at('trade'))}, ${at.columns}
      FROM ${order.from} ${at.joins} LEFT JOIN ${next} nx ON nx.key = ${day}
      WHERE ${inPeriod(input, order.at('issuedAt'))} AND ${order.at('state')} <> 'void' AND ${order.at('archivedAt')} IS NULL AND ${input.visible('work-order', 'o')}`,
  };
};

const FIVE_MINUTES = 300_000;

function live(log: Source): Sql {
  return sql`NOT (${within(log.at('state'), ['merged', 'cancelled', 'void'])}) AND ${log.at('archivedAt')} IS NULL`;
}
