import { execFileSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import fc from 'fast-check';
import * as expressions from '../../../config/definition/testing/any-expression';
import { change, changed, GROUND, record } from '../../../config/definition/testing/any-definition';
import { outcomeOfDefinition, outcomeOfExpression } from '../../../config/definition/testing/outcome';
import { openBrowser, type TestBrowser } from '../../../cms/tests/support/browser';
import { testFolder } from '../../../cms/tests/support/folder';

/**
 * What the browser finds by the rules is what the server finds: the same thousands of definitions, expressions and values, on one side as
 * node runs them, on the other as vite builds them and Chromium runs them, in another time zone and language. `FUZZ_RUNS=100000` for the
 * long run (B17 of the research).
 */
const RUNS = Number(process.env.FUZZ_RUNS ?? 3000);
const AT_ONCE = 2000;
const SEED = 20261126;
const root = resolve(__dirname, '../../..');
const folder = testFolder('same');
let browser: TestBrowser;

beforeAll(async () => {
  const build = `import { build } from 'vite';
    await build({ configFile: false, logLevel: 'error', root: ${JSON.stringify(root)}, build: { target: 'es2022', outDir: ${JSON.stringify(folder)},
      lib: { entry: ${JSON.stringify(join(__dirname, 'same-in-browser.ts'))}, formats: ['iife'], name: 'towerdesk', fileName: () => 'same.js' } } });`;
  execFileSync(process.execPath, ['--input-type=module', '-e', build], { cwd: root, stdio: 'inherit' });
  browser = await openBrowser({ locale: 'tr-TR', timeZone: 'America/New_York' });
  await browser.page.addScriptTag({ path: join(folder, 'same.js') });
});
afterAll(async () => {
  await browser?.close();
  rmSync(folder, { recursive: true, force: true });
});

/** What comes over the wire is text; what lies far too deep goes over it only so. */
type Given = [source: unknown, values: Record<string, unknown>];
const inBrowser = (cases: string): Promise<string[]> =>
  browser.page.evaluate(
    (text) =>
      (JSON.parse(text) as Given[]).map(([source, values]) =>
        typeof source === 'string' ? window.same.outcomeOfExpression(source, values) : window.same.outcomeOfDefinition(source, values),
      ),
    cases,
  );
const here = (cases: string): string[] =>
  (JSON.parse(cases) as Given[]).map(([source, values]) =>
    typeof source === 'string' ? outcomeOfExpression(source, values) : outcomeOfDefinition(source, values),
  );

async function compare(cases: Given[]): Promise<void> {
  for (let start = 0; start < cases.length; start += AT_ONCE) {
    const some = JSON.stringify(cases.slice(start, start + AT_ONCE));
    const there = await inBrowser(some);
    expect(there).toEqual(here(some));
    // Otherwise all cases would be one.
    expect(new Set(there).size).toBeGreaterThan(there.length / 20);
  }
}

test('any expression over any record has the same value, or the same error, in the browser', () =>
  compare(fc.sample(fc.tuple(expressions.expression, expressions.record), { numRuns: RUNS, seed: SEED })));

test('any definition is refused for the same reasons, and any values under it are worked out and checked the same', () => {
  const changes = fc.sample(fc.tuple(fc.array(change, { maxLength: 3 }), record), { numRuns: RUNS, seed: SEED });
  // A definition that has become a text is an expression to the above.
  return compare(changes.map(([list, values]): Given => [changed(GROUND, list), values]).filter(([given]) => typeof given !== 'string'));
});
