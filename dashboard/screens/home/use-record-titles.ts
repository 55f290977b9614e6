import { useQueries } from '@tanstack/react-query';
import { plainTitle } from '../../fields/plain-title';
import { useForms } from '../../providers/definitions';
import { http, unwrap } from '../../providers/http';
import { useWords } from '../../providers/i18n';
import type { RecordRow } from '../../providers/record-types';

type Named = { form: string; documentId: string };

/** Titles of records of which only form and id are known: one request a form. Those that are no longer the caller's have none. */
export function useRecordTitles(records: Named[]): Map<string, string> {
  const forms = useForms();
  const words = useWords();
  const asked = forms.flatMap((form) => {
    const ids = [...new Set(records.filter((one) => one.form === form.key).map((one) => one.documentId))];
    return ids.length > 0 ? [{ form, ids }] : [];
  });
  return useQueries({
    queries: asked.map(({ form, ids }) => ({
      queryKey: ['titles', form.key, ids],
      queryFn: async () => {
        const fields = [...new Set([...form.title, 'number'])].filter((name) => form.fields.some((field) => field.name === name)).join(',');
        const query = {
          filters: { documentId: { $in: ids } },
          fields,
          archived: true,
          pagination: { pageSize: ids.length, withCount: false },
        };
        return unwrap<RecordRow[]>(await http<{ data: RecordRow[] }>(`/${form.plural}`, { query }));
      },
      staleTime: 60_000,
    })),
    combine: (results) =>
      new Map(
        results.flatMap((result, index) =>
          (result.data ?? []).map((row) => [row.documentId, plainTitle(asked[index]!.form, row, words)] as const),
        ),
      ),
  });
}
