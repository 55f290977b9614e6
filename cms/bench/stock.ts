import { createStrapi, type Core } from '@strapi/strapi';
import type { Knex } from 'knex';
import { newDocumentId } from '../documents/store';

type Row = Record<string, unknown>;
interface Link {
  name: string;
  joinColumn: { name: string };
  inverseJoinColumn: { name: string };
}

const TARGETS = ['building', 'department'] as const;
const MASTERS = 40;
const BATCH = 500;

/** The stock app of stock-app.ts, filled and served. Started by bench.ts: `node stock.js <folder> <rows>`. */
async function main(): Promise<void> {
  const [folder = '', rows = '0'] = process.argv.slice(2);
  const strapi = createStrapi({ appDir: folder, distDir: folder });
  await strapi.load();
  await openToPublic(strapi);
  await fill(strapi, Number(rows));
  await strapi.listen();
}

/** REST without a login: users-permissions is asked all the same, as at every stock Strapi. */
async function openToPublic(strapi: Core.Strapi): Promise<void> {
  const role = await strapi.db.query('plugin::users-permissions.role').findOne({ where: { type: 'public' } });
  for (const action of ['rec.rec.find', 'rec.rec.findOne', 'rec.rec.create', 'building.building.find', 'department.department.find']) {
    await strapi.db.query('plugin::users-permissions.permission').create({ data: { action: `api::${action}`, role: role.id } });
  }
}

async function fill(strapi: Core.Strapi, rows: number): Promise<void> {
  const knex = strapi.db.connection as unknown as Knex;
  const now = Date.now();
  const meta = strapi.db.metadata.get('api::rec.rec') as unknown as { tableName: string; attributes: Record<string, { joinTable: Link }> };
  const stamps = (): Row => ({ document_id: newDocumentId(), created_at: now, updated_at: now, published_at: now });
  await knex.transaction(async (trx) => {
    for (const target of TARGETS) {
      const names = Array.from({ length: MASTERS }, (_, n) => ({ ...stamps(), name: `${target} ${n + 1}` }));
      await trx(`${target}s`).insert(names);
    }
    for (let first = 0; first < rows; first += BATCH) {
      const numbers = Array.from({ length: Math.min(BATCH, rows - first) }, (_, n) => first + n + 1);
      // SQLite allows a limited number of values in one statement.
      await trx.batchInsert(
        meta.tableName,
        numbers.map((n) => ({ ...stamps(), ...recordOf(n, rows, now) })),
        50,
      );
      for (const [index, target] of TARGETS.entries()) {
        const link = meta.attributes[target]?.joinTable;
        if (!link) throw new Error(`Strapi made no link table of ${target}`);
        const links = numbers.map((n) => ({ [link.joinColumn.name]: n, [link.inverseJoinColumn.name]: 1 + ((n * (index + 1)) % MASTERS) }));
        await trx.batchInsert(link.name, links, 200);
      }
    }
  });
}

/** As many of each trade and state, over the same three years, as our own records. */
function recordOf(n: number, rows: number, now: number): Row {
  const trades = ['electrical', 'weak', 'hvac', 'plumbing', 'civil', 'door_lock', 'lighting', 'lift', 'other'];
  return {
    id: n,
    number: `R-${n}`,
    reported_at: now - 86_400_000 - Math.round(((rows - n) / rows) * 3 * 365 * 86_400_000),
    channel: n % 5 === 0 ? 'email' : 'phone',
    area_kind: 'unit',
    status: n >= rows * 0.98 ? 'received' : n % 33 === 0 ? 'cancelled' : 'revisited',
    trade: trades[n % trades.length],
    reporter_name: '李工',
    phone: '16400001234',
    location: '前台左侧',
    content: `灯不亮(${n})`,
    available_time: '随时',
    emergency: n % 50 === 0,
    satisfaction: 4 + (n % 2),
  };
}

main().catch((error: unknown) => {
  console.error(error);
  process.exit(1);
});
