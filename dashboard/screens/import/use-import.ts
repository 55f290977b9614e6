import { useInvalidate } from '@refinedev/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { FormView } from '../../providers/definitions-source';
import { onLive } from '../../providers/live-stream';
import { columnsOf, type Columns } from './import-mapping';
import { fetchMappings, importFile, previewFile, undoImport, type ImportReport } from './import-source';

export type ImportWork = ReturnType<typeof useImport>;

/** One import from the file to its undoing. Whatever changes in the file or the columns makes the trial run stale: it is asked for again. */
export function useImport(form: FormView) {
  const client = useQueryClient();
  const invalidate = useInvalidate();
  const [source, setSource] = useState<{ file: File; sheet?: string } | null>(null);
  const [named, setNamed] = useState<string | null>(null);
  /** A saved mapping that only names columns is laid out in the table; its name stays until a column is changed. */
  const [laidOut, setLaidOut] = useState<string | null>(null);
  const [columns, setColumns] = useState<Columns>({});
  const mappings = useQuery({ queryKey: ['import-mappings'], queryFn: fetchMappings });
  const own = (mappings.data ?? []).filter((mapping) => mapping.targets.some((target) => target.form === form.key));

  const preview = useMutation({
    mutationFn: ({ file, sheet }: { file: File; sheet?: string }) => previewFile(form.plural, file, sheet),
    onSuccess: async (seen) => {
      const known = await client.ensureQueryData({ queryKey: ['import-mappings'], queryFn: fetchMappings });
      const mapping = known.find((one) => one.name === seen.mapping);
      const plain = mapping && columnsOf(mapping, form);
      setNamed(mapping && !plain ? mapping.name : null);
      setLaidOut(mapping && plain ? mapping.name : null);
      setColumns(plain ? withCaseOf(plain, seen.columns) : seen.guess);
    },
  });
  const check = useMutation({ mutationFn: () => importFile(form.plural, source!.file, source!.sheet, named ?? columns, true) });
  const run = useMutation({
    mutationFn: () => importFile(form.plural, source!.file, source!.sheet, named ?? columns, false),
    onSettled: () => invalidate({ resource: form.plural, invalidates: ['resourceAll'] }),
  });
  const undo = useMutation({ mutationFn: (report: ImportReport) => undoImport(form.plural, report.batch ?? 0) });

  const stale = () => {
    check.reset();
    run.reset();
    undo.reset();
  };
  return {
    form,
    file: source?.file ?? null,
    sheet: source?.sheet,
    named,
    chosen: named ?? laidOut,
    columns,
    mappings: own,
    preview,
    check,
    run,
    undo,
    progress: useProgress(form.key, run.isPending),
    read: (file: File, sheet?: string) => {
      stale();
      setSource({ file, sheet });
      preview.mutate({ file, sheet });
    },
    choose: (name: string | null) => {
      stale();
      const mapping = own.find((one) => one.name === name);
      const plain = mapping && columnsOf(mapping, form);
      setNamed(mapping && !plain ? mapping.name : null);
      setLaidOut(mapping && plain ? mapping.name : null);
      if (plain) setColumns(withCaseOf(plain, preview.data?.columns ?? []));
    },
    match: (column: string, field: string | undefined) => {
      stale();
      setLaidOut(null);
      const { [column]: _old, ...rest } = columns;
      setColumns(field ? { ...rest, [column]: field } : rest);
    },
    restart: () => {
      stale();
      preview.reset();
      setSource(null);
      setNamed(null);
      setLaidOut(null);
      setColumns({});
    },
  };
}

/** Saved column names apply whatever the case of the file's. */
function withCaseOf(columns: Columns, present: string[]): Columns {
  return Object.fromEntries(
    Object.entries(columns).flatMap(([name, field]) => {
      const column = present.find((one) => one.toLowerCase() === name.toLowerCase());
      return column ? [[column, field]] : [];
    }),
  );
}

/** The server tells how far a long import has come over the live stream. */
function useProgress(form: string, isRunning: boolean): { done: number; total: number } | null {
  const [progress, setProgress] = useState<{ done: number; total: number } | null>(null);
  useEffect(() => {
    if (!isRunning) return;
    setProgress(null);
    return onLive((event) => {
      const told = event.type === 'record' && event.form === form ? /^import (\d+)\/(\d+)$/.exec(event.event) : null;
      if (told) setProgress({ done: Number(told[1]), total: Number(told[2]) });
    });
  }, [form, isRunning]);
  return isRunning ? progress : null;
}
