import { createHash } from 'node:crypto';
import type { Core } from '@strapi/strapi';

/**
 * What Strapi's panel does anew at every start, though it changes nothing unless a content type, an action or Strapi itself has changed: it
 * fits its views to all types, compares all rights of the super admin pair by pair, and goes through all rights for fields that are gone.
 * Together a second and a half of a start; here each is done only after such a change. To be called while Strapi registers.
 */
export function syncPanelOnce(strapi: Core.Strapi): void {
  once(strapi, 'panel_views', strapi.plugin('content-manager').service('content-types'), 'syncConfigurations');
  once(strapi, 'panel_super_admin', strapi.service('admin::role'), 'resetSuperAdminPermissions');
  once(strapi, 'panel_rights', strapi.service('admin::permission'), 'cleanPermissionsInDatabase');
}

function once(strapi: Core.Strapi, key: string, service: unknown, method: string): void {
  const methods = service as Record<string, () => Promise<void>>;
  const sync = methods[method]?.bind(methods);
  // Another version of Strapi may call it otherwise: then it does as it likes.
  if (!sync) return;
  methods[method] = async () => {
    const store = strapi.store({ type: 'plugin', name: 'towerdesk', key });
    const print = printOf(strapi);
    if ((await store.get()) === print) return;
    // Hundreds of rows: one commit instead of one for each.
    await strapi.db.transaction(() => sync());
    await store.set({ value: print });
  };
}

/** Changes with every attribute of every content type, with every action that can be granted, and with Strapi itself. */
function printOf(strapi: Core.Strapi): string {
  const types = Object.entries(strapi.contentTypes).map(([uid, { attributes, info, options, pluginOptions }]) => [
    uid,
    attributes,
    info,
    options,
    pluginOptions,
  ]);
  const permission = strapi.service('admin::permission') as unknown as { actionProvider: { values(): unknown[] } };
  return createHash('sha256')
    .update(JSON.stringify([strapi.config.get('info.strapi'), types, permission.actionProvider.values()]))
    .digest('hex');
}
