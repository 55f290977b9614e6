import type { Part } from './model/problems';

/** Addresses of the designer, written once. */
export const designerPaths = {
  desk: () => '/designer',
  create: () => '/designer/new',
  /** The form library, with one of its forms open. */
  library: (key?: string) => `/designer/new?from=library${key ? `&form=${key}` : ''}`,
  help: () => '/designer/help',
  form: (key: string, part?: Part) => `/designer/${key}${part ? `/${part}` : ''}`,
};
