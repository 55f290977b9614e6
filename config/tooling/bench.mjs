/**
 * `npm run bench`: our server beside a stock Strapi and a bare Fastify, on the same machine in the same run. BENCH_ROWS (100000) and
 * BENCH_SECONDS (5, a case and side) make it smaller. `npm run bench -- million`: a large house, on SQLite and PostgreSQL. Everything listens on loopback; data lie in a temporary folder.
 */
import { checkNode, checkSqlite, install } from './lib/install.mjs';
import { buildServer } from './lib/build-steps.mjs';
import { at } from './lib/paths.mjs';
import { supervise } from './lib/processes.mjs';
import { progress, runMain } from './lib/steps.mjs';

await runMain(async () => {
  checkNode();
  const step = progress(4);
  await step('Install packages', install);
  await step('Check the SQLite driver', checkSqlite);
  await step('Build the server', buildServer);
  const isLarge = process.argv.includes('million');
  const rows = process.env.BENCH_ROWS || (isLarge ? '1000000' : '100000');
  const seconds = process.env.BENCH_SECONDS || '5';
  let code = 1;
  await step(`Measure (${rows} rows, ${seconds} s a case and side)`, async () => {
    code = await supervise(process.execPath, ['--enable-source-maps', at(`dist/src/bench/${isLarge ? 'million/million' : 'bench'}.js`)], {
      env: { NODE_ENV: 'production', TZ: 'Asia/Shanghai', BENCH_ROWS: rows, BENCH_SECONDS: seconds },
    }).ended;
    return code === 0 ? 'done' : 'FAILED';
  });
  return code;
});
