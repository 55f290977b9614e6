import { useList } from '@refinedev/core';
import { keepPreviousData } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo, useState } from 'react';
import { useLocation, useNavigate } from 'react-router';
import { readStored, store } from '../../providers/browser-storage';
import type { FormView } from '../../providers/definitions-source';
import type { RecordRow } from '../../providers/record-types';
import { defaultColumns, neededFields, tabsField } from './list-fields';
import { treeOf } from './view-filters';
import { PAGE_SIZES, readView, writeView, type ListView } from './view-state';

type ListMeta = { masked?: string[]; counts?: Record<string, number> };
export type RecordList = ReturnType<typeof useRecordList>;

/** A list of records: the view stands in the address, the records come from the server, columns and sizes are this computer's habit. */
export function useRecordList(form: FormView) {
  const { search, pathname } = useLocation();
  const navigate = useNavigate();
  const view = useMemo(() => readView(search, form), [search, form]);
  const [habitSize, setHabitSize] = useHabit<number>('page-size', 50);
  const [chosen, setColumns] = useHabit<string[] | null>(`columns.${form.key}`, null);
  const [density, setDensity] = useHabit<'dense' | 'relaxed'>('density', 'dense');
  const columns = useMemo(() => {
    const known = chosen?.filter((name) => form.fields.some((field) => field.name === name && !field.archived)) ?? [];
    return known.length > 0 ? known : defaultColumns(form);
  }, [chosen, form]);
  const size = view.size ?? (PAGE_SIZES.includes(habitSize) ? habitSize : 50);

  /** Replaces: "back" leaves the list instead of stepping through filters. */
  const setView = useCallback((next: ListView) => void navigate(pathname + writeView(next), { replace: true }), [navigate, pathname]);
  const tabs = tabsField(form)?.name;
  const asked = useMemo(
    () => ({
      filters: treeOf(view),
      _q: view.q || undefined,
      archived: view.archived || undefined,
      counts: tabs,
      fields: neededFields(form, columns).join(','),
    }),
    [view, tabs, form, columns],
  );
  const sorters = useMemo(() => (view.sort ? [view.sort] : undefined), [view.sort]);
  const { query, result } = useList<RecordRow>({
    resource: form.plural,
    pagination: { currentPage: view.page, pageSize: size, mode: 'server' },
    sorters,
    meta: { query: asked },
    queryOptions: { placeholderData: keepPreviousData },
    // Told in the list itself, with a way to try again.
    errorNotification: false,
  });
  const meta = query.data as unknown as { meta?: ListMeta } | undefined;
  const total = result.total ?? 0;

  // Records went away while one stood on the last page.
  const lastPage = Math.max(1, Math.ceil(total / size));
  useEffect(() => {
    if (query.isSuccess && !query.isPlaceholderData && view.page > lastPage) setView({ ...view, page: lastPage });
  }, [query.isSuccess, query.isPlaceholderData, view, lastPage, setView]);

  return {
    form,
    view,
    setView,
    rows: result.data,
    total,
    lastPage,
    /** Undefined until the first answer. */
    counts: meta?.meta?.counts,
    query,
    columns,
    setColumns,
    isOwnColumns: chosen !== null,
    density,
    setDensity,
    size,
    setSize: (next: number) => {
      setHabitSize(next);
      setView({ ...view, page: 1, size: null });
    },
  };
}

/** A habit of the screen, kept on this computer. */
function useHabit<T>(name: string, fallback: T): [T, (next: T) => void] {
  const [value, setValue] = useState<T>(() => readStored<T>('screen', name) ?? fallback);
  const change = useCallback(
    (next: T) => {
      store('screen', name, next);
      setValue(next);
    },
    [name],
  );
  return [value, change];
}
