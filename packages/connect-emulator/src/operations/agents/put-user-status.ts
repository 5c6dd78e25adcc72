import type { PutUserStatusCommandInput } from '@aws-sdk/client-connect';
import type { World } from '../../world/world.js';
import { invalidRequest } from '../refusal.js';
import { instanceStateOf, resourceOf } from '../resolve.js';

/** Changes a user's status. "If the agent is currently handling a contact, this sets the agent's next status." */
export function putUserStatus(input: PutUserStatusCommandInput, world: World): object {
  const state = instanceStateOf(world, input.InstanceId);
  const user = resourceOf(world, state.directory.users, input.UserId);
  const status = resourceOf(world, state.directory.agentStatuses, input.AgentStatusId);
  if (status.state === 'DISABLED') throw invalidRequest();
  if (user.agentStatus === 'Offline' && world.assumptions.statusOfSignedOutUser === 'refuse') throw invalidRequest();
  if ((user.nextAgentStatus ?? user.agentStatus) === status.name) return {};
  state.changes.setStatus(user, status.name, world.now);
  world.changed();
  return {};
}
