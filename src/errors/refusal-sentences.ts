import { own } from '../lib/own.js';
import type { ExceptionName } from './exceptions.js';

/** Exceptions of reads that have no error type. */
type ReadException =
  | 'ContactFlowNotPublishedException'
  | 'MaximumResultReturnedException'
  | 'OutputTypeNotFoundException';
/** Exceptions of AWS's front end, which no operation documents. */
type FrontEndException = 'SerializationException' | 'UnknownOperationException' | 'ValidationException';
/** Exceptions that never become a refusal. Their error types have other messages. */
type OwnWording = 'InternalServiceException' | 'ThrottlingException';

/**
 * The gateway's message for each exception of a refused call: its meaning, then the remedy. Amazon's message is never
 * used. It can repeat personal data in any form, such as escaped or shortened, so a comparison with the input cannot
 * remove all of it.
 */
export const refusalSentences: Readonly<
  Record<Exclude<ExceptionName, OwnWording> | ReadException | FrontEndException, string>
> = {
  InvalidRequestException:
    'the resource that the input names, or its state, does not suit the operation. Read the resource again, and check whether the operation supports it.',
  InvalidParameterException:
    'a value of the input, or its combination with another, is not valid. Compare the input with the descriptions of its fields.',
  IdempotencyException: 'this client token was used before with another input. Use a new token for a new input.',
  AccessDeniedException:
    "the gateway's AWS permissions do not allow it. An operator must allow it in the IAM policy of the gateway's role.",
  ResourceNotFoundException:
    'a resource that the input names does not exist in this instance. Check the ids, and whether they belong to the instance.',
  ContactNotFoundException: 'there is no such contact, or it has ended. Read the contact again.',
  ServiceQuotaExceededException:
    'a quota of the instance is used up. Free some of the quota, or have an administrator raise it in Service Quotas; waiting alone does not help.',
  InvalidActiveRegionException:
    "the instance is not active in the gateway's AWS Region. Use a gateway in the Region in which it is active.",
  LimitExceededException:
    'a limit of Connect is reached, on simultaneous contacts or on how many times the operation may be applied to one contact. Try again when contacts have ended, or have an administrator look in Service Quotas.',
  ConflictException:
    'another operation, or the state of the contact, stands in the way. Read the contact again before another try.',
  ResourceConflictException:
    'the resource that the input names is in a state that does not allow the operation, or is being changed. Read the resource again before another try.',
  DestinationNotAllowedException:
    'the instance may not call this number. An administrator must request permission for the country or prefix of the number.',
  OutboundContactNotPermittedException:
    'the instance may not make this outbound contact. An administrator must permit outbound contacts for the instance.',
  ContactFlowNotPublishedException: 'the flow has no published version. Publish it first.',
  MaximumResultReturnedException: 'more was found than Connect returns. Narrow the search.',
  OutputTypeNotFoundException:
    'there is no analysis of this kind for the contact. Enable it in the flow of the contact.',
  SerializationException: 'it could not read the request. Compare the input with the descriptions of its fields.',
  UnknownOperationException:
    'it does not know the operation. Check AWS_REGION and AWS_ENDPOINT_URL_CONNECT of the gateway.',
  ValidationException: 'a value of the input is not valid. Compare the input with the descriptions of its fields.',
};

type ByOperation = Readonly<Partial<Record<ExceptionName, Readonly<Record<string, string>>>>>;

/** More precise messages for operations whose documentation says which limit or state the exception is about. */
export const sentencesByOperation: ByOperation = {
  ServiceQuotaExceededException: {
    TransferContact:
      'the contact has been transferred as often as Connect allows, or the queue of the destination is full. Choose another destination, or end the contact.',
    StartTaskContact:
      'the chain of the previous contact has as many tasks as Connect allows, or the instance has as many active tasks as its quota allows. End tasks first.',
    MonitorContact: 'the contact already has as many listening users as Connect allows. Try again when one has left.',
    CreateParticipant: 'the contact has as many participants as Connect allows. Try again when one has left.',
    StartContactEvaluation: 'the contact has as many evaluations as Connect allows. Delete or submit one first.',
    StartAttachedFileUpload:
      'the files of the contact have reached the number or the total size that Connect allows. Delete a file first.',
  },
  LimitExceededException: {
    StartChatContact:
      'the instance has as many active chats as its quota allows. Try again when chats have ended, or have an administrator raise the quota.',
    StartOutboundChatContact:
      'the instance has as many active chats as its quota allows. Try again when chats have ended, or have an administrator raise the quota.',
    StartOutboundVoiceContact:
      'the instance has as many active calls as its quota allows. Try again when calls have ended, or have an administrator raise the quota.',
    StartWebRTCContact:
      'the instance has as many active calls as its quota allows. Try again when calls have ended, or have an administrator raise the quota.',
    PauseContact:
      'the task was paused as often as Connect allows, or its user has as many paused tasks as allowed. Resume or end one first.',
    UpdateContactSchedule: 'the task was scheduled anew as often as Connect allows. Create a new task.',
    StartContactStreaming: 'the chat has as many streams as Connect allows. Stop one first.',
  },
  ConflictException: {
    PauseContact: 'the task is paused already, or another operation on it is under way. Read the contact again.',
    ResumeContact: 'the task is not paused, or another operation on it is under way. Read the contact again.',
  },
};

/**
 * Returns the gateway's message for a refusal.
 * @param exception Name of Amazon's exception.
 */
export function refusalMessage(operation: string, exception: string): string {
  const specific = own(own(sentencesByOperation, exception), operation);
  const sentence = specific ?? own(refusalSentences, exception);
  return `Connect refused ${operation} with ${exception}${sentence ? `: ${sentence}` : '.'}`;
}
