import { factories, type Core } from '@strapi/strapi';
import { strapiSchemas, uidOf } from '../../config/projections/strapi-schema';
import type { FormDefinition } from '../../config/definition/types';

/**
 * Adds the content types of all forms to Strapi's registry. To be called between createStrapi() and load(): later is too late for
 * i18n (its tables would lack `locale`). No routes per form: one generic set serves them all (cms/records).
 */
export function registerContentTypes(strapi: Core.Strapi, forms: FormDefinition[]): void {
  const keys = new Set(forms.map((def) => def.key));
  for (const def of forms) {
    for (const [key, schema] of Object.entries(strapiSchemas(def, (target) => keys.has(target)))) {
      const uid = uidOf(key) as never;
      strapi.get('apis').add(key, {
        contentTypes: { [key]: { schema, actions: {}, lifecycles: {} } },
        controllers: { [key]: factories.createCoreController(uid) },
        services: { [key]: factories.createCoreService(uid) },
        routes: {},
      });
    }
  }
}
