import { createHash } from 'node:crypto';
import type { Core } from '@strapi/strapi';

/**
 * Strapi's panel keeps a view of each content type (its columns, its edit form) and at every start goes through all of them again, to
 * fit them to the types: a good half second that changes nothing unless a type has changed. Here it does so only then.
 */
export function syncViewsOnce(strapi: Core.Strapi): void {
  const views = strapi.plugin('content-manager').service('content-types') as unknown as { syncConfigurations(): Promise<void> };
  const sync = views.syncConfigurations.bind(views);
  views.syncConfigurations = async () => {
    const store = strapi.store({ type: 'plugin', name: 'towerdesk', key: 'panel_views' });
    const print = printOf(strapi);
    if ((await store.get()) === print) return;
    await sync();
    await store.set({ value: print });
  };
}

/** Changes with every attribute of every content type, and with Strapi itself. */
function printOf(strapi: Core.Strapi): string {
  const types = Object.entries(strapi.contentTypes).map(([uid, { attributes, info, options, pluginOptions }]) => [
    uid,
    attributes,
    info,
    options,
    pluginOptions,
  ]);
  return createHash('sha256')
    .update(JSON.stringify([strapi.config.get('info.strapi'), types]))
    .digest('hex');
}
