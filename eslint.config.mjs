import hooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';

/** Raw writes: they would pass the write pipeline by (rights, state machine, audit, outbox). */
const RAW_WRITES = [
  {
    selector:
      'CallExpression[callee.property.name=/^(create|createMany|update|updateMany|delete|deleteMany)$/][callee.object.callee.property.name="query"]',
    message: 'strapi.db.query writes pass the pipeline by: use cms/documents, or put own-table code into cms/database.',
  },
  {
    selector:
      'CallExpression[callee.property.name=/^(create|update|delete|publish|unpublish|clone)$/][callee.object.callee.property.name="documents"]',
    message: 'Write records through cms/documents/pipeline, not through the Document Service.',
  },
  {
    selector:
      'CallExpression[callee.property.name=/^(insert|del|truncate)$/]:not(:has(CallExpression > Identifier[name=/^(ownTable|importTable)$/]))',
    message: "Raw knex writes belong to cms/documents and cms/database; the product's own td_ tables go through ownTable.",
  },
  {
    selector:
      'CallExpression[callee.property.name="raw"] > :matches(Literal[value=/^\\s*(insert|update|delete|drop|alter)\\b/i], TemplateLiteral)',
    message: 'Raw SQL that writes (or is put together from parts) belongs to cms/documents and cms/database.',
  },
];

export default tseslint.config(
  { ignores: ['**/dist/**', '**/node_modules/**', '.cache/**', '.strapi/**', 'coverage/**', 'database/data/**'] },
  {
    files: ['config/**/*.ts', 'cms/**/*.ts', 'dashboard/**/*.ts', 'dashboard/**/*.tsx'],
    extends: [tseslint.configs.base],
    languageOptions: { parserOptions: { project: ['./config/tsconfig.lint.json'], tsconfigRootDir: import.meta.dirname } },
    // Few rules, all of them errors: each has let a real bug through somewhere.
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: false }],
      '@typescript-eslint/await-thenable': 'error',
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/consistent-type-imports': ['error', { disallowTypeAnnotations: false }],
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-empty': 'error',
      'no-var': 'error',
      'prefer-const': 'error',
      'no-eval': 'error',
      'no-new-func': 'error',
      'no-console': 'error',
      'no-debugger': 'error',
    },
  },
  {
    files: ['cms/**/*.ts'],
    ignores: ['cms/documents/**', 'cms/database/**', 'cms/tests/**', 'cms/bench/**', '**/*.test.ts'],
    rules: { 'no-restricted-syntax': ['error', ...RAW_WRITES] },
  },
  {
    files: ['cms/tests/**/*.ts', 'cms/bench/**/*.ts', 'cms/transfer/import-folder.ts', 'cms/kpis/figures.ts', 'cms/server.ts'],
    rules: { 'no-console': 'off' },
  },
  {
    files: ['dashboard/**/*.tsx', 'dashboard/**/*.ts'],
    plugins: { 'react-hooks': hooks },
    rules: { 'react-hooks/rules-of-hooks': 'error', 'react-hooks/exhaustive-deps': 'error' },
  },
  {
    files: ['config/tooling/**/*.mjs'],
    rules: { 'prefer-const': 'error', 'no-var': 'error', eqeqeq: ['error', 'always', { null: 'ignore' }] },
  },
);
