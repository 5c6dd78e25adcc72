import './app.css';
import { useGraphiQL } from '@graphiql/react';
import { GraphiQL } from 'graphiql';
import { getIntrospectionQuery, parse } from 'graphql';
import { type ComponentProps, useEffect } from 'react';
import { createRoot } from 'react-dom/client';

type GraphiQLProps = ComponentProps<typeof GraphiQL>;
type Storage = NonNullable<GraphiQLProps['storage']>;
type Tab = NonNullable<GraphiQLProps['defaultTabs']>[number];

/** The backend of the gateway, from the header `x-connect-mode` of every response. */
type Mode = 'emulator' | 'aws';

/** A document of `schema/operations`, and variables that fit the demo world. */
interface Operation {
  readonly query: string;
  readonly variables: object | null;
}

/** The documents in the tabs of a first-time visitor, in order. */
const tabNames = [
  'list-contacts',
  'start-task',
  'transfer-to-queue',
  'transfer-to-user',
  'wrong-destination',
  'ended-contact',
];

const notes: Record<Mode, string> = {
  emulator: 'Runs on its own emulator: nothing here reaches AWS.',
  aws: 'Runs on Amazon Connect: what is done here is real. The ids in the tabs are examples, put in your own.',
};

// Workers are files beside this one, since the Content-Security-Policy does not allow `blob:` workers.
const workers: Record<string, string> = { json: 'json.worker.js', graphql: 'graphql.worker.js' };
window.MonacoEnvironment = {
  getWorker: (_id, label) =>
    new Worker(new URL(workers[label] ?? 'editor.worker.js', import.meta.url), { type: 'module' }),
};

/** Sends a request. All responses are JSON, also errors, so that GraphiQL shows them unchanged. */
const fetcher: GraphiQLProps['fetcher'] = async ({ query, variables, operationName }, options) => {
  const name = operationName && hasOperation(query, operationName) ? operationName : undefined;
  // GraphiQL's introspection query does not select `isOneOf`.
  const document = name === 'IntrospectionQuery' ? getIntrospectionQuery({ oneOf: true }) : query;
  const response = await fetch('graphql', {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...options?.headers },
    body: JSON.stringify({ query: document, variables, operationName: name }),
  });
  return response.json();
};

/** Whether the document has this operation. In a tab just opened, GraphiQL can still send the previous tab's name. */
function hasOperation(query: string, name: string): boolean {
  try {
    return parse(query).definitions.some(
      (definition) => definition.kind === 'OperationDefinition' && definition.name?.value === name,
    );
  } catch {
    return false;
  }
}

/**
 * Stores edits in the browser under a prefix. The prefix separates them from another GraphiQL at the same address, and
 * edits on the emulator from edits on Amazon Connect.
 */
function storageOf(mode: Mode): Storage {
  const prefix = `contact-gateway:${mode}:`;
  const keys = (): string[] => Object.keys(localStorage).filter((key) => key.startsWith(prefix));
  return {
    getItem: (key) => localStorage.getItem(prefix + key),
    setItem: (key, value) => localStorage.setItem(prefix + key, value),
    removeItem: (key) => localStorage.removeItem(prefix + key),
    clear: () => {
      for (const key of keys()) localStorage.removeItem(key);
    },
    get length() {
      return keys().length;
    },
  };
}

/**
 * Fills the storage for a first-time visitor. GraphiQL reads the tabs from its properties, but the content of the first
 * tab from the storage. The variables editor gets more room than by default.
 */
function initializeStorage(storage: Storage, first: Tab): void {
  if (storage.getItem('graphiql:tabState') !== null) return;
  storage.setItem('graphiql:query', first.query ?? '');
  storage.setItem('graphiql:variables', first.variables ?? '');
  storage.setItem('graphiql:secondaryEditorFlex', '1.6');
}

function tabOf({ query, variables }: Operation): Tab {
  return { query, variables: variables && JSON.stringify(variables, null, 2) };
}

/** Wraps long lines, since each editor is half a screen wide. */
function EditorOptions(): null {
  const query = useGraphiQL((state) => state.queryEditor);
  const variables = useGraphiQL((state) => state.variableEditor);
  const response = useGraphiQL((state) => state.responseEditor);
  useEffect(() => {
    for (const editor of [query, variables, response]) editor?.updateOptions({ wordWrap: 'on', fontSize: 14 });
  }, [query, variables, response]);
  return null;
}

function Header({ mode }: { mode: Mode }) {
  return (
    <header className="page-header">
      <img src="page/icon.svg" alt="" />
      <h1>contact-gateway</h1>
      <span className="page-badge" data-mode={mode}>
        {mode}
      </span>
      <p>{notes[mode]}</p>
      <nav aria-label="Schema">
        For code generators: <a href="schema.graphql">schema.graphql</a>
      </nav>
    </header>
  );
}

function Page({ mode, storage, tabs }: { mode: Mode; storage: Storage; tabs: Tab[] }) {
  return (
    <>
      <Header mode={mode} />
      <main className="page-main">
        {/* Headers can hold a token, so they are not persisted. */}
        <GraphiQL
          fetcher={fetcher}
          storage={storage}
          defaultTabs={tabs}
          defaultEditorToolsVisibility="variables"
          shouldPersistHeaders={false}
        >
          <GraphiQL.Logo>{[]}</GraphiQL.Logo>
          <EditorOptions />
        </GraphiQL>
      </main>
    </>
  );
}

async function start(root: HTMLElement): Promise<void> {
  const rendered = createRoot(root);
  try {
    const response = await fetch('page/operations.json');
    if (!response.ok) throw new Error(`The gateway responded with ${response.status}.`);
    const mode: Mode = response.headers.get('x-connect-mode') === 'emulator' ? 'emulator' : 'aws';
    const operations: Record<string, Operation> = await response.json();
    const ready = tabNames.flatMap((name) => operations[name] ?? []).map(tabOf);
    const storage = storageOf(mode);
    if (ready[0]) initializeStorage(storage, ready[0]);
    rendered.render(<Page mode={mode} storage={storage} tabs={ready} />);
  } catch (error) {
    rendered.render(
      <p className="page-failure" role="alert">
        This page could not be set up. {error instanceof Error ? error.message : String(error)} Reload it to try again.
      </p>,
    );
  }
}

const root = document.getElementById('root');
if (root) void start(root);
