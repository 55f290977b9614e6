const { basename } = require('node:path');
const { default: Sequencer } = require('@jest/test-sequencer');

/** The long ones first, so that none of them is left to run alone at the end. jest goes by size where it knows no times, as in a fresh clone. */
const LONG = ['walk', 'crash', 'bill-sums', 'kpis', 'demo', 'events', 'facts', 'safe-path', 'release', 'repair', 'designer'];
const rank = ({ path }) => {
  const place = LONG.indexOf(basename(path).split('.')[0]);
  return place < 0 ? LONG.length : place;
};

module.exports = class LongFirst extends Sequencer {
  sort(tests) {
    return [...super.sort(tests)].sort((a, b) => rank(a) - rank(b));
  }
};
