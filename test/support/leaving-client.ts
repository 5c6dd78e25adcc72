import http from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from '@jest/globals';
import type { TestGateway } from './gateway.js';

/** A request whose client may close its connection before it has its answer. */
export interface LeavingClient {
  readonly leave: () => void;
}

/** Asks the gateway itself, whatever stands before it, on a connection of its own, and wants no answer. */
export function askAndLeave({ url }: TestGateway, query: string, headers: Record<string, string> = {}): LeavingClient {
  const request = http.request(`${url}/graphql`, {
    ...{ method: 'POST', agent: false },
    headers: { 'content-type': 'application/json', ...headers },
  });
  request.on('error', () => {}).on('response', (response) => response.resume());
  request.end(JSON.stringify({ query }));
  return { leave: () => request.destroy() };
}

/** Waits for what happens somewhere else in the process. */
export async function until(holds: () => boolean): Promise<void> {
  for (let tries = 0; !holds() && tries < 1_000; tries++) await sleep(10);
  expect(holds()).toBe(true);
}
