import { setMaxListeners } from 'node:events';
import type { ServerResponse } from 'node:http';
import type { FastifyReply } from 'fastify';

/**
 * A signal that is aborted when a client closes its connection before it has its answer; made for the first read of a
 * request, since many need none. Fastify's own `request.signal`, and its hook, go by
 * the request, which is over once its body has been read.
 */
export function clientGone({ raw }: FastifyReply): () => AbortSignal {
  let signal: AbortSignal | undefined;
  return () => {
    signal ??= closedTooSoon(raw);
    return signal;
  };
}

function closedTooSoon(response: ServerResponse): AbortSignal {
  const gone = new AbortController();
  // A page may have a hundred reads that wait for their turn.
  setMaxListeners(0, gone.signal);
  const onClose = () => {
    if (!response.writableFinished) gone.abort();
  };
  if (response.destroyed) onClose();
  else response.once('close', onClose);
  return gone.signal;
}
