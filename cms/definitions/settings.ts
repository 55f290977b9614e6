import { join } from 'node:path';
import { calendarDays, type WeekWindow, type WorkCalendar } from '../../config/rules/calendar';
import type { ReadHandle } from '../reads/read-handle';
import type { Registry } from './registry';
import { readYaml } from '../yaml';

/** What managers set: limits, clocks, working calendar. Read synchronously by rules; refreshed when one of their forms changes. */
export interface Settings {
  /** Every limit by key (`setting('noticeMaxDays')`), shipped ones overlaid by the site's own. */
  values(): Record<string, unknown>;
  /** The limit of a clock: the manager's policy when it is there and switched on, else the form's own. */
  limit(policy: string | undefined, fallback: string): string;
  calendar(): WorkCalendar;
  /** The only site, or null when there are none or several. */
  onlySite(): number | null;
  allSites(): number[];
  /** Reads everything again. */
  refresh(): Promise<void>;
  /** Is this form one of those that the settings are read from? */
  concerns(form: string): boolean;
}

interface Shipped {
  key: string;
  value: unknown;
}

const FORMS = new Set(['setting', 'site', 'sla-policy', 'holiday-calendar', 'service-hours']);
const UNITS: Record<string, string> = { minute: 'm', hour: 'h', working_hour: 'wh', working_day: 'd', day: 'cd' };

export function createSettings({ root, registry, read }: { root: string; registry: Registry; read: () => ReadHandle }): Settings {
  const shipped = readYaml(join(root, 'config/settings/limits.yaml')) as Shipped[];
  const defaults: Record<string, unknown> = Object.fromEntries(shipped.map((entry) => [entry.key, entry.value]));
  let values = defaults;
  let policies = new Map<string, string>();
  let calendar: WorkCalendar = { days: [], office: [] };
  let sites: number[] = [];

  const rowsOf = async (form: string, fields: string[]): Promise<Record<string, unknown>[]> => {
    const { table, columns } = registry.table(form);
    const wanted = fields.flatMap((field) => (columns[field] ? [`"${columns[field].column}" AS "${field}"`] : []));
    const archived = columns.archivedAt ? ` WHERE "${columns.archivedAt.column}" IS NULL` : '';
    return read().all(`SELECT id, ${wanted.join(', ')} FROM "${table}"${archived} ORDER BY id`, []);
  };

  return {
    values: () => values,
    limit: (policy, fallback) => (policy === undefined ? fallback : (policies.get(policy) ?? fallback)),
    calendar: () => calendar,
    onlySite: () => (sites.length === 1 ? (sites[0] ?? null) : null),
    allSites: () => sites,
    concerns: (form) => FORMS.has(form),
    async refresh() {
      const own = await read().all('SELECT key, value FROM td_settings', []);
      values = { ...defaults, ...Object.fromEntries(own.map((row) => [String(row.key), JSON.parse(String(row.value)) as unknown])) };
      sites = (await rowsOf('site', ['state'])).map((row) => Number(row.id));
      const clocks = await rowsOf('sla-policy', ['policy', 'limitValue', 'limitUnit', 'clockTime', 'state']);
      policies = new Map(clocks.flatMap((row) => limitOf(row)));
      const days = calendarDays(await rowsOf('holiday-calendar', ['date', 'dayType', 'nameZh']));
      const hours = await rowsOf('service-hours', ['purpose', 'state']);
      const office = hours.filter((row) => row.purpose === 'office').at(-1);
      calendar = { days, office: office ? await windowsOf(Number(office.id)) : [] };
    },
  };

  async function windowsOf(id: number): Promise<WeekWindow[]> {
    const field = registry.get('service-hours')?.fields.find((candidate) => candidate.name === 'windows');
    if (field?.storage === 'table') {
      const { table, columns } = registry.rowsTable('service-hours', 'windows');
      const names = ['startDay', 'startTime', 'endDay', 'endTime'].map((name) => `"${columns[name]?.column ?? name}" AS "${name}"`);
      const sql = `SELECT ${names.join(', ')} FROM "${table}" WHERE "${columns.parent?.column ?? 'parent_id'}" = ? ORDER BY position`;
      return (await read().all(sql, [id])) as unknown as WeekWindow[];
    }
    const { table, columns } = registry.table('service-hours');
    const [row] = await read().all(`SELECT "${columns.windows?.column ?? 'windows'}" AS windows FROM "${table}" WHERE id = ?`, [id]);
    const value = typeof row?.windows === 'string' ? (JSON.parse(row.windows) as unknown) : row?.windows;
    return Array.isArray(value) ? (value as WeekWindow[]) : [];
  }
}

/** A policy as the limits are written in forms: `5m`, `3d`, `17:00`. One that is switched off gives none. */
function limitOf(row: Record<string, unknown>): [string, string][] {
  const policy = typeof row.policy === 'string' ? row.policy : null;
  if (policy === null || row.state === 'off') return [];
  if (row.limitUnit === 'same_day') return [[policy, 'same-day']];
  if (row.limitUnit === 'clock_time') return typeof row.clockTime === 'string' ? [[policy, row.clockTime.slice(0, 5)]] : [];
  const unit = UNITS[String(row.limitUnit)];
  const value = Number(row.limitValue);
  return unit && Number.isFinite(value) && value > 0 ? [[policy, `${Math.round(value)}${unit}`]] : [];
}
