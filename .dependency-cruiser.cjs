/** The layers: config knows nobody; cms and dashboard know config, never each other. */
/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    { name: 'no-circular', severity: 'error', from: {}, to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } } },
    {
      name: 'config-knows-nobody',
      severity: 'error',
      from: { path: '^config/', pathNot: '^config/tooling/' },
      to: { path: '^(cms|dashboard)/' },
    },
    {
      name: 'config-is-pure',
      comment: 'It runs in the browser too. Strapi settings (the .ts files at its root) and tests may use Node.',
      severity: 'error',
      from: { path: '^config/[^/]+/', pathNot: ['^config/tooling/', '\\.test\\.ts$'] },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'config-without-frameworks',
      severity: 'error',
      from: { path: '^config/', pathNot: '^config/tooling/' },
      to: { path: 'node_modules/(@strapi|react|antd|@refinedev|knex)' },
    },
    { name: 'cms-not-dashboard', severity: 'error', from: { path: '^cms/' }, to: { path: '^dashboard/' } },
    {
      name: 'dashboard-not-cms',
      severity: 'error',
      from: { path: '^dashboard/', pathNot: '^dashboard/test/journeys/' },
      to: { path: '^cms/' },
    },
    {
      name: 'journeys-use-only-test-support',
      severity: 'error',
      from: { path: '^dashboard/test/journeys/' },
      to: { path: '^cms/', pathNot: '^cms/(tests/support/|bench/sizes\\.ts$)' },
    },
    {
      name: 'features-apart',
      severity: 'error',
      from: { path: '^dashboard/features/([^/]+)/' },
      to: { path: '^dashboard/features/', pathNot: '^dashboard/features/$1/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(dist|docs|public)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { extensions: ['.ts', '.tsx', '.mjs', '.cjs', '.js', '.json'] },
  },
};
