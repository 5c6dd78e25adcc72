import type { UserData } from '@aws-sdk/client-connect';
import { ConnectReadError } from '../../errors/read-error.js';
import { byInstance, type ResourceKey } from '../../ids/resource-key.js';
import { chunks } from '../../lib/chunks.js';
import { allRows, maxPagesOfOne } from './pages.js';
import { getCurrentUserData } from './read-operations.js';
import type { Reader } from './reader.js';

/** The most agents that GetCurrentUserData takes, and the most that it shows on a page. */
export const agentsPerCall = 100;

/** Current status of agents, in one call for a hundred of them; null for an agent without one. */
export async function readCurrentUsers(
  reader: Reader,
  keys: readonly ResourceKey[],
): Promise<(UserData | null | Error)[]> {
  const results = new Map<string, UserData | Error>();
  const reads = [...byInstance(keys)].flatMap(([instanceId, ids]) =>
    chunks(ids, agentsPerCall).map((batch) => readBatch(reader, instanceId, batch, results)),
  );
  await Promise.all(reads);
  return keys.map(({ instanceId, id }) => results.get(`${instanceId}/${id}`) ?? null);
}

/** Never throws: a failure is the result of those whom it befell. */
async function readBatch(
  reader: Reader,
  InstanceId: string,
  ids: readonly string[],
  results: Map<string, UserData | Error>,
): Promise<void> {
  try {
    const input = { InstanceId, Filters: { Agents: [...ids] }, MaxResults: agentsPerCall };
    const rows = await allRows(maxPagesOfOne, async (NextToken) => {
      const answer = await reader.read(getCurrentUserData, { ...input, NextToken });
      return { rows: answer.UserDataList, token: answer.NextToken };
    });
    for (const data of rows ?? []) results.set(`${InstanceId}/${data.User?.Id}`, data);
  } catch (error) {
    if (!(error instanceof ConnectReadError) || !error.isNotFound) {
      for (const id of ids) results.set(`${InstanceId}/${id}`, error as Error);
    } else if (ids.length > 1) {
      // One who is gone must not hide what the others are at.
      const halves = chunks(ids, Math.ceil(ids.length / 2));
      await Promise.all(halves.map((half) => readBatch(reader, InstanceId, half, results)));
    }
  }
}
