import type { Reference, ReferenceType, SegmentAttributeValue } from '@aws-sdk/client-connect';
import type { Contact } from '../../world/entities.js';
import type { InstanceState } from '../../world/instance-state.js';
import type { World } from '../../world/world.js';
import { checkAttributes, checkReferences, checkSegmentAttributes } from '../limits.js';
import { contactOf, instanceStateOf, resourceOf } from '../resolve.js';
import { checkFlow } from '../shared/destination.js';

/** The shared members of operations that create contacts. Each operation has some of them. */
export interface StartInput {
  readonly InstanceId: string | undefined;
  readonly ContactFlowId?: string | undefined;
  readonly RelatedContactId?: string | undefined;
  readonly Attributes?: Readonly<Record<string, string>> | undefined;
  readonly References?: Readonly<Record<string, Reference>> | undefined;
  readonly SegmentAttributes?: Readonly<Record<string, SegmentAttributeValue>> | undefined;
}

/** The resolved members of a StartInput. */
export interface StartParts {
  readonly state: InstanceState;
  readonly related: Contact | undefined;
  readonly attributes: Readonly<Record<string, string>>;
  readonly plan: Pick<Contact, 'references' | 'segmentAttributes' | 'flowId' | 'destinationQueueId'>;
}

export interface StartRules {
  /** The accepted reference types. Default: `defaultReferenceTypes`. */
  readonly referenceTypes?: readonly ReferenceType[];
  /** Whether attributes of the related contact are copied (API reference). */
  readonly copiesAttributes: boolean;
}

/**
 * Checks and resolves the shared members of operations that create contacts. Does not check the capacity of the flow's
 * destination queue.
 *
 * @throws ConnectException ResourceNotFoundException or InvalidRequestException. For a flow
 * of an unsupported type or without a published version, the error that the assumptions name.
 */
export function startParts(
  input: StartInput,
  world: World,
  { referenceTypes, copiesAttributes }: StartRules,
): StartParts {
  const { References: references = {}, SegmentAttributes: segmentAttributes = {} } = input;
  const state = instanceStateOf(world, input.InstanceId);
  const flow =
    input.ContactFlowId === undefined ? undefined : resourceOf(world, state.directory.flows, input.ContactFlowId);
  const related = input.RelatedContactId === undefined ? undefined : contactOf(state, input.RelatedContactId);
  if (flow) checkFlow(world, flow);
  checkReferences(references, referenceTypes);
  checkSegmentAttributes(segmentAttributes);
  const copied = related && copiesAttributes ? state.contacts.attributes(related.initialContactId) : {};
  const attributes = { ...copied, ...input.Attributes };
  checkAttributes(attributes);
  return {
    state,
    related,
    attributes,
    plan: { references, segmentAttributes, flowId: flow?.id, destinationQueueId: flow?.queueId },
  };
}
