import type { FormDefinition } from '../../../config/definition/types';
import type { Engine } from '../../engine';
import { readSeed, readSettings } from '../data';
import type { Row, Say } from '../writer';
import { addMissing, documentOf } from './lists';

interface SiteFile {
  site: Row;
  buildings: Row[];
  publicAreas: Row[];
}

/** The one site of the manual; its numeric id. */
export async function addSite(engine: Engine): Promise<number> {
  const { site } = readSeed<SiteFile>(engine.root, 'base/site.yaml');
  const added = await addMissing(engine, 'site', 'code', [site], { siteId: null });
  if (added > 0) await engine.settings.refresh();
  const { table, columns } = engine.registry.table('site');
  const [row] = await engine.read.all(`SELECT id FROM "${table}" WHERE "${columns.code?.column ?? 'code'}" = ?`, [site.code]);
  return Number(row?.id);
}

/** Buildings and common areas, departments and posts, kinds of money, shifts. */
export async function addMasters(engine: Engine, siteId: number, say: Say): Promise<void> {
  const { buildings, publicAreas } = readSeed<SiteFile>(engine.root, 'base/site.yaml');
  const { departments, posts } = readSeed<{ departments: Row[]; posts: Row[] }>(engine.root, 'base/organisation.yaml');
  const { feeItems } = readSeed<{ feeItems: Row[] }>(engine.root, 'base/money.yaml');
  const { shifts } = readSeed<{ shifts: Row[] }>(engine.root, 'base/shifts.yaml');
  const counts = {
    buildings: await addMissing(engine, 'building', 'code', buildings, { siteId }),
    areas: await addMissing(engine, 'public-area', 'code', publicAreas, {
      siteId,
      refer: async (tx, area) => ({
        bookable: false,
        fireRoute: false,
        ...area,
        building: await documentOf(tx, 'building', 'code', area.building),
      }),
    }),
    departments: await addMissing(engine, 'department', 'code', departments, {
      siteId,
      refer: async (tx, department) => ({ ...department, parent: await documentOf(tx, 'department', 'code', department.parent) }),
    }),
    posts: await addMissing(engine, 'post', 'code', posts, {
      siteId,
      refer: async (tx, { duties, ...post }) => ({
        ...post,
        department: await documentOf(tx, 'department', 'code', post.department),
        reportsTo: await documentOf(tx, 'post', 'code', post.reportsTo),
        ...(duties ? { duties: (duties as string[]).map((text, index) => ({ seq: index + 1, text })) } : {}),
      }),
    }),
    feeItems: await addMissing(engine, 'fee-item', 'code', feeItems, { siteId }),
    shifts: await addMissing(engine, 'shift', 'code', shifts, { siteId }),
  };
  told(say, counts);
}

/** Time windows, limits, holidays and the rules of numbering: what managers set afterwards. */
export async function addRules(engine: Engine, siteId: number, say: Say): Promise<void> {
  const windows = readSettings<Row[]>(engine.root, 'service-hours.yaml');
  const holidays = readSettings<Row[]>(engine.root, 'holiday-calendar.yaml').map((day) => ({ ...day, source: '国务院办公厅通知' }));
  const counts = {
    timeWindows: await addMissing(engine, 'service-hours', 'purpose', windows, { siteId }),
    limits: await addMissing(engine, 'sla-policy', 'policy', readSettings<Row[]>(engine.root, 'sla-policies.yaml'), { siteId }),
    holidays: await addMissing(engine, 'holiday-calendar', 'date', holidays, { siteId }),
    numbers: await addMissing(engine, 'number-sequence', 'entryKey', engine.registry.all().flatMap(sequenceOf), { siteId }),
  };
  told(say, counts);
  await engine.settings.refresh();
}

/** How a form is numbered, as its definition says. */
function sequenceOf(def: FormDefinition): Row[] {
  const { numbering } = def;
  if (!numbering) return [];
  const period = [
    ['{dd}', 'day'],
    ['{mm}', 'month'],
    ['{yyyy}', 'year'],
  ].find(([token]) => numbering.pattern.includes(token ?? ''));
  return [{ entryKey: def.key, pattern: numbering.pattern, resetPeriod: period?.[1] ?? 'never', gapless: true }];
}

function told(say: Say, counts: Record<string, number>): void {
  const added = Object.entries(counts).filter(([, count]) => count > 0);
  if (added.length > 0) say(added.map(([name, count]) => `${count} ${name}`).join(', '));
}
