import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { operationModel, serviceModel, shape } from '#connect-model';

type Json = string | number | boolean | readonly Json[] | { readonly [name: string]: Json };

/** One member of an operation's output that holds a value, with the value that the sample gives it. */
export interface Leaf {
  /** Names of members, without what lists and maps add. */
  readonly path: string;
  /** As a client should see it: moments as text, a map of texts as keys and values. */
  readonly value: unknown;
}

export interface Sample {
  readonly body: Json;
  readonly leaves: readonly Leaf[];
}

/** Members that would lead on for ever, or that say nothing of what is read. */
const noValue = new Set(['NextToken']);

/**
 * An answer of an operation in which every member has a value of its own, where its type allows; lists and maps have one
 * item.
 *
 * @param without Paths of members that are left out, such as all but one of a choice.
 * @param values Texts for members that must be the same as others, by their paths.
 */
export function sampleOf(
  operation: string,
  without: readonly string[] = [],
  values: Readonly<Record<string, string>> = {},
): Sample {
  const leaves: Leaf[] = [];
  let numbers = 1_000;
  const make = (name: string, path: string): Json => {
    const it = shape(name);
    const leaf = <Value extends Json>(value: Value, shown: unknown = value): Value => {
      leaves.push({ path, value: shown });
      return value;
    };
    switch (it.type) {
      case 'structure':
        return Object.fromEntries(
          it.members
            .map((member) => ({ ...member, at: path ? `${path}.${member.name}` : member.name }))
            .filter(({ name: of, at }) => !noValue.has(of) && !without.includes(at))
            .map(({ name: of, locationName, shape: inner, at }) => [locationName ?? of, make(inner, at)]),
        );
      case 'list':
        return [make(it.element, path)];
      case 'map': {
        const key = shape(it.key);
        const name = (key.type === 'string' && key.enum?.[0]) || 'a-key';
        const value = shape(it.value);
        if (value.type === 'string') {
          leaves.push({ path, value: [{ key: name, value: path }] });
          return { [name]: path };
        }
        return { [name]: make(it.value, path) };
      }
      case 'string':
        return leaf(values[path] ?? it.enum?.[0] ?? path);
      case 'boolean':
        return leaf(true);
      case 'timestamp': {
        const seconds = 1_700_000_000 + numbers++;
        return leaf(seconds, new Date(seconds * 1_000).toISOString());
      }
      default:
        return leaf(numbers++);
    }
  };
  const { output } = operationModel(operation);
  return { body: make(output ?? '', ''), leaves };
}

/** A Connect that answers every operation with its sample. */
export async function startSampleServer(sampleFor: (operation: string) => Sample) {
  const routes = Object.entries(serviceModel.operations).map(([operation, { http }]) => ({
    operation,
    method: http.method,
    pattern: new RegExp(`^${http.uri.replace(/\{[^}]+\}/g, '[^/]+')}$`),
  }));
  const server = createServer((request, response) => {
    const path = (request.url ?? '').split('?')[0] ?? '';
    const route = routes.find(({ method, pattern }) => method === request.method && pattern.test(path));
    request.resume().on('end', () => {
      response.writeHead(route ? 200 : 404, { 'content-type': 'application/json', 'x-amzn-requestid': 'sample' });
      response.end(JSON.stringify(route ? sampleFor(route.operation).body : {}));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    close: () => new Promise<void>((resolve) => void server.close(() => resolve())),
  };
}
