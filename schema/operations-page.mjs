import { isObjectType, isUnionType } from 'graphql';
import { code, table } from './markdown.mjs';

/** Fields that call each read operation of Connect, as `Type.field`. */
const fieldsOfReads = {
  BatchGetAttachedFileMetadata: ['ConnectContact.attachedFiles', 'ConnectInstance.attachedFile'],
  DescribeAgentStatus: ['ConnectInstance.agentStatus'],
  DescribeContact: ['ConnectInstance.contact'],
  DescribeContactEvaluation: ['ConnectInstance.evaluation'],
  DescribeContactFlow: ['ConnectInstance.contactFlow'],
  DescribeEvaluationForm: ['ConnectInstance.evaluationForm'],
  DescribeHoursOfOperation: ['ConnectInstance.hoursOfOperation'],
  DescribeInstance: ['Query.connect'],
  DescribeInstanceAttribute: ['Mutation.monitorContact'],
  DescribePredefinedAttribute: ['Mutation.updateContact'],
  DescribeQueue: ['ConnectInstance.queue'],
  DescribeQuickConnect: ['ConnectInstance.quickConnect', 'Mutation.transferContactToQuickConnect'],
  DescribeRoutingProfile: ['ConnectInstance.routingProfile'],
  DescribeUser: ['ConnectInstance.user'],
  DescribeUserHierarchyGroup: ['ConnectInstance.hierarchyGroup'],
  GetAttachedFile: ['ConnectAttachedFile.download'],
  GetContactAttributes: ['ConnectContact.attributes'],
  GetContactMetrics: ['ConnectContact.metrics'],
  GetCurrentMetricData: ['ConnectInstance.currentMetrics'],
  GetCurrentUserData: ['ConnectInstance.currentUsers', 'ConnectUser.current'],
  GetTaskTemplate: ['ConnectInstance.taskTemplate'],
  ListAssociatedContacts: ['ConnectContact.associatedContacts', 'ConnectContact.chain'],
  ListContactEvaluations: ['ConnectContact.evaluations'],
  ListContactFlows: ['ConnectInstance.contactFlows'],
  ListContactReferences: ['ConnectContact.references'],
  ListEvaluationFormVersions: ['Mutation.startContactEvaluation'],
  ListEvaluationForms: ['ConnectInstance.evaluationForms'],
  ListInstances: ['Query.connectInstances'],
  ListQueueQuickConnects: ['ConnectQueue.quickConnects'],
  ListQueues: ['ConnectInstance.queues'],
  ListQuickConnects: ['ConnectInstance.quickConnects'],
  ListRealtimeContactAnalysisSegmentsV2: ['ConnectContact.realtimeAnalysis'],
  ListRoutingProfileManualAssignmentQueues: ['ConnectRoutingProfile.manualAssignmentQueues'],
  ListRoutingProfileQueues: ['ConnectRoutingProfile.queues'],
  ListTagsForResource: ['TagResourceSuccess.tags', 'UntagResourceSuccess.tags'],
  ListTaskTemplates: ['ConnectInstance.taskTemplates'],
  ListUserHierarchyGroups: ['ConnectInstance.hierarchyGroups'],
  SearchAgentStatuses: ['ConnectInstance.agentStatuses'],
  SearchContactEvaluations: ['ConnectInstance.evaluations'],
  SearchContactFlows: ['ConnectInstance.contactFlows'],
  SearchContacts: ['ConnectInstance.contacts'],
  SearchHoursOfOperations: ['ConnectInstance.hoursOfOperations'],
  SearchQueues: ['ConnectInstance.queues'],
  SearchQuickConnects: ['ConnectInstance.quickConnects'],
  SearchRoutingProfiles: ['ConnectInstance.routingProfiles'],
  SearchUsers: ['ConnectInstance.users'],
};

/** Operations that the gateway does not offer, with the reason. */
const notOffered = {
  BatchPutContact: 'only the service principal of outbound campaigns may call it',
  SendOutboundEmail: 'only the service principal of outbound campaigns may call it',
  SendChatIntegrationEvent: 'only AWS End User Messaging may call it',
};

const operationOf = (mutation) => mutation.charAt(0).toUpperCase() + mutation.slice(1);

/**
 * Returns the page of all Connect operations that the gateway calls.
 *
 * @param schema The served schema.
 * @param declared The operations that the code declares, with `read` or `write` for each.
 * @param operations The operations of the service model.
 * @param quotaOf Returns Connect's default quota of an operation: calls a second, and burst.
 * @param behaves Whether the emulator supports an operation.
 * @throws Error for an operation without a field in `fieldsOfReads`, or for a field that does not exist.
 */
export function operationsPage({ schema, declared, operations, quotaOf, behaves }) {
  const mutations = Object.keys(schema.getMutationType().getFields());
  const unions = mutations.map((name) => schema.getType(`${operationOf(name)}Result`)).filter(isUnionType);
  const namesOf = (union) => union.getTypes().map(({ name }) => name);
  const common = namesOf(unions[0]).filter((name) => unions.every((union) => namesOf(union).includes(name)));
  const quota = (operation) => {
    const { rate, burst } = quotaOf(operation);
    return `${rate}/s, burst ${burst}`;
  };
  const emulator = (operation) => (behaves(operation) ? 'supported' : 'not supported');

  const mutationRows = mutations.map((name) => {
    const own = operationOf(name);
    const operation = own in operations ? own : 'TransferContact';
    const errors = namesOf(schema.getType(`${own}Result`)).slice(1);
    const particular = errors.filter((error) => !common.includes(error)).map(code);
    const token = operations[operation].idempotencyToken ? 'gateway and Connect' : 'gateway';
    return [code(name), operation, token, particular.join(' '), quota(operation), emulator(operation)];
  });
  const readRows = [...declared]
    .filter(([, kind]) => kind === 'read')
    .map(([operation]) => {
      const fields = fieldsOfReads[operation];
      if (!fields) throw new Error(`Add the fields of ${operation} to fieldsOfReads in schema/operations-page.mjs.`);
      for (const field of fields) {
        const [typeName, fieldName] = field.split('.');
        const type = schema.getType(typeName);
        if (!isObjectType(type) || !type.getFields()[fieldName]) throw new Error(`The schema has no field ${field}.`);
      }
      return [operation, fields.map(code).join(' '), quota(operation), emulator(operation)];
    });
  return `# Operations

This page is generated by \`npm run schema\`. It lists the Connect operations that the gateway calls. A quota is Connect's
default for an account and Region: the calls a second, and the burst of calls at once. All applications of the account share
it.

## Mutations

The result of a mutation is its success type, one of the errors of its row, or one of these errors, which all mutations have:
${common.map(code).join(' ')}

${table(['mutation', 'operation of Connect', 'client token recognized by', 'other errors', 'quota', 'emulator'], mutationRows)}

[client-tokens.md](client-tokens.md) describes client tokens. [errors.md](errors.md) describes the errors.

## Reads

${table(['operation of Connect', 'main fields that call it', 'quota', 'emulator'], readRows)}

## Not offered

${table(
  ['operation of Connect', 'reason'],
  Object.entries(notOffered).map(([name, why]) => [name, `${why[0].toUpperCase()}${why.slice(1)}.`]),
)}
`;
}
