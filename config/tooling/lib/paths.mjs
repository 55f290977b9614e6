import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Root folder of the installation: three steps above config/tooling/lib. */
export const root = resolve(dirname(fileURLToPath(import.meta.url)), '../../..');

/** A path below the root folder. */
export const at = (...parts) => join(root, ...parts);

/** The script of an installed tool, run by the node that runs us: no shell, no PATH, the same on every system. */
export const tools = {
  tsc: at('node_modules/typescript/bin/tsc'),
  vite: at('node_modules/vite/bin/vite.js'),
  strapi: at('node_modules/@strapi/strapi/bin/strapi.js'),
  jest: at('node_modules/jest/bin/jest.js'),
  eslint: at('node_modules/eslint/bin/eslint.js'),
  prettier: at('node_modules/prettier/bin/prettier.cjs'),
  depcruise: at('node_modules/dependency-cruiser/bin/dependency-cruise.mjs'),
};
