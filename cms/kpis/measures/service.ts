import { formTable, linkTable, stateAt } from '../tables';
import type { MeasureBuilder } from '../measure';
import { raw, sql, within } from '../sql';

/** Answers of 4 and 5 over answers of 1 to 5; a survey without single answers counts by its overall score. */
export const satisfaction: MeasureBuilder = (input) => {
  const { engine, db, period } = input;
  const survey = formTable(engine, 'satisfaction-survey', 's');
  const campaign = formTable(engine, 'survey-campaign', 'c');
  const day = db.day(survey.at('submittedAt'));
  const score = db.whole(db.cell('j', 'score'));
  const unused = db.lite
    ? sql`COALESCE(${db.cell('j', 'notUsed')}, 0) IN (1, 'true')`
    : sql`COALESCE(${db.cell('j', 'notUsed')}, 'false') = 'true'`;
  const answers = (low: number): ReturnType<typeof sql> =>
    sql`(SELECT COUNT(*) FROM ${db.each(survey.at('answers'), 'j')} WHERE ${score} BETWEEN ${low} AND 5 AND NOT (${unused}))`;
  return {
    ratio: true,
    once: true,
    rows: sql`SELECT q.doc, CASE WHEN q.given > 0 THEN q.good WHEN q.overall >= 4 THEN 1 ELSE 0 END AS num, CASE WHEN q.given > 0 THEN q.given ELSE 1 END AS den,
        q.g_month, q.g_month AS l_month, q.g_campaign, q.l_campaign
      FROM (SELECT ${survey.documentId} AS doc, ${answers(4)} AS good, ${answers(1)} AS given, ${survey.at('overall')} AS overall, substr(${day}, 1, 7) AS g_month,
          ${campaign.documentId} AS g_campaign, ${campaign.at('nameZh')} AS l_campaign
        FROM ${survey.from} LEFT JOIN ${campaign.from} ON ${campaign.id} = ${survey.at('campaign')}
        WHERE ${survey.at('state')} IN ('returned', 'handled') AND ${db.inDays(survey.at('submittedAt'), period.from, period.to)}
          AND ${survey.at('archivedAt')} IS NULL AND ${input.visible('satisfaction-survey', 's')}) q
      WHERE q.given > 0 OR q.overall BETWEEN 1 AND 5`,
  };
};

/** Decorations under a permit at the as-of date. */
export const decorationActive: MeasureBuilder = (input) => {
  const paper = formTable(input.engine, 'decoration-application', 'd');
  const state = stateAt('decoration-application', paper, input.asOfMs, input.now);
  return {
    ratio: false,
    once: true,
    enums: { state: 'state' },
    rows: sql`SELECT ${paper.documentId} AS doc, 1 AS num, CAST(NULL AS BIGINT) AS den, ${state} AS g_state, ${state} AS l_state
      FROM ${paper.from} WHERE ${within(state, ['permitted', 'stopped'])} AND ${paper.at('archivedAt')} IS NULL AND ${input.visible('decoration-application', 'd')}`,
  };
};

/** Keys of loans that are out; `overdue` compares the return time with the as-of moment and does not wait for a job. */
const loans =
  (onlyOverdue: boolean): MeasureBuilder =>
  (input) => {
    const { engine, db } = input;
    const loan = formTable(engine, 'key-loan', 'k');
    const links = linkTable(engine, 'key-loan', 'keys', 'kl');
    const state = stateAt('key-loan', loan, input.asOfMs, input.now);
    const late = sql`(${state} = 'overdue' OR ${db.ms(loan.at('dueAt'))} < ${input.asOfMs})`;
    const group = sql`CASE WHEN ${late} THEN 'overdue' ELSE 'in_time' END`;
    return {
      ratio: false,
      once: true,
      enums: { borrowerKind: 'borrowerKind' },
      rows: sql`SELECT ${loan.documentId} AS doc, (SELECT COUNT(*) FROM ${links.from} WHERE ${links.source} = ${loan.id}) AS num, CAST(NULL AS BIGINT) AS den,
        ${group} AS g_overdue, ${group} AS l_overdue, ${loan.at('borrowerKind')} AS g_borrowerKind, ${loan.at('borrowerKind')} AS l_borrowerKind
      FROM ${loan.from} WHERE ${within(state, ['out', 'overdue'])} ${onlyOverdue ? sql`AND ${late}` : raw('')}
        AND ${loan.at('archivedAt')} IS NULL AND ${input.visible('key-loan', 'k')}`,
    };
  };
export const keysOut = loans(false);
export const keysOverdue = loans(true);

/** Occupied area in hundredths of a square metre, so that sums are whole numbers. */
export const occupancy: MeasureBuilder = (input) => {
  const { engine, db } = input;
  const unit = formTable(engine, 'unit', 'u');
  const building = formTable(engine, 'building', 'bd');
  const area = db.whole(sql`ROUND(${unit.at('buildingArea')} * 100)`);
  return {
    ratio: true,
    once: true,
    enums: { use: 'use' },
    rows: sql`SELECT ${unit.documentId} AS doc, CASE WHEN ${within(unit.at('occupancyStatus'), ['occupied', 'decorating', 'moving_out'])} THEN ${area} ELSE 0 END AS num, ${area} AS den,
        ${building.documentId} AS g_building, ${building.at('nameZh')} AS l_building, ${unit.at('use')} AS g_use, ${unit.at('use')} AS l_use
      FROM ${unit.from} LEFT JOIN ${building.from} ON ${building.id} = ${unit.at('building')}
      WHERE ${unit.at('state')} = 'active' AND ${within(unit.at('use'), ['office', 'retail'])} AND COALESCE(${unit.at('occupancyStatus')}, 'vacant') <> 'own_use'
        AND ${unit.at('archivedAt')} IS NULL AND ${input.visible('unit', 'u')}`,
  };
};
