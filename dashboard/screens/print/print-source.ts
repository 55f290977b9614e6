import { useQuery } from '@tanstack/react-query';
import type { FieldDefinition } from '../../../config/definition/types';
import type { PaperLayout } from '../../../config/papers/paper-types';
import type { FormView } from '../../providers/definitions-source';
import { http } from '../../providers/http';
import type { RecordAnswer, RecordRow } from '../../providers/record-types';

/** The record in full. */
export const usePrintedRecord = (form: FormView | undefined, id: string) =>
  useQuery({
    queryKey: ['print', form?.plural, id],
    queryFn: ({ signal }) => http<RecordAnswer>(`/${form?.plural}/${id}`, { signal }),
    enabled: form !== undefined,
    staleTime: 0,
  });

/** The department's own layout; a paper without one is made of the form's sections. */
export const useLayout = (template: string | undefined) =>
  useQuery({
    queryKey: ['paper', template],
    queryFn: ({ signal }) => http<PaperLayout>(`/papers/${template}`, { signal }),
    enabled: template !== undefined,
    staleTime: 10 * 60_000,
  });

type Page = { data: RecordRow[]; meta: { pagination: { pageCount?: number } } };
const MOST_PAGES = 25;

/** All rows of a register, of one month or of all time, oldest first. */
export function useRegister(
  form: FormView | undefined,
  month: { field: FieldDefinition; from: string; to: string } | null,
  isWanted: boolean,
) {
  const filters = month ? { [month.field.name]: { $gte: month.from, $lt: month.to } } : undefined;
  const sort = month?.field.name ?? form?.list.sort?.replace(/^-/, '') ?? 'number';
  return useQuery({
    queryKey: ['print-register', form?.plural, filters, sort],
    enabled: form !== undefined && isWanted,
    queryFn: async ({ signal }) => {
      const rows: RecordRow[] = [];
      for (let page = 1; page <= MOST_PAGES; page += 1) {
        const answer = await http<Page>(`/${form?.plural}`, {
          query: { filters, sort: `${sort}:asc`, pagination: { page, pageSize: 200 } },
          signal,
        });
        rows.push(...answer.data);
        if (page >= (answer.meta.pagination.pageCount ?? 1)) break;
      }
      return rows;
    },
  });
}

export const logPrint = (form: FormView, id: string, paper: string, copies: number): Promise<unknown> =>
  http(`/${form.plural}/${id}/prints`, { method: 'POST', body: { paper, copies } });
