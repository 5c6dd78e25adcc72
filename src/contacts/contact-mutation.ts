import { Field, ID, InputType, ObjectType } from 'type-graphql';
import type { MadeCall } from '../connect/mutations/steps.js';
import type { ConnectSession } from '../connect/session/session.js';
import { MutationInputFields, MutationSuccess } from '../graph/types/mutation.js';
import { ConnectContact } from './contact.js';

/** What the input of a mutation has that acts on one contact. */
@InputType()
export abstract class ContactInput extends MutationInputFields {
  @Field(() => ID, { description: 'Id or ARN of the contact.' })
  contactId!: string;
}

/** What the success of a mutation has that made or changed one contact. */
@ObjectType()
export abstract class ContactSuccess extends MutationSuccess {
  @Field(() => ID, { description: 'Id of the contact.' })
  readonly contactId: string;

  @Field(() => ConnectContact, { nullable: true, description: 'The contact, as it is now.' })
  readonly contact: ConnectContact;

  constructor(contact: ConnectContact, clientToken: string) {
    super(clientToken);
    this.contactId = contact.id;
    this.contact = contact;
  }
}

type SuccessClass<Success extends ContactSuccess> = new (contact: ConnectContact, clientToken: string) => Success;

/** A call's input that names a contact: Connect keys some things by the first contact of a chain. */
export interface ContactCallInput {
  readonly ContactId?: string | undefined;
  readonly InitialContactId?: string | undefined;
}

/** The contact that a call is about. */
export function contactIdOf({ ContactId, InitialContactId }: ContactCallInput): string {
  return ContactId ?? InitialContactId ?? '';
}

/** The success of an operation that changed the contact which its input names. */
export function withItsContact<Success extends ContactSuccess>(success: SuccessClass<Success>) {
  return (_output: object, { instanceId, clientToken, input }: MadeCall<ContactCallInput>): Success =>
    new success(new ConnectContact(instanceId, contactIdOf(input)), clientToken);
}

/** The success of an operation whose answer names the contact that it made. */
export function withNewContact<Success extends ContactSuccess>(
  success: SuccessClass<Success>,
  connect: ConnectSession,
) {
  return ({ ContactId = '' }: { ContactId?: string | undefined }, call: MadeCall<object>): Success => {
    connect.noteCreated(call.instanceId, ContactId);
    return new success(new ConnectContact(call.instanceId, ContactId), call.clientToken);
  };
}
