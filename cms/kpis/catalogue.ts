import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { KpiDefinition } from '../../config/kpis/kpi';
import type { Engine } from '../engine';
import { measures } from './measures';
import { readYaml } from '../yaml';

const loaded = new Map<string, KpiDefinition[]>();

/** All figures of `config/kpis/*.yaml`, in their order. A wrong one fails at once, with its address. */
export function kpiDefinitions(root: string): KpiDefinition[] {
  const known = loaded.get(root);
  if (known) return known;
  const folder = join(root, 'config', 'kpis');
  const files = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.yaml')) : [];
  const all = files.sort().flatMap((name) => {
    const list = readYaml(join(folder, name)) as KpiDefinition[];
    list.forEach((kpi) => check(kpi, name));
    return list;
  });
  all.sort((a, b) => (a.order ?? 999) - (b.order ?? 999));
  loaded.set(root, all);
  return all;
}

function check(kpi: KpiDefinition, file: string): void {
  const missing = ['key', 'zh', 'en', 'unit', 'good', 'form', 'measure', 'time'].filter((name) => !(name in kpi));
  if (missing.length > 0) throw new Error(`config/kpis/${file}: ${kpi.key ?? '?'} lacks ${missing.join(', ')}`);
  if (!measures[kpi.measure]) throw new Error(`config/kpis/${file}: ${kpi.key}.measure: unknown measure "${kpi.measure}"`);
}

/** A manager's target of the settings, else the shipped one. */
export function targetOf(engine: Pick<Engine, 'settings'>, kpi: KpiDefinition): number | null {
  const own = engine.settings.values()[`kpi.${kpi.key}.target`];
  return own === undefined ? kpi.target : own === null ? null : Number(own);
}
