const { default: NodeEnvironment } = require('jest-environment-node');

/** The environments of this worker, by Jest project: the projects of test/supergraph have different globals. */
const environments = new Map();

/**
 * Jest's Node environment. All test files of a project share one in each worker, because shared modules keep the global
 * object with which they were loaded.
 */
module.exports = function SharedEnvironment(config, context) {
  const { id } = config.projectConfig;
  const environment = environments.get(id) ?? withoutTeardown(new NodeEnvironment(config, context));
  environments.set(id, environment);
  return environment;
};

/** Prevents the first test file from tearing the environment down. */
function withoutTeardown(environment) {
  environment.teardown = async () => {
    environment.fakeTimersModern.useRealTimers();
  };
  return environment;
}
