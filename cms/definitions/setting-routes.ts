import { join } from 'node:path';
import { problemOfLimit, type Limit, type LimitValue } from '../../config/settings/limit';
import type { Actor } from '../access/actor';
import { ownTable } from '../database/own-tables';
import { writeAudit } from '../documents/audit';
import { sendEvent } from '../documents/outbox';
import { inTransaction } from '../documents/tx';
import type { Engine } from '../engine';
import { AppError, forbidden } from '../http/errors';
import type { Route } from '../http/route';
import { kpiDefinitions } from '../kpis/catalogue';
import { readYaml } from '../yaml';

const EDITORS = new Set(['customer-service-manager', 'property-general-manager', 'administrator']);

/** Limits that are practice and not the manual's, and targets of figures: a manager edits them, the shipped value stays known. */
export function routes(engine: Engine): Route[] {
  const limits = readYaml(join(engine.root, 'config/settings/limits.yaml')) as Limit[];
  const targets = (): Limit[] =>
    kpiDefinitions(engine.root).map((kpi) => ({
      key: `kpi.${kpi.key}.target`,
      value: kpi.target,
      unit: kpi.unit,
      zh: `${kpi.zh}目标`,
      en: `Target of ${kpi.en}`,
      source: { zh: '惯例', en: 'practice' },
    }));
  return [
    {
      method: 'GET',
      path: '/settings',
      handler: async () =>
        [...limits, ...targets()].map((limit) => ({
          ...limit,
          shipped: limit.value,
          value: limit.key in engine.settings.values() ? engine.settings.values()[limit.key] : limit.value,
        })),
    },
    {
      method: 'PUT',
      path: '/settings/:key',
      handler: async (ctx, actor) => {
        if (!actor.roles.some((role) => EDITORS.has(role))) throw forbidden({ action: 'settings' });
        const limit = [...limits, ...targets()].find((candidate) => candidate.key === ctx.params.key);
        if (!limit) throw new AppError(404, 'not_found');
        const value = (ctx.request.body as { value?: unknown } | undefined)?.value;
        const problem = problemOfLimit(limit, value);
        if (problem) throw new AppError(400, 'invalid', { violations: [{ path: ['value'], ...problem }] });
        await save(engine, actor, limit.key, value as LimitValue);
        return { ...limit, shipped: limit.value, value };
      },
    },
  ];
}

async function save(engine: Engine, actor: Actor, key: string, value: LimitValue): Promise<void> {
  await inTransaction(engine, actor, async (tx) => {
    const before = engine.settings.values()[key] ?? null;
    const row = { key, value: JSON.stringify(value), user_id: actor.userId, actor_name: actor.name, at: tx.now.getTime() };
    await ownTable(engine, 'td_settings', tx.trx).insert(row).onConflict('key').merge();
    const auditId = await writeAudit(tx, 'setting', key, {
      event: 'update',
      changes: [{ field: 'value', before, after: value }],
      rev: 1,
      siteId: null,
    });
    await sendEvent(tx, 'setting', key, 'update', null, auditId);
  });
  await engine.settings.refresh();
}
