// The layers of ARCHITECTURE.md as rules of dependency-cruiser: `npm run lint:layers`.

/** Lowest first, by path below `src`: an import leads to the same list or to one before it. */
export const layers = [
  ['lib', 'model'],
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
      comment: 'The gateway does not know what answers it: only main.ts starts the emulator.',
      from: { path: '^src/', pathNot: '^src/(emulator/|main\\.ts$)' },
      to: { path: '^src/emulator/' },
    },
    {
      name: 'the-emulator-knows-the-model-alone',
      severity: 'error',
      comment: 'The emulator is for other projects too: of the gateway it imports the service model.',
      from: { path: '^src/emulator/' },
      to: { path: '^src/', pathNot: '^src/(emulator|model)/' },
    },
  ],
  options: {
    // The page is a program for browsers, in JSX, and imports nothing of the gateway.
    ...{ includeOnly: '^src/', exclude: '^src/server/page/', doNotFollow: { path: 'node_modules' } },
    ...{ parser: 'swc', tsPreCompilationDeps: true },
  },
};
