import { effectMaps, effects } from './effects-registry';
import { ruleMaps, rules } from './registry';

test('no two subjects share a name', () => {
  expect(ruleMaps.flatMap((map) => Object.keys(map)).sort()).toEqual(Object.keys(rules).sort());
  expect(effectMaps.flatMap((map) => Object.keys(map)).sort()).toEqual(Object.keys(effects).sort());
});
