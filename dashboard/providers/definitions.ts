import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { definitionsKey, fetchDefinitions, type Area, type Definitions, type FormView, type Me } from './definitions-source';
import { http, unwrap } from './http';
import { queryClient } from './query-client';

/** The query behind all of these; the gate of the shell waits for it, so screens find it filled. */
export function useDefinitionsQuery(enabled = true) {
  return useQuery({ queryKey: definitionsKey, queryFn: fetchDefinitions, staleTime: 10 * 60_000, enabled });
}

/** Forms, areas and the caller. Only below the shell, where they are loaded. */
export function useDefinitions(): Definitions {
  const { data } = useDefinitionsQuery();
  if (!data) throw new Error('useDefinitions stands below the session gate');
  return data;
}

export const useForms = (): FormView[] => useDefinitions().forms;
export const useAreas = (): Area[] => useDefinitions().areas;
export const useMe = (): Me => useDefinitions().me;

/** A form by its key; undefined when there is none that the caller may see. */
export function useFormDefinition(key: string | undefined): FormView | undefined {
  const forms = useForms();
  return useMemo(() => forms.find((form) => form.key === key), [forms, key]);
}

/** A form by the plural of its address. */
export function useFormByPlural(plural: string | undefined): FormView | undefined {
  const forms = useForms();
  return useMemo(() => forms.find((form) => form.plural === plural), [forms, plural]);
}

/** The version of a form that a record was filled in under; the present one until it has come, and when it is the same. */
export function useFormVersion(form: FormView | undefined, version: unknown): FormView | undefined {
  const older = form && typeof version === 'number' && version !== form.version ? version : null;
  const { data } = useQuery({
    queryKey: ['form-version', form?.key, older],
    queryFn: async () => unwrap<FormView>(await http<FormView>(`/forms/${form?.key}`, { query: { version: older } })),
    enabled: older !== null,
    staleTime: Infinity, // A published version never changes.
  });
  return useMemo(() => (data && form ? { ...data, can: data.can ?? form.can } : form), [data, form]);
}

/** What is known now, for code outside React (access control, live channels). */
export const knownDefinitions = (): Definitions | undefined => queryClient.getQueryData<Definitions>(definitionsKey);

/** A manager published a form, or rights changed: ask again; open screens follow. */
export const refreshDefinitions = (): Promise<void> => queryClient.invalidateQueries({ queryKey: definitionsKey });
