import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const server = process.env.API_ORIGIN ?? `http://127.0.0.1:${process.env.PORT ?? 1337}`;

export default defineConfig({
  root: here('.'),
  base: '/',
  plugins: [react()],
  resolve: {
    alias: [
      // The CommonJS locale comes out as `{default}` under rolldown, and the date pickers then stay English.
      { find: /^antd\/locale\/(.*)$/, replacement: 'antd/es/locale/$1.js' },
      // Refine's markdown field and its csv hooks, which no screen uses: 47 kB gzip of the entry.
      { find: /^(react-markdown|remark-gfm|papaparse)$/, replacement: here('./app/unused-package.ts') },
      // qs words one error of its own inner bookkeeping with it: 9 kB gzip of the first page.
      { find: /^object-inspect$/, replacement: here('./app/plain-inspect.cjs') },
    ],
  },
  build: {
    outDir: here('./dist'),
    emptyOutDir: true,
    target: 'es2022',
    sourcemap: false,
    // antd's inputs take one provider from here; the package does not say that the rest (its form and validator, which no screen uses) may go.
    rolldownOptions: { treeshake: { moduleSideEffects: [{ test: /node_modules[\\/]rc-field-form[\\/]/, sideEffects: false }] } },
    // Screens are split by React.lazy; a hand-made vendor group would become a preload of the entry.
    chunkSizeWarningLimit: 1200,
  },
  server: { port: 5173, strictPort: true, proxy: { '/api': { target: server }, '/uploads': { target: server } } },
});
