// First of all: decorators record the types of fields through it.
import 'reflect-metadata';
import { contactReference } from './contacts/contact.js';
import { ContactChainResolver } from './contacts/contact-chain.js';
import { ContactsResolver } from './contacts/contacts.js';
import { PauseContactResolver } from './contacts/pause-contact.js';
import { StartTaskContactResolver } from './contacts/start-task-contact.js';
import { StopContactResolver } from './contacts/stop-contact.js';
import { TagContactResolver } from './contacts/tag-contact.js';
import { TransferContactResolver } from './contacts/transfer-contact.js';
import { TransferabilityResolver } from './contacts/transferability.js';
import { DeleteContactEvaluationResolver } from './evaluations/delete-contact-evaluation.js';
import { EvaluationFormsResolver } from './evaluations/evaluation-forms.js';
import { EvaluationsOfContactResolver, EvaluationsOfInstanceResolver } from './evaluations/evaluations.js';
import { StartContactEvaluationResolver } from './evaluations/start-contact-evaluation.js';
import { SubmitContactEvaluationResolver } from './evaluations/submit-contact-evaluation.js';
import { UpdateContactEvaluationResolver } from './evaluations/update-contact-evaluation.js';
import { FilesOfContactResolver, FilesOfInstanceResolver } from './files/attached-files.js';
import { CompleteAttachedFileUploadResolver } from './files/complete-attached-file-upload.js';
import { DeleteAttachedFileResolver } from './files/delete-attached-file.js';
import { StartAttachedFileUploadResolver } from './files/start-attached-file-upload.js';
import { contactFlowReference } from './flows/contact-flow.js';
import { ContactFlowsResolver } from './flows/contact-flows.js';
import { buildGraph, type Graph, type SubgraphSdl } from './graph/build-graph.js';
import { InstanceResolver, instanceReference } from './instances/instance.js';
import { queueReference } from './queues/queue.js';
import { QueuesResolver } from './queues/queues.js';
import { userReference } from './users/user.js';
import { UsersResolver } from './users/users.js';

/** All that the gateway offers: a line an operation, and a line an entity that other subgraphs may refer to. */
export function gatewayGraph(served?: keyof SubgraphSdl): Promise<Graph> {
  return buildGraph(
    [
      InstanceResolver,
      ContactsResolver,
      ContactChainResolver,
      TransferabilityResolver,
      QueuesResolver,
      UsersResolver,
      ContactFlowsResolver,
      TransferContactResolver,
      StartTaskContactResolver,
      StopContactResolver,
      PauseContactResolver,
      TagContactResolver,
      FilesOfContactResolver,
      FilesOfInstanceResolver,
      StartAttachedFileUploadResolver,
      CompleteAttachedFileUploadResolver,
      DeleteAttachedFileResolver,
      EvaluationsOfContactResolver,
      EvaluationsOfInstanceResolver,
      EvaluationFormsResolver,
      StartContactEvaluationResolver,
      UpdateContactEvaluationResolver,
      SubmitContactEvaluationResolver,
      DeleteContactEvaluationResolver,
    ],
    {
      ConnectInstance: instanceReference,
      ConnectContact: contactReference,
      ConnectQueue: queueReference,
      ConnectUser: userReference,
      ConnectContactFlow: contactFlowReference,
    },
    served,
  );
}
