import type { UserData } from '@aws-sdk/client-connect';
import { ConnectReadError } from '../../errors/read-error.js';
import { byInstance, type ResourceKey } from '../../ids/resource-key.js';
import { chunks } from '../../lib/chunks.js';
import { allRows, maxPagesOfOne } from './pages.js';
import { getCurrentUserData } from './read-operations.js';
import type { Reader } from './reader.js';

/** Maximum number of agents in one call of GetCurrentUserData, and on one page of its output. */
export const agentsPerCall = 100;

/** Reads the current status of agents, a hundred per call; null for an agent without one. */
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

/** Reads a batch into `results`. Never throws: a failure becomes the result of the affected ids. */
async function readBatch(
  reader: Reader,
  InstanceId: string,
  ids: readonly string[],
  results: Map<string, UserData | Error>,
): Promise<void> {
  try {
    const input = { InstanceId, Filters: { Agents: [...ids] }, MaxResults: agentsPerCall };
    const rows = await allRows(maxPagesOfOne, async (NextToken) => {
      const output = await reader.read(getCurrentUserData, { ...input, NextToken });
      return { rows: output.UserDataList, token: output.NextToken };
    });
    for (const data of rows ?? []) results.set(`${InstanceId}/${data.User?.Id}`, data);
  } catch (error) {
    if (!(error instanceof ConnectReadError) || !error.isNotFound) {
      for (const id of ids) results.set(`${InstanceId}/${id}`, error as Error);
    } else if (ids.length > 1) {
      // One deleted agent fails the whole call, so each half is read on its own.
      const halves = chunks(ids, Math.ceil(ids.length / 2));
      await Promise.all(halves.map((half) => readBatch(reader, InstanceId, half, results)));
    }
  }
}
