import { SYSTEM } from '../access/actor';
import type { Engine } from '../engine';
import type { TableInfo } from '../definitions/registry';
import { kpiDefinitions } from '../kpis/catalogue';
import { measures } from '../kpis/measures';
import { dialect, raw } from '../kpis/sql';

/**
 * Fields of a form that figures read. Found by building each figure's SQL over tables that note what they are asked for, so that the
 * list is never out of date.
 */
export function fieldsOfKpis(engine: Engine, form: string): { kpi: string; field: string }[] {
  const found: { kpi: string; field: string }[] = [];
  const now = engine.clock();
  const day = new Date(now.getTime() + 8 * 3_600_000).toISOString().slice(0, 10);
  for (const kpi of kpiDefinitions(engine.root)) {
    const read = new Set<string>();
    const noting = { ...engine, registry: notingRegistry(engine, form, read) };
    measures[kpi.measure]?.({
      engine: noting,
      actor: SYSTEM,
      db: dialect(noting),
      period: { from: day, to: day, asOf: day },
      asOfMs: now.getTime(),
      now: now.getTime(),
      restBy: null,
      visible: () => raw('1 = 1'),
    });
    for (const field of read) found.push({ kpi: kpi.key, field });
  }
  return found;
}

function notingRegistry(engine: Engine, form: string, read: Set<string>): Engine['registry'] {
  const noted = (info: TableInfo, note: (name: string) => void): TableInfo => {
    const noting = <T>(map: Record<string, T>): Record<string, T> =>
      new Proxy(map, {
        get(target, name: string) {
          if (typeof name === 'string' && name in target) note(name);
          return target[name];
        },
      });
    return { ...info, columns: noting(info.columns), joins: noting(info.joins) };
  };
  return {
    ...engine.registry,
    table: (key) => (key === form ? noted(engine.registry.table(key), (name) => void read.add(name)) : engine.registry.table(key)),
    rowsTable: (key, field) => {
      if (key === form) read.add(field);
      return engine.registry.rowsTable(key, field);
    },
  };
}
