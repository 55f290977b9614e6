import { createAccount, hashOf } from '../../accounts/accounts';
import type { Engine } from '../../engine';
import { loadWhere, type LoadedRecord } from '../../documents/load';
import type { Tx } from '../../documents/tx';
import { readSeed } from '../data';
import { addDays, dayOf } from '../moments';
import { fill, formOf, past, write, type Row, type Say } from '../writer';
import { addMissing, documentOf, founder } from './lists';

interface AccountFact {
  username: string;
  post: string;
  name: string;
  nameEn: string;
  head?: boolean;
}

/** `-2` is the second person of a role. */
const roleOf = (username: string): string => username.replace(/-2$/, '');

/** One account a role that logs in, with the person behind it; the heads of departments; boards, which have a keeper. */
export async function addAccounts(engine: Engine, siteId: number, password: string, say: Say): Promise<void> {
  const { accounts } = readSeed<{ accounts: AccountFact[] }>(engine.root, 'base/organisation.yaml');
  const employees = await write(engine, (tx) => addEmployees(tx, accounts, siteId));
  let added = 0;
  let hashed: string | null = null;
  for (const account of accounts) {
    const known: unknown = await engine.strapi.db
      .query('plugin::users-permissions.user')
      .findOne({ where: { username: account.username } });
    if (known) continue;
    hashed ??= await hashOf(password);
    const login = {
      username: account.username,
      email: `${account.username}@towerdesk.local`,
      password,
      role: roleOf(account.username),
      employee: employees.get(account.username) ?? null,
    };
    await createAccount(engine, login, hashed);
    added += 1;
  }
  if (added > 0) say(`${added} accounts`);
  const { boards } = readSeed<{ boards: Row[] }>(engine.root, 'base/shifts.yaml');
  const keeper = employees.get('customer-service-assistant');
  const boardCount = await addMissing(engine, 'notice-board', 'code', boards, {
    siteId,
    refer: async (tx, board) => ({ ...board, keeper, building: await documentOf(tx, 'building', 'code', board.building) }),
  });
  if (boardCount > 0) say(`${boardCount} notice boards`);
}

/** Adds the people that are not there yet, makes the heads heads; documentIds by user name. */
async function addEmployees(tx: Tx, accounts: AccountFact[], siteId: number): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  const now = tx.engine.clock().toISOString();
  for (const [index, account] of accounts.entries()) {
    const person = (await find(tx, 'employee', 'account', account.username)) ?? (await addEmployee(tx, account, index, siteId, now));
    found.set(account.username, person.documentId);
    if (account.head) await makeHead(tx, person, siteId, now);
  }
  return found;
}

async function find(tx: Tx, form: string, field: string, value: unknown): Promise<LoadedRecord | undefined> {
  const column = tx.engine.registry.table(form).columns[field]?.column ?? field;
  return (await loadWhere(tx, formOf(tx.engine, form), { [column]: value }, 1))[0];
}

async function addEmployee(tx: Tx, account: AccountFact, index: number, siteId: number, now: string): Promise<LoadedRecord> {
  const post = await find(tx, 'post', 'code', account.post);
  if (!post) throw new Error(`organisation.yaml: ${account.username} names the post "${account.post}", which is not there`);
  const values = {
    name: account.name,
    post,
    department: post.department,
    // Telephone numbers of a block that no network has been given.
    phone: `1640000${String(1001 + index * 7)}`,
    radioNo: `R${String(index + 1).padStart(2, '0')}`,
    badgeNo: `GD${String(index + 1).padStart(3, '0')}`,
    hireDate: addDays(dayOf(now), -(1700 + index * 61)),
    account: account.username,
    probationPassed: true,
  };
  return past(tx, 'employee', values, { state: 'active', at: now, by: founder(siteId) });
}

/** The head of a department is asked first for what only heads may do; one that is set stays. */
async function makeHead(tx: Tx, person: LoadedRecord, siteId: number, now: string): Promise<void> {
  const department = await find(tx, 'department', 'code', (person.department as { code?: unknown } | null)?.code);
  if (department && !department.head) await fill(tx, 'department', department, { head: person }, { at: now, by: founder(siteId) });
}
