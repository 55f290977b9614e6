import { accountTables } from '../database/names';
import type { Engine } from '../engine';
import type { StandIn } from './actor';

const FRESH_MS = 10_000;

/** Dated delegations, read at most every ten seconds: who stands in for whom today, with the roles of the absent. */
export function createDelegations(engine: Engine): { for(employee: string): Promise<StandIn[]> } {
  let known: { at: number; day: string; list: Promise<Map<string, StandIn[]>> } | null = null;
  engine.hub.subscribe((event) => {
    if (event.form === 'delegation') known = null;
  });
  return {
    async for(employee) {
      const now = engine.clock();
      const day = dayOf(now);
      if (!known || known.day !== day || now.getTime() - known.at > FRESH_MS) {
        const list = read(engine, day);
        known = { at: now.getTime(), day, list };
        list.catch(() => (known = null));
      }
      return (await known.list).get(employee) ?? [];
    },
  };
}

async function read(engine: Engine, day: string): Promise<Map<string, StandIn[]>> {
  const { users, roles, userRoles } = accountTables(engine.strapi);
  const employee = engine.registry.table('employee');
  const department = engine.registry.table('department');
  const column = (name: string): string => `e."${employee.columns[name]?.column ?? name}"`;
  const rows = await engine.read.all(
    `SELECT d.to_employee, e.document_id AS employee, ${column('name')} AS name, r.type AS role,
      CASE WHEN p."${department.columns.head?.column ?? 'head_id'}" = e.id THEN 1 ELSE 0 END AS head
      FROM td_delegations d JOIN "${employee.table}" e ON e.document_id = d.from_employee
      JOIN "${users}" u ON u.username = ${column('account')} JOIN "${userRoles.table}" ur ON ur."${userRoles.user}" = u.id JOIN "${roles}" r ON r.id = ur."${userRoles.role}"
      LEFT JOIN "${department.table}" p ON p.id = ${column('department')}
      WHERE d.ended_at IS NULL AND d.from_date <= ? AND d.to_date >= ?`,
    [day, day],
  );
  const byPerson = new Map<string, StandIn[]>();
  for (const row of rows) {
    const to = String(row.to_employee);
    byPerson.set(to, [
      ...(byPerson.get(to) ?? []),
      { employee: String(row.employee), name: String(row.name), roles: [String(row.role)], head: Number(row.head) === 1 },
    ]);
  }
  return byPerson;
}

/** Local day of the house. */
export const dayOf = (now: Date): string => new Date(now.getTime() + 8 * 3_600_000).toISOString().slice(0, 10);
