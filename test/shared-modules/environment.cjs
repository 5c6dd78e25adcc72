const { default: NodeEnvironment } = require('jest-environment-node');

/** The environments of this worker, by Jest project: the projects of test/supergraph have different globals. */
const environments = new Map();

/**
 * Jest's Node environment, one for all test files of a project in a worker: shared modules keep the global object that
 * they began with.
 */
module.exports = function SharedEnvironment(config, context) {
  const { id } = config.projectConfig;
  const environment = environments.get(id) ?? endless(new NodeEnvironment(config, context));
  environments.set(id, environment);
  return environment;
};

/** Keeps an environment from ending with the first test file. */
function endless(environment) {
  environment.teardown = async () => {
    environment.fakeTimersModern.useRealTimers();
  };
  return environment;
}
