// The layers of ARCHITECTURE.md and the packages as rules of dependency-cruiser: `npm run lint:layers`.

/** Layers by path below `src`, lowest first. A file imports only from its own layer or lower ones. */
export const layers = [
  ['lib'],
  ['ids'],
  ['errors'],
  ['idempotency'],
  ['connect/transport'],
  ['connect/limits'],
  ['connect/calls'],
  ['connect/reads'],
  ['connect/directory'],
  ['connect/inputs'],
  ['connect/session'],
  ['connect/mutations'],
  ['connect/connect.ts'],
  ['auth'],
  ['graph'],
  ['directory'],
  ['contacts', 'evaluations', 'files', 'metrics'],
  ['server'],
  ['schema.ts', 'config', 'config.ts', 'gateway.ts', 'iam-policy.ts', 'cli.ts', 'main.ts'],
];

/** Files with the main type of each domain. Other domains may import only these files. */
const mainTypes = [
  ...['contacts/contact.ts', 'contacts/contact-enums.ts', 'evaluations/evaluation.ts', 'files/attached-file.ts'],
  ...[
    'directory/channel.ts',
    'directory/queues/queue.ts',
    'directory/users/user.ts',
    'directory/flows/contact-flow.ts',
  ],
  ...['directory/instances/instance.ts', 'directory/agent-statuses/agent-status.ts'],
  ...['directory/hierarchy-groups/hierarchy-group.ts', 'directory/hours-of-operations/hours-of-operation.ts'],
  ...['directory/quick-connects/quick-connect.ts', 'directory/routing-profiles/routing-profile.ts'],
  ...['directory/task-templates/task-template.ts'],
];

const escaped = (path) => path.replaceAll('.', '\\.');
const below = (paths) => `^src/(${paths.map((path) => escaped(path) + (path.endsWith('.ts') ? '$' : '/')).join('|')})`;
const domain = '^src/(contacts|evaluations|files|metrics|directory/[^/]+)/';

export default {
  forbidden: [
    {
      name: 'no-cycle-of-files',
      severity: 'error',
      comment: 'Move the shared code into a file that both import.',
      from: {},
      to: { circular: true },
    },
    {
      name: 'no-cycle-of-folders',
      severity: 'error',
      comment: 'Move the shared code into a lower folder.',
      scope: 'folder',
      from: {},
      to: { circular: true },
    },
    ...layers.slice(0, -1).map((layer, index) => ({
      name: `no-import-above-${layer.join('-')}`,
      severity: 'error',
      comment: 'A layer imports from lower layers only: see ARCHITECTURE.md.',
      from: { path: below(layer) },
      to: { path: below(layers.slice(index + 1).flat()) },
    })),
    {
      name: 'only-the-main-type-of-another-domain',
      severity: 'error',
      comment: 'Import only the main type of another domain: see `mainTypes`.',
      from: { path: domain },
      to: { path: domain, pathNot: [`^src/$1/`, below(mainTypes)] },
    },
    {
      name: 'only-main-starts-the-emulator',
      severity: 'error',
      comment: 'The gateway does not depend on the emulator: only main.ts and cli.ts start it.',
      from: { path: '^src/', pathNot: '^src/(main|cli)\\.ts$' },
      // The last pattern matches the import if the emulator is not built.
      to: { path: ['^packages/connect-emulator/', '^#?connect-emulator$'] },
    },
    {
      name: 'import-packages-by-name',
      severity: 'error',
      comment: 'Import #connect-model or #connect-emulator: only the exports of their index.ts are public.',
      from: { path: '^src/' },
      to: { path: '^packages/[^/]+/(src|test)/' },
    },
    {
      name: 'packages-do-not-import-the-gateway',
      severity: 'error',
      comment: 'Packages must not depend on the gateway, since other projects use them.',
      from: { path: '^packages/' },
      to: { path: '^(src|test)/' },
    },
    {
      name: 'the-emulator-imports-connect-model-only',
      severity: 'error',
      comment: 'Import only connect-model, by its package name.',
      from: { path: '^packages/connect-emulator/' },
      to: { path: ['^packages/', '^#'], pathNot: '^packages/(connect-emulator|connect-model/dist)/' },
    },
    {
      name: 'connect-model-has-no-dependencies',
      severity: 'error',
      comment: 'connect-model has no dependencies.',
      from: { path: '^packages/connect-model/src/' },
      to: { pathNot: '^packages/connect-model/src/', dependencyTypesNot: ['core'] },
    },
  ],
  options: {
    // The page is a browser program in JSX and imports nothing from the gateway.
    ...{ exclude: '^src/server/page/|^packages/[^/]+/dist/types/', doNotFollow: { path: ['node_modules', '/dist/'] } },
    ...{ parser: 'swc', tsPreCompilationDeps: true },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default'] },
  },
};
