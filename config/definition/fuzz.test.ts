import fc from 'fast-check';
import { stringify } from 'yaml';
import { changesBetween } from './changes';
import { checkDefinition } from './check';
import { checkRecord } from './check-record';
import { computeFields } from './compute';
import { conversionsBetween, successors } from './conversions';
import { expand } from './expand';
import { change, changed, CONTEXT, GROUND, record } from './testing/any-definition';
import { ExpressionError } from './expression/error';
import { checkKept } from './keep';
import { resolveLists } from './lists';
import { mergeDefinitions } from './merge';
import { normalize } from './normalize';
import { definitionOf, parseDefinition } from './parse';
import { mergeRelease } from './release';
import { scope } from './test-forms';
import type { FormDefinition } from './types';
import { usesInForms } from './uses';

/** `FUZZ_RUNS=100000` for the long run (B17 of the research); every test run does some. */
const settings = { numRuns: Number(process.env.FUZZ_RUNS ?? 1500), seed: 20261126 };

/** Anything but an ExpressionError where an expression is worked out is a fault of ours. */
function calmly(work: () => unknown): void {
  try {
    work();
  } catch (error) {
    if (!(error instanceof ExpressionError)) throw error;
  }
}

test('the ground of these tests is right', () => expect(checkDefinition(expand(GROUND), CONTEXT)).toEqual([]));

test('any definition is taken or refused with addresses in both languages; what is taken never brings a save down', () => {
  let taken = 0;
  fc.assert(
    fc.property(fc.array(change, { maxLength: 3 }), record, (changes, values) => {
      const given = changed(GROUND, changes);
      const { definition, issues } = definitionOf(given, 'paper');
      const found = definition ? checkDefinition(expand(resolveLists(definition, {})), CONTEXT) : issues;
      for (const issue of found) expect([typeof issue.address, issue.zh !== '', issue.en !== '']).toEqual(['string', true, true]);
      if (!definition || found.length > 0) return;
      taken += 1;
      // What the designer's browser sends is what the server reads; that the browser itself finds the same says journeys/same.e2e.ts.
      const sent = JSON.parse(JSON.stringify(definition)) as FormDefinition;
      expect(checkDefinition(expand(resolveLists(sent, {})), CONTEXT)).toEqual(found);
      const full = expand(resolveLists(definition, {}));
      calmly(() => {
        const { values: own } = normalize(full, values);
        const next = { ...own, state: 'open', ...computeFields(full, { ...own, state: 'open' }, scope(own)) };
        checkRecord(full, next, scope(next), { kind: 'save' });
      });
      checkKept(GROUND, definition, new Set(['open']));
      changesBetween(GROUND, definition);
      mergeDefinitions(GROUND, definition, { ...GROUND, zh: '新版' });
      mergeRelease({ base: GROUND, own: definition, shipped: { ...GROUND, en: 'New' } });
      conversionsBetween(GROUND, definition);
      successors(full);
      usesInForms('paper', [definition], () => new Set());
    }),
    settings,
  );
  expect(taken).toBeGreaterThan(settings.numRuns / 50);
  expect(Object.hasOwn(Object.prototype, 'admin')).toBe(false);
});

test('a file says the same as the definition that it was written from', () => {
  fc.assert(
    fc.property(fc.array(change, { maxLength: 2 }), (changes) => {
      const { definition, issues } = definitionOf(changed(GROUND, changes), 'paper');
      if (!definition) return expect(issues.length).toBeGreaterThan(0);
      const read = parseDefinition(stringify(definition, { lineWidth: 0, aliasDuplicateObjects: false }), 'paper.yaml');
      expect(read.issues).toEqual([]);
      expect(changesBetween(definition, read.definition as FormDefinition)).toEqual([]);
    }),
    { ...settings, numRuns: Math.ceil(settings.numRuns / 5) },
  );
});

test('any text is a file or refused with its place', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
      const { definition, issues } = parseDefinition(text, 'x.yaml');
      expect(definition === null || definition === undefined ? issues.length > 0 : true).toBe(true);
    }),
    { ...settings, numRuns: Math.ceil(settings.numRuns / 5) },
  );
});
