import type { ListUsersCommandInput, ListUsersCommandOutput } from '@aws-sdk/client-connect';
import type { World } from '../world/world.js';
import { summarizeUser } from './directory-output.js';
import { pageOf } from './paging.js';
import { instanceOf } from './resolve.js';

/** All users, by id and name. */
export function listUsers(input: ListUsersCommandInput, world: World): Omit<ListUsersCommandOutput, '$metadata'> {
  const { directory, instance } = instanceOf(world, input.InstanceId);
  const { page, NextToken } = pageOf(world, 'ListUsers', input, directory.users.sorted);
  return { UserSummaryList: page.map((user) => summarizeUser(user, instance.region)), NextToken };
}
