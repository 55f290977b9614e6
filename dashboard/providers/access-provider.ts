import type { AccessControlProvider } from '@refinedev/core';
import { knownDefinitions } from './definitions';

const RIGHT_OF: Record<string, 'create' | 'edit' | 'archive' | 'import' | 'export'> = {
  create: 'create',
  clone: 'create',
  edit: 'edit',
  delete: 'archive',
  archive: 'archive',
  import: 'import',
  export: 'export',
};

/** Hides what the server would refuse, by the `can` that comes with each definition. The server decides; unknown means no. */
export const accessProvider: AccessControlProvider = {
  async can({ resource, action }) {
    const form = knownDefinitions()?.forms.find((one) => one.plural === resource);
    if (!form) return { can: false };
    const right = RIGHT_OF[action];
    return { can: right ? form.can[right] : action === 'list' || action === 'show' };
  },
  options: { buttons: { enableAccessControl: true, hideIfUnauthorized: true } },
};
