const { AsyncLocalStorage } = require('node:async_hooks');
const { fileURLToPath } = require('node:url');
const { default: Runtime } = require('jest-runtime');

/** The modules that the test files of a Jest project share in this worker: ES modules by URL, CommonJS modules by path. */
const registries = new Map();
const registriesOf = ({ id }) => {
  const shared = registries.get(id) ?? { esModules: new Map(), modules: new Map() };
  registries.set(id, shared);
  return shared;
};

/** The AsyncLocalStorage objects that were used since the last test file. */
const storages = new Set();
const { run } = AsyncLocalStorage.prototype;
AsyncLocalStorage.prototype.run = function (...args) {
  storages.add(this);
  return run.apply(this, args);
};

/** Whether a module must be loaded for each test file, because it can hold the `expect` or the state of one file. */
function isOfTestFile(key, { roots }) {
  const path = key.startsWith('file:') ? fileURLToPath(key) : key;
  return path.startsWith('@jest/globals') || roots.some((root) => path.startsWith(`${root}/`));
}

/**
 * Jest's module runtime, except that a worker loads the modules of src, packages and node_modules once and not for each
 * test file. Loading the schema and its libraries takes four seconds of CPU time, which is more than most test files need.
 * The modules of test/ are loaded for each test file.
 *
 * The test files of a worker also share the global object (environment.cjs): a test must restore what it replaces.
 */
module.exports = class SharedModulesRuntime extends Runtime {
  constructor(...args) {
    super(...args);
    const { esModules, modules } = registriesOf(this._config);
    this.registries.esModuleRegistry = esModules;
    this.registries.moduleRegistry = modules;
  }

  /** Discards the modules of the test file. The runtime stays usable, since shared modules import lazily through it. */
  teardown() {
    this.restoreAllMocks();
    for (const registry of Object.values(registriesOf(this._config))) {
      for (const key of registry.keys()) if (isOfTestFile(key, this._config)) registry.delete(key);
    }
    this.registries.internalModuleRegistry.clear();
    // Each test file has its own jest-circus, whose storage would slow down every later promise in the worker.
    for (const storage of storages) storage.disable();
    storages.clear();
    this.testMainModule.reset();
    this.mockState.clear();
    this.fileCache.clear();
    this.jestGlobals.clearJestObjectCache();
    this.testState.enterTestCode();
  }
};
