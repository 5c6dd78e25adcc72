// The resolvers of this domain, one line for each file: all of them become part of the schema.
export { AgentStatusesResolver } from './agent-statuses/agent-statuses.js';
export { ContactFlowsResolver } from './flows/contact-flows.js';
export { HierarchyGroupsResolver } from './hierarchy-groups/hierarchy-groups.js';
export { HoursOfOperationsResolver } from './hours-of-operations/hours-of-operations.js';
export { InstanceResolver } from './instances/instance.js';
export { InstancesResolver } from './instances/instances.js';
export { QueuesResolver } from './queues/queues.js';
export { UpdateQueueStatusResolver } from './queues/update-queue-status.js';
export { QueueQuickConnectsResolver, QuickConnectsResolver } from './quick-connects/quick-connects.js';
export { RoutingProfileQueuesResolver, RoutingProfilesResolver } from './routing-profiles/routing-profiles.js';
export { TagResourceResolver } from './tags/tag-resource.js';
export { UntagResourceResolver } from './tags/untag-resource.js';
export { TaskTemplatesResolver } from './task-templates/task-templates.js';
export { PutUserStatusResolver } from './users/put-user-status.js';
export { QueueAgentResolver } from './users/queue-agent.js';
export { UsersResolver } from './users/users.js';
