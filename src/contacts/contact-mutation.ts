import { Field, ID, InputType, ObjectType } from 'type-graphql';
import type { MutationCall } from '../connect/mutations/steps.js';
import type { ConnectSession } from '../connect/session/session.js';
import { MutationInputFields, MutationSuccess } from '../graph/types/mutation.js';
import { ConnectContact } from './contact.js';

/** Input fields of mutations on one contact. */
@InputType()
export abstract class ContactInput extends MutationInputFields {
  @Field(() => ID, { description: 'Id or ARN of the contact.' })
  contactId!: string;
}

/** Success fields of mutations that create or change one contact. */
@ObjectType()
export abstract class ContactSuccess extends MutationSuccess {
  @Field(() => ID, { description: 'Id of the contact.' })
  readonly contactId: string;

  @Field(() => ConnectContact, { nullable: true, description: 'Contact with its current data.' })
  readonly contact: ConnectContact;

  constructor(contact: ConnectContact, clientToken: string) {
    super(clientToken);
    this.contactId = contact.id;
    this.contact = contact;
  }
}

type SuccessClass<Success extends ContactSuccess> = new (contact: ConnectContact, clientToken: string) => Success;

/** The members of Connect's inputs that identify a contact. Some operations take the first contact of the chain. */
export interface ContactCallInput {
  readonly ContactId?: string | undefined;
  readonly InitialContactId?: string | undefined;
}

/** Returns the id of the contact that the input of an operation names. */
export function contactIdOf({ ContactId, InitialContactId }: ContactCallInput): string {
  return ContactId ?? InitialContactId ?? '';
}

/** Returns a function that creates the success of an operation on the contact of its input. */
export function withItsContact<Success extends ContactSuccess>(success: SuccessClass<Success>) {
  return (_output: object, { instanceId, clientToken, input }: MutationCall<ContactCallInput>): Success =>
    new success(new ConnectContact(instanceId, contactIdOf(input)), clientToken);
}

/** Returns a function that creates the success of an operation whose output has the id of a new contact. */
export function withNewContact<Success extends ContactSuccess>(
  success: SuccessClass<Success>,
  connect: ConnectSession,
) {
  return ({ ContactId = '' }: { ContactId?: string | undefined }, call: MutationCall<object>): Success => {
    connect.noteCreated(call.instanceId, ContactId);
    return new success(new ConnectContact(call.instanceId, ContactId), call.clientToken);
  };
}
