import { useQuery } from '@tanstack/react-query';
import type { FormDefinition, Words } from '../../../../config/definition/types';
import { http } from '../../../providers/http';

/** A shipped form that is not live, as the library lists it. */
export type LibraryEntry = Words & {
  key: string;
  plural: string;
  area: string;
  kind: FormDefinition['kind'];
  purpose: Words | null;
  fields: number;
  states: Words[];
  status: 'on' | 'draft' | 'off';
  /** Forms that have to be switched on first. */
  needs: (Words & { key: string })[];
  left: number;
};

/** A relation to a form that is not switched on. */
export type Absent = Words & { field: string; column?: string; target: string; form: Words };

export type LibraryForm = { entry: LibraryEntry; definition: FormDefinition; left: Absent[]; needed: Absent[] };

/** Out of date with every form that is published, so it is asked for anew; below the designer's key it is refreshed with the desk. */
export const useLibrary = () =>
  useQuery({ queryKey: ['designer', 'library'], queryFn: () => http<LibraryEntry[]>('/designer/library'), staleTime: 0 });

export const useLibraryForm = (key: string) =>
  useQuery({ queryKey: ['designer', 'library', key], queryFn: () => http<LibraryForm>(`/designer/library/${key}`), staleTime: 0 });
