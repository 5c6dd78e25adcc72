import type { UserData } from '@aws-sdk/client-connect';
import type { Reader } from './reader.js';
import { getCurrentUserData } from './reads.js';
import type { ResourceKey } from './shelf.js';

/**
 * What a user is at: status, places and contacts. Null for one of whom Connect says nothing, as of who is not signed in.
 * @throws ConnectReadError
 */
export async function currentUserData(reader: Reader, { instanceId, id }: ResourceKey): Promise<UserData | null> {
  const input = { InstanceId: instanceId, Filters: { Agents: [id] } };
  const answer = await reader.readOrNull(getCurrentUserData, input);
  return answer?.UserDataList?.find(({ User }) => User?.Id === id) ?? null;
}
