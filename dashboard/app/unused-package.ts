/** Stands in for packages that Refine imports and no screen of ours uses (see the aliases in vite.config.ts). */
const nothing = (): null => null;
export default nothing;
