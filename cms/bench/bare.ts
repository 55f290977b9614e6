import { openFile } from './sqlite';

/**
 * The floor: Fastify and prepared better-sqlite3 statements on our own database file, opened for reading. No login, no rights, no masks:
 * what is left is HTTP, SQL and JSON. Started by bench.ts: `node bare.js <file> <port>`.
 */
const COLUMNS = `r.id, r.document_id AS documentId, r.number, r.reported_at AS reportedAt, r.channel, r.area_kind AS areaKind, r.state, r.trade,
  r.reporter_name AS reporterName, r.phone, r.location, r.content, r.emergency, r.satisfaction, r.rev,
  c.document_id AS customerId, c.name_zh AS customer, u.document_id AS unitId, u.unit_no AS unit`;
const FROM = 'FROM repair_logs r LEFT JOIN customers c ON c.id = r.customer_id LEFT JOIN units u ON u.id = r.unit_id';
const FILTERS = 'r.archived_at IS NULL AND r.state = ? AND r.trade = ? AND r.reported_at >= ?';

async function main(): Promise<void> {
  const [file = '', port = '0'] = process.argv.slice(2);
  const { fastify } = await import('fastify');
  const db = openFile(file, true);
  const newest = db.prepare(`SELECT ${COLUMNS} ${FROM} WHERE r.archived_at IS NULL ORDER BY r.id DESC LIMIT ? OFFSET ?`);
  const count = db.prepare('SELECT COUNT(*) AS total FROM repair_logs r WHERE r.archived_at IS NULL');
  const filtered = db.prepare(`SELECT ${COLUMNS} ${FROM} WHERE ${FILTERS} ORDER BY r.reported_at DESC LIMIT ? OFFSET ?`);
  const filteredCount = db.prepare(`SELECT COUNT(*) AS total FROM repair_logs r WHERE ${FILTERS}`);
  const one = db.prepare(`SELECT ${COLUMNS} ${FROM} WHERE r.document_id = ?`);

  const app = fastify();
  app.get('/healthz', async () => ({ ready: true }));
  app.get('/rows', async () => ({ data: newest.all(25, 0) }));
  app.get('/records', async () => ({ data: newest.all(25, 0), meta: { total: count.get()?.total } }));
  app.get<{ Querystring: { state: string; trade: string; from: string } }>('/filtered', async ({ query }) => {
    const values = [query.state, query.trade, Number(query.from)];
    return { data: filtered.all(...values, 25, 0), meta: { total: filteredCount.get(...values)?.total } };
  });
  app.get<{ Params: { id: string } }>('/records/:id', async ({ params }) => ({ data: one.get(params.id) }));
  await app.listen({ host: '127.0.0.1', port: Number(port) });
}

main().catch((error: unknown) => {
  console.error(error);
  process.exit(1);
});
