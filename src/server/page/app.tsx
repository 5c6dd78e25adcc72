import './app.css';
import { useGraphiQL } from '@graphiql/react';
import { GraphiQL } from 'graphiql';
import { getIntrospectionQuery, parse } from 'graphql';
import { type ComponentProps, useEffect } from 'react';
import { createRoot } from 'react-dom/client';

type GraphiQLProps = ComponentProps<typeof GraphiQL>;
type Storage = NonNullable<GraphiQLProps['storage']>;
type Tab = NonNullable<GraphiQLProps['defaultTabs']>[number];

/** What the gateway talks to, as it says in the header `x-connect-mode` of every answer. */
type Mode = 'emulator' | 'aws';

/** A document of `schema/operations`, and the variables that fit the demo world. */
interface Operation {
  readonly query: string;
  readonly variables: object | null;
}

/** The tabs that a first-time visitor finds: names of documents, in the order of a first walk through the schema. */
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

// Workers are files beside this one: a Content-Security-Policy without `blob:` refuses any other.
const workers: Record<string, string> = { json: 'json.worker.js', graphql: 'graphql.worker.js' };
window.MonacoEnvironment = {
  getWorker: (_id, label) =>
    new Worker(new URL(workers[label] ?? 'editor.worker.js', import.meta.url), { type: 'module' }),
};

/** All answers are JSON, errors too, so GraphiQL shows them as they came. */
const fetcher: GraphiQLProps['fetcher'] = async ({ query, variables, operationName }, options) => {
  const name = operationName && hasOperation(query, operationName) ? operationName : undefined;
  // GraphiQL's own leaves out which inputs are @oneOf.
  const document = name === 'IntrospectionQuery' ? getIntrospectionQuery({ oneOf: true }) : query;
  const response = await fetch('graphql', {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...options?.headers },
    body: JSON.stringify({ query: document, variables, operationName: name }),
  });
  return response.json();
};

/** False too for the name that GraphiQL still sends of the tab before, when a tab is run right after it was opened. */
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
 * Edits are kept in the browser, apart from those of any other GraphiQL that was ever served at this address, and those
 * on the emulator apart from those on Amazon Connect.
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
 * What GraphiQL would have kept had the first tab been typed: it takes a first visitor's tabs from its properties, but the
 * variables of the one it shows from here. The variables get more room than it gives them.
 */
function welcome(storage: Storage, first: Tab): void {
  if (storage.getItem('graphiql:tabState') !== null) return;
  storage.setItem('graphiql:query', first.query ?? '');
  storage.setItem('graphiql:variables', first.variables ?? '');
  storage.setItem('graphiql:secondaryEditorFlex', '1.6');
}

function tabOf({ query, variables }: Operation): Tab {
  return { query, variables: variables && JSON.stringify(variables, null, 2) };
}

/** Long lines are comments and signatures, and the editor is half a screen wide. */
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
        {/* Headers may hold a token and are never kept. */}
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
    if (!response.ok) throw new Error(`The gateway answered ${response.status}.`);
    const mode: Mode = response.headers.get('x-connect-mode') === 'emulator' ? 'emulator' : 'aws';
    const operations: Record<string, Operation> = await response.json();
    const ready = tabNames.flatMap((name) => operations[name] ?? []).map(tabOf);
    const storage = storageOf(mode);
    if (ready[0]) welcome(storage, ready[0]);
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
