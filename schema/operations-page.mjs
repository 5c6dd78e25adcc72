import { isObjectType, isUnionType } from 'graphql';
import { code, table } from './markdown.mjs';

/** Where the schema shows what a read of Connect tells: fields, each as `Type.field`. */
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

/** Not offered, and why. */
const notOffered = {
  BatchPutContact: 'for the service principal of outbound campaigns only',
  SendOutboundEmail: 'for the service principal of outbound campaigns only',
  SendChatIntegrationEvent: 'for AWS End User Messaging only',
};

const operationOf = (mutation) => mutation.charAt(0).toUpperCase() + mutation.slice(1);

/**
 * The page of all operations of Connect that the gateway calls.
 *
 * @param schema The schema that is served.
 * @param declared The operations that the code declares, and whether each is read or written.
 * @param operations The service model's.
 * @param quotaOf Calls a second and at once that Connect allows by default.
 * @param behaves Whether the emulator has a behaviour for an operation.
 * @throws Error for an operation that no field shows, or a field that is not there.
 */
export function operationsPage({ schema, declared, operations, quotaOf, behaves }) {
  const mutations = Object.keys(schema.getMutationType().getFields());
  const unions = mutations.map((name) => schema.getType(`${operationOf(name)}Result`)).filter(isUnionType);
  const namesOf = (union) => union.getTypes().map(({ name }) => name);
  const common = namesOf(unions[0]).filter((name) => unions.every((union) => namesOf(union).includes(name)));
  const quota = (operation) => {
    const { rate, burst } = quotaOf(operation);
    return `${rate} a second, ${burst} at once`;
  };
  const emulator = (operation) => (behaves(operation) ? 'behaves' : 'answers nothing of its own');

  const mutationRows = mutations.map((name) => {
    const own = operationOf(name);
    const operation = own in operations ? own : 'TransferContact';
    const errors = namesOf(schema.getType(`${own}Result`)).slice(1);
    const particular = errors.filter((error) => !common.includes(error)).map(code);
    const token = operations[operation].idempotencyToken ? 'Connect' : 'the gateway';
    return [code(name), operation, token, particular.join(' '), quota(operation), emulator(operation)];
  });
  const readRows = [...declared]
    .filter(([, kind]) => kind === 'read')
    .map(([operation]) => {
      const fields = fieldsOfReads[operation];
      if (!fields) throw new Error(`No field is named for ${operation}: see schema/operations-page.mjs.`);
      for (const field of fields) {
        const [typeName, fieldName] = field.split('.');
        const type = schema.getType(typeName);
        if (!isObjectType(type) || !type.getFields()[fieldName]) throw new Error(`There is no field ${field}.`);
      }
      return [operation, fields.map(code).join(' '), quota(operation), emulator(operation)];
    });
  return `# Operations

Made by \`npm run schema\`. Quotas are Connect's defaults for an account and Region, shared by all who use it.

## Mutations

Each answers with its success, these errors, which all have, and those of its row:
${common.map(code).join(' ')}

${table(['mutation', 'operation of Connect', 'client token kept by', 'further errors', 'quota', 'emulator'], mutationRows)}

## Reads

${table(['operation of Connect', 'shown by', 'quota', 'emulator'], readRows)}

## Not offered

${table(
  ['operation of Connect', 'why'],
  Object.entries(notOffered).map(([name, why]) => [name, `${why[0].toUpperCase()}${why.slice(1)}.`]),
)}
`;
}
