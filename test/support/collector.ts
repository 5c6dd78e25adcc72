import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A span as OTLP's JSON has it, as far as tests look. */
export interface CollectedSpan {
  readonly traceId: string;
  readonly spanId: string;
  /** Empty, or not there, for the first of a trace. */
  readonly parentSpanId?: string;
  readonly name: string;
  /** 2 for a server's, 3 for a client's. */
  readonly kind: number;
  readonly attributes: Readonly<Record<string, unknown>>;
  /** Its code is 2 for an error. */
  readonly status: { readonly code?: number };
}

/** Takes traces by OTLP over HTTP on a port of its own. */
export interface Collector {
  readonly url: string;
  readonly spans: readonly CollectedSpan[];
  /** All that came, as it came. */
  readonly text: () => string;
  /** Of the process that sent them. */
  readonly resource: () => Readonly<Record<string, unknown>>;
  close(): Promise<void>;
}

type Value = { stringValue?: string; intValue?: number | string; arrayValue?: { values: Value[] } };
type Attribute = { key: string; value: Value };

function plain({ stringValue, intValue, arrayValue }: Value): unknown {
  return stringValue ?? (intValue === undefined ? arrayValue?.values.map(plain) : Number(intValue));
}
const plainAll = (attributes: readonly Attribute[] = []) =>
  Object.fromEntries(attributes.map(({ key, value }) => [key, plain(value)]));

/** @param answers Whether it answers at all. */
export async function startCollector(answers = true): Promise<Collector> {
  const spans: CollectedSpan[] = [];
  let text = '';
  let resource = {};
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    text += body;
    for (const group of JSON.parse(body).resourceSpans) {
      resource = plainAll(group.resource.attributes);
      for (const span of group.scopeSpans.flatMap((scope: { spans: object[] }) => scope.spans)) {
        spans.push({ ...span, attributes: plainAll(span.attributes) });
      }
    }
    if (answers) response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1/traces`,
    spans,
    text: () => text,
    resource: () => resource,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
