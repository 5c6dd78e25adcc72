import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** How many requests a server of this process has begun to read, from now on. */
export interface Arrivals {
  count(): number;
  end(): void;
}

export function arrivalsAt(url: string): Arrivals {
  const port = Number(new URL(url).port);
  let count = 0;
  const onRequest = (message: unknown) => {
    const { server } = message as { server: Server };
    if ((server.address() as AddressInfo | null)?.port === port) count++;
  };
  subscribe('http.server.request.start', onRequest);
  return {
    count: () => count,
    end: () => void unsubscribe('http.server.request.start', onRequest),
  };
}
