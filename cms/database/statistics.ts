import type { Knex } from 'knex';

/** Below this any plan is good enough. */
const FEW = 200;
const GROWTH = 4;

/**
 * Lets SQLite look at how the values of each table are spread, where there are none of its statistics or the table is four times as large
 * since; answers the tables it looked at. Without them a list of one state and one trade reads nearly all rows of the house. It holds the
 * one writer for as long (some fifteen seconds for a million records), so it is done at a start, before anybody is served. PostgreSQL does
 * this by itself.
 */
export async function freshenStatistics(knex: Knex): Promise<string[]> {
  if ((knex.client as { dialect: string }).dialect !== 'sqlite3') return [];
  const names = (await knex.raw("select name from sqlite_master where type = 'table' and name not like 'sqlite_%'")) as { name: string }[];
  const known = await knownRows(knex);
  const looked: string[] = [];
  for (const { name } of names) {
    const [{ rows } = { rows: 0 }] = (await knex.raw('select max(rowid) as rows from ??', [name])) as { rows: number | null }[];
    if ((rows ?? 0) < Math.max(FEW, GROWTH * (known.get(name) ?? 0))) continue;
    await knex.raw('analyze ??', [name]);
    looked.push(name);
  }
  return looked;
}

/** Rows that each table had when it was last looked at: the first number of each of its lines. */
async function knownRows(knex: Knex): Promise<Map<string, number>> {
  if (!(await knex.schema.hasTable('sqlite_stat1'))) return new Map();
  const lines = (await knex.raw('select tbl, max(cast(stat as integer)) as rows from sqlite_stat1 group by tbl')) as {
    tbl: string;
    rows: number;
  }[];
  return new Map(lines.map(({ tbl, rows }) => [tbl, rows]));
}
