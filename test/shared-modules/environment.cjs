const { default: NodeEnvironment } = require('jest-environment-node');

/** The environment of this worker. */
let environment;

/** Jest's Node environment, one for all test files of a worker: shared modules keep the global object they began with. */
module.exports = function SharedEnvironment(...args) {
  environment ??= endless(new NodeEnvironment(...args));
  return environment;
};

/** Keeps an environment from ending with the first test file. */
function endless(environment) {
  environment.teardown = async () => {
    environment.fakeTimersModern.useRealTimers();
  };
  return environment;
}
