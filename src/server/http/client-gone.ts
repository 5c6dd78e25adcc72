import { setMaxListeners } from 'node:events';
import type { ServerResponse } from 'node:http';
import type { FastifyReply } from 'fastify';

/**
 * Returns a function that creates a signal on first use. The signal aborts when the client closes its connection before
 * the response is sent. Fastify's `request.signal` and `onRequestAbort` do not fit: they stop once the body is read.
 */
export function clientGone({ raw }: FastifyReply): () => AbortSignal {
  let signal: AbortSignal | undefined;
  return () => {
    signal ??= closedBeforeResponse(raw);
    return signal;
  };
}

function closedBeforeResponse(response: ServerResponse): AbortSignal {
  const gone = new AbortController();
  // One request can have a hundred waiting reads.
  setMaxListeners(0, gone.signal);
  const onClose = () => {
    if (!response.writableFinished) gone.abort();
  };
  if (response.destroyed) onClose();
  else response.once('close', onClose);
  return gone.signal;
}
