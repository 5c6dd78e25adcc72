const { default: Sequencer } = require('@jest/test-sequencer');

/** Runs the test files in the order of the list in MUTANT_TESTS. */
module.exports = class ListedSequencer extends Sequencer {
  sort(tests) {
    const order = JSON.parse(process.env.MUTANT_TESTS);
    return [...tests].sort((one, other) => order.indexOf(one.path) - order.indexOf(other.path));
  }
};
