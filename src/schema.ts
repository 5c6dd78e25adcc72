// Must come first: decorators store the types of fields through it.
import 'reflect-metadata';
import { contactReference } from './contacts/contact.js';
import * as contacts from './contacts/resolvers.js';
import { agentStatusReference } from './directory/agent-statuses/agent-status.js';
import { contactFlowReference } from './directory/flows/contact-flow.js';
import { hierarchyGroupReference } from './directory/hierarchy-groups/hierarchy-group.js';
import { hoursOfOperationReference } from './directory/hours-of-operations/hours-of-operation.js';
import { instanceReference } from './directory/instances/instance.js';
import { queueReference } from './directory/queues/queue.js';
import { quickConnectReference } from './directory/quick-connects/quick-connect.js';
import * as directory from './directory/resolvers.js';
import { routingProfileReference } from './directory/routing-profiles/routing-profile.js';
import { taskTemplateReference } from './directory/task-templates/task-template.js';
import { userReference } from './directory/users/user.js';
import * as evaluations from './evaluations/resolvers.js';
import * as files from './files/resolvers.js';
import { buildGraph, type Graph, type SubgraphSdl } from './graph/build/build-graph.js';
import * as metrics from './metrics/resolvers.js';

const graphs = new Map<keyof SubgraphSdl, Promise<Graph>>();

/**
 * Returns the whole schema. It holds no state of a gateway, so all gateways of a process with the same SDL share it.
 *
 * @param sdl The subgraph SDL that `_service` returns: with or without the directives for scopes.
 */
export function gatewayGraph(sdl: keyof SubgraphSdl = 'scopes'): Promise<Graph> {
  const graph = graphs.get(sdl) ?? buildAll(sdl);
  graphs.set(sdl, graph);
  return graph;
}

/** Builds the schema from the resolver classes of all domains and one reference resolver for each entity. */
function buildAll(sdl: keyof SubgraphSdl): Promise<Graph> {
  return buildGraph(
    [contacts, directory, evaluations, files, metrics].flatMap((domain) => Object.values(domain)),
    {
      ConnectInstance: instanceReference,
      ConnectContact: contactReference,
      ConnectQueue: queueReference,
      ConnectUser: userReference,
      ConnectContactFlow: contactFlowReference,
      ConnectRoutingProfile: routingProfileReference,
      ConnectQuickConnect: quickConnectReference,
      ConnectHoursOfOperation: hoursOfOperationReference,
      ConnectAgentStatus: agentStatusReference,
      ConnectTaskTemplate: taskTemplateReference,
      ConnectHierarchyGroup: hierarchyGroupReference,
    },
    sdl,
  );
}
