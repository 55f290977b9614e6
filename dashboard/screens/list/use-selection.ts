import { useCallback, useMemo, useRef, useState } from 'react';
import type { RecordRow } from '../../providers/record-types';

export type Selection = ReturnType<typeof useSelection>;

/** Ticked rows. Only rows in sight count: what a filter or a page has taken away is not acted on. */
export function useSelection(rows: RecordRow[]) {
  const [ids, setIds] = useState<ReadonlySet<string>>(new Set());
  const last = useRef<string | null>(null);
  const selected = useMemo(() => rows.filter((row) => ids.has(row.id)), [rows, ids]);

  const toggle = useCallback(
    (id: string, isRange = false) => {
      const from = isRange && last.current ? rows.findIndex((row) => row.id === last.current) : -1;
      const to = rows.findIndex((row) => row.id === id);
      last.current = id;
      setIds((before) => {
        const next = new Set(before);
        // With shift: everything between the last tick and this one becomes as this one.
        const isOn = !before.has(id);
        const touched = from < 0 || to < 0 ? [id] : rows.slice(Math.min(from, to), Math.max(from, to) + 1).map((row) => row.id);
        for (const one of touched) isOn ? next.add(one) : next.delete(one);
        return next;
      });
    },
    [rows],
  );
  const selectAll = useCallback((isOn: boolean) => setIds(new Set(isOn ? rows.map((row) => row.id) : [])), [rows]);
  const drop = useCallback((gone: string[]) => setIds((before) => new Set([...before].filter((id) => !gone.includes(id)))), []);
  return { ids, selected, toggle, selectAll, drop };
}
