import type { Finding, SimulatedCase } from './simulate';

/** Cases of which the same is told; the list of them has an end, their count has none. */
export interface SimulationRow extends Finding {
  count: number;
  cases: { documentId: string; number: string | null }[];
}

export interface SimulationReport {
  /** Cases and actions that were looked at. */
  cases: number;
  steps: number;
  /** Cases with something to tell. */
  affected: number;
  /** Cases of which something could not be judged. */
  unsure: number;
  rows: SimulationRow[];
}

/** So many cases are named in a row. */
export const MOST_CASES = 50;

export const EMPTY_REPORT: SimulationReport = { cases: 0, steps: 0, affected: 0, unsure: 0, rows: [] };

/** A further case. `named`: null where the reader may not see the record; it is counted all the same. */
export function withCase(
  report: SimulationReport,
  { steps, findings, isUnsure }: SimulatedCase,
  named: { documentId: string; number: string | null } | null,
): SimulationReport {
  const own = new Map(findings.map((finding) => [keyOf(finding), finding]));
  const rows = [...own.values()].map((finding) => ({ ...finding, count: 1, cases: named ? [named] : [] }));
  const part = { cases: 1, steps, affected: own.size > 0 ? 1 : 0, unsure: isUnsure ? 1 : 0, rows };
  return merged(report, part);
}

/** Two parts of one simulation; what is told most often comes first. */
export function merged(a: SimulationReport, b: SimulationReport): SimulationReport {
  const rows = new Map(a.rows.map((row) => [keyOf(row), row]));
  for (const row of b.rows) {
    const known = rows.get(keyOf(row));
    rows.set(
      keyOf(row),
      known ? { ...known, count: known.count + row.count, cases: [...known.cases, ...row.cases].slice(0, MOST_CASES) } : row,
    );
  }
  return {
    cases: a.cases + b.cases,
    steps: a.steps + b.steps,
    affected: a.affected + b.affected,
    unsure: a.unsure + b.unsure,
    rows: [...rows.values()].sort((one, other) => other.count - one.count),
  };
}

const keyOf = ({ action, from, kind, field, words, names }: Finding): string =>
  JSON.stringify([action, from, kind, field, words?.zh ?? null, names]);
