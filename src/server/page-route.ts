import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { parse } from 'graphql';

/** An example document, and variables that fit the demo world. */
export interface Operation {
  readonly query: string;
  /** Null when the document has no variables. */
  readonly variables: object | null;
}

interface Asset {
  readonly type: string;
  readonly body: Buffer;
  /** Weak, since the plain and the compressed form share one tag. */
  readonly etag: string;
  compressed?: Promise<Buffer>;
}

const javascript = 'text/javascript; charset=utf-8';
/** All files that the build writes to the page's folder. The gateway serves no other file of this folder. */
const types: Record<string, string> = {
  'index.html': 'text/html; charset=utf-8',
  'app.js': javascript,
  'app.css': 'text/css; charset=utf-8',
  'editor.worker.js': javascript,
  'graphql.worker.js': javascript,
  'json.worker.js': javascript,
  'icon.svg': 'image/svg+xml',
};

/**
 * Allows resources of the gateway only, and no framing. The editor needs inline style elements, and `data:` URLs for
 * its fonts and its error underlines.
 */
const securityHeaders = {
  'content-security-policy': [
    "default-src 'self'",
    "script-src 'self'",
    "worker-src 'self'",
    "style-src 'self' 'unsafe-inline'",
    "font-src 'self' data:",
    "img-src 'self' data:",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; '),
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
};

const compress = promisify(gzip);

// The paths hold for the sources and for the build: both are two folders below the package root.
const pageFolder = new URL('./page/', import.meta.url);
const operationsFolder = new URL('../../schema/operations/', import.meta.url);

/** Serves GraphiQL at `/` and its files below `/page/`. If the page was not built, `/` responds with 503. */
export function servePage(app: FastifyInstance): void {
  const assets = readAssets();
  if (!assets) {
    const message = 'This page was not built. Run `npm run build` and start the gateway again.';
    const body = { errors: [{ message, extensions: { code: 'PAGE_NOT_BUILT' } }] };
    app.get('/', (_request, reply) => reply.code(503).send(body));
    return;
  }
  for (const [name, asset] of assets) {
    app.get(name === 'index.html' ? '/' : `/page/${name}`, (request, reply) => {
      reply.headers(securityHeaders);
      return sendAsset(request, reply, asset);
    });
  }
}

/** Serves a text, which is made at the first request. */
export function serveText(app: FastifyInstance, path: string, type: string, text: () => string): void {
  let asset: Asset | undefined;
  app.get(path, (request, reply) => {
    asset ??= assetOf(type, Buffer.from(text()));
    return sendAsset(request, reply, asset);
  });
}

async function sendAsset(request: FastifyRequest, reply: FastifyReply, asset: Asset): Promise<FastifyReply> {
  // File names are the same in each build, so browsers must revalidate. The response is mostly 304.
  reply.headers({ etag: asset.etag, 'cache-control': 'no-cache', vary: 'accept-encoding' });
  if (request.headers['if-none-match']?.includes(asset.etag)) return reply.code(304).send();
  reply.type(asset.type);
  if (!/\bgzip\b/.test(request.headers['accept-encoding'] ?? '')) return reply.send(asset.body);
  asset.compressed ??= compress(asset.body);
  return reply.header('content-encoding', 'gzip').send(await asset.compressed);
}

/** Returns the documents of `schema/operations`, by file name without extension. */
export function readOperations(): Map<string, Operation> {
  const variables = JSON.parse(readFileSync(new URL('variables.json', operationsFolder), 'utf8'));
  const files = readdirSync(operationsFolder).filter((file) => file.endsWith('.graphql'));
  return new Map(
    files.map((file) => {
      const query = readFileSync(new URL(file, operationsFolder), 'utf8');
      return [file.slice(0, -'.graphql'.length), { query, variables: variables[operationName(query)] ?? null }];
    }),
  );
}

function operationName(query: string): string {
  const operation = parse(query).definitions.find((definition) => definition.kind === 'OperationDefinition');
  return operation?.name?.value ?? '';
}

/** Returns the files of the page; null if any of them is missing. */
function readAssets(): Map<string, Asset> | null {
  try {
    const assets = new Map<string, Asset>();
    for (const [name, type] of Object.entries(types)) {
      assets.set(name, assetOf(type, readFileSync(new URL(name, pageFolder))));
    }
    const operations = JSON.stringify(Object.fromEntries(readOperations()));
    return assets.set('operations.json', assetOf('application/json; charset=utf-8', Buffer.from(operations)));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

function assetOf(type: string, body: Buffer): Asset {
  return { type, body, etag: `W/"${createHash('sha256').update(body).digest('base64url')}"` };
}
