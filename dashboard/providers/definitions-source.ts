import type { FormDefinition, Words } from '../../config/definition/types';
import { http, unwrap } from './http';

/** What the caller may do with a form and its fields; hidden fields are absent. */
export type FormRights = {
  create: boolean;
  edit: boolean;
  import: boolean;
  export: boolean;
  archive: boolean;
  fields: Record<string, 'masked' | 'read' | 'write'>;
};

/** A definition as the server gives it: expanded, shared lists resolved, cut to what the caller sees. */
export type FormView = FormDefinition & { can: FormRights };

export type Area = Words & { key: string; order: number; icon?: string };

export type Me = {
  user: {
    id: number;
    username: string;
    name: string;
    /** documentId of the employee behind the login. */
    employee: string | null;
    roles: string[];
    roleNames: Words[];
    head: boolean;
    /** Areas whose forms the caller may design; `*` = all of them, and new ones. */
    designs?: string[];
    /** Makes figures of every form that the caller reads. */
    figures?: boolean;
    department: string | null;
    site: string | null;
    lang: 'zh' | 'en';
  };
  settings: Record<string, unknown>;
};

export type Definitions = { me: Me; forms: FormView[]; areas: Area[] };

export const definitionsKey = ['definitions'] as const;

/** Everything the screens are projected from, in one go after login. */
export async function fetchDefinitions(): Promise<Definitions> {
  const [me, forms, areas] = await Promise.all([
    http<Me | { data: Me }>('/me').then((body) => unwrap<Me>(body)),
    http<FormView[]>('/forms').then((body) => unwrap<FormView[]>(body)),
    http<Area[]>('/areas').then((body) => unwrap<Area[]>(body)),
  ]);
  return { me, forms, areas: [...areas].sort((a, b) => a.order - b.order) };
}
