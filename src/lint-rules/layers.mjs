// The layers of ARCHITECTURE.md and the packages as rules of dependency-cruiser: `npm run lint:layers`.

/** Lowest first, by path below `src`: an import leads to the same list or to one before it. */
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

/** The type that a domain shows to others: the rest of it is its own. */
const nouns = [
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
      comment: 'Move what both need into a file below both.',
      from: {},
      to: { circular: true },
    },
    {
      name: 'no-cycle-of-folders',
      severity: 'error',
      comment: 'Move what both need into a lower folder.',
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
      name: 'only-the-noun-of-another-domain',
      severity: 'error',
      comment: 'Of another domain import the file of its noun only.',
      from: { path: domain },
      to: { path: domain, pathNot: [`^src/$1/`, below(nouns)] },
    },
    {
      name: 'only-main-knows-the-emulator',
      severity: 'error',
      comment: 'The gateway does not know what answers it: only main.ts and cli.ts start the emulator.',
      from: { path: '^src/', pathNot: '^src/(main|cli)\\.ts$' },
      // By its name alone where it is not built.
      to: { path: ['^packages/connect-emulator/', '^#?connect-emulator$'] },
    },
    {
      name: 'a-package-by-its-name',
      severity: 'error',
      comment: 'Import #connect-model or #connect-emulator: what their index.ts exports is all that others may use.',
      from: { path: '^src/' },
      to: { path: '^packages/[^/]+/(src|test)/' },
    },
    {
      name: 'a-package-knows-no-gateway',
      severity: 'error',
      comment: 'Packages are for other projects too.',
      from: { path: '^packages/' },
      to: { path: '^(src|test)/' },
    },
    {
      name: 'the-emulator-knows-the-model-alone',
      severity: 'error',
      comment: 'Another package is imported by its name, and only connect-model.',
      from: { path: '^packages/connect-emulator/' },
      to: { path: ['^packages/', '^#'], pathNot: '^packages/(connect-emulator|connect-model/dist)/' },
    },
    {
      name: 'the-model-knows-nobody',
      severity: 'error',
      comment: 'connect-model has no dependencies.',
      from: { path: '^packages/connect-model/src/' },
      to: { pathNot: '^packages/connect-model/src/', dependencyTypesNot: ['core'] },
    },
  ],
  options: {
    // The page is a program for browsers, in JSX, and imports nothing of the gateway.
    ...{ exclude: '^src/server/page/|^packages/[^/]+/dist/types/', doNotFollow: { path: ['node_modules', '/dist/'] } },
    ...{ parser: 'swc', tsPreCompilationDeps: true },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default'] },
  },
};
