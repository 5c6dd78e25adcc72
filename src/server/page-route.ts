import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { FastifyInstance } from 'fastify';
import { parse } from 'graphql';

/** A document that people can paste, and the variables with which it works on the demo world. */
export interface Operation {
  readonly query: string;
  /** Null when it has none. */
  readonly variables: object | null;
}

interface Asset {
  readonly type: string;
  readonly body: Buffer;
  /** Weak, since it names the plain and the compressed form alike. */
  readonly etag: string;
  compressed?: Promise<Buffer>;
}

const javascript = 'text/javascript; charset=utf-8';
/** All that the build puts into the page's folder; nothing else of it is ever served. */
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
 * Everything comes from the gateway itself, and nobody may frame the page. The editor writes style elements, and has its
 * fonts and the wavy lines below errors as data.
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

// The same from the sources and from the build: both lie two folders below the package.
const pageFolder = new URL('./page/', import.meta.url);
const operationsFolder = new URL('../../schema/operations/', import.meta.url);

/** Serves GraphiQL at `/`, and what it needs below `/page/`. Without the build, `/` answers 503 and says so. */
export function servePage(app: FastifyInstance): void {
  const assets = readAssets();
  if (!assets) {
    const message = 'This page was not built. Run `npm run build` and start the gateway again.';
    const answer = { errors: [{ message, extensions: { code: 'PAGE_NOT_BUILT' } }] };
    app.get('/', (_request, reply) => reply.code(503).send(answer));
    return;
  }
  for (const [name, asset] of assets) {
    app.get(name === 'index.html' ? '/' : `/page/${name}`, async (request, reply) => {
      // Names stay the same over builds, so a browser asks each time, and is mostly told to use what it has.
      reply.headers({ ...securityHeaders, etag: asset.etag, 'cache-control': 'no-cache', vary: 'accept-encoding' });
      if (request.headers['if-none-match']?.includes(asset.etag)) return reply.code(304).send();
      reply.type(asset.type);
      if (!/\bgzip\b/.test(request.headers['accept-encoding'] ?? '')) return reply.send(asset.body);
      asset.compressed ??= compress(asset.body);
      return reply.header('content-encoding', 'gzip').send(await asset.compressed);
    });
  }
}

/** The documents of `schema/operations`, by the name of their file without its ending. */
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

/** Null when any of the files is missing. */
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
