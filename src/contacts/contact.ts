import type { AssociatedContactSummary, Contact, ContactSearchSummary } from '@aws-sdk/client-connect';
import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Ctx, Directive, Field, ID, Info, ObjectType } from 'type-graphql';
import { ConnectChannel } from '../directory/channel.js';
import { ConnectQueue } from '../directory/queues/queue.js';
import { ConnectUser } from '../directory/users/user.js';
import type { GatewayContext } from '../graph/context.js';
import { CostOfField, CostOfType, instanceCost } from '../graph/cost/costs.js';
import { fieldPath } from '../graph/cost/query-cost.js';
import { ConnectEntity, knownPart, referenceResolver } from '../graph/types/entity.js';
import { openEnum } from '../graph/types/open-enum.js';
import { DateTime } from '../graph/types/scalars.js';
import { ConnectTag, keysArgument, tagsOf } from '../graph/types/tag.js';
import { arnOf } from '../ids/arn.js';
import type { MaybePromise } from '../lib/maybe-promise.js';
import { contactCost, referenceReads, referencesCost } from './contact-cost.js';
import { ConnectAttribute, ConnectEndpoint, ConnectReference, referenceOf } from './contact-data.js';
import { ConnectContactInitiationMethod, ConnectContactState, ConnectReferenceTypeFilter } from './contact-enums.js';
import { type ContactReader, contactState } from './refusals/contact-state.js';

@Directive('@key(fields: "arn")')
@Directive('@key(fields: "instanceId id")')
@Directive('@key(fields: "id")')
@CostOfType(contactCost)
@ObjectType({
  description:
    'Contact: one call, chat, task or email, from its start until it ends or is transferred. A transfer creates a new contact in the same chain.',
})
export class ConnectContact extends ConnectEntity<Contact> {
  load({ connect }: GatewayContext): Promise<Contact | null> {
    return connect.loaders.contact.load(this);
  }

  /** Returns a reader of members by Connect's names, for values that are derived from several members. */
  reader(context: GatewayContext): ContactReader {
    return (name) => this.member(name, context);
  }

  @CostOfField(instanceCost)
  @Field(() => ID, { description: 'ARN of the contact.' })
  async arn(@Ctx() context: GatewayContext): Promise<string> {
    const known = this.knows('Arn') ? await this.member('Arn', context) : undefined;
    return known ?? arnOf(await context.connect.instanceArn(this.instanceId), 'contact', this.id);
  }

  @Field(() => ConnectContactState, {
    nullable: true,
    description:
      "State of the contact. The gateway derives it from the contact's timestamps, since Connect has no such field.",
  })
  state(@Ctx() context: GatewayContext): Promise<ConnectContactState | null> {
    return contactState(this.reader(context), context.connect.now());
  }

  @Field(() => ConnectChannel, {
    nullable: true,
    description: 'Channel by which the contact reaches the contact centre.',
  })
  channel(@Ctx() context: GatewayContext): MaybePromise<ConnectChannel | null> {
    return this.field('Channel', context, (value) => openEnum(ConnectChannel, value));
  }

  @Field(() => String, { nullable: true, description: 'Channel as returned by Connect.' })
  channelRaw(@Ctx() context: GatewayContext): MaybePromise<string | null> {
    return this.field('Channel', context);
  }

  @Field(() => ConnectContactInitiationMethod, { nullable: true, description: 'Initiation method of the contact.' })
  initiationMethod(@Ctx() context: GatewayContext): MaybePromise<ConnectContactInitiationMethod | null> {
    return this.field('InitiationMethod', context, (value) => openEnum(ConnectContactInitiationMethod, value));
  }

  @Field(() => String, { nullable: true, description: 'Initiation method as returned by Connect.' })
  initiationMethodRaw(@Ctx() context: GatewayContext): MaybePromise<string | null> {
    return this.field('InitiationMethod', context);
  }

  @Field(() => String, { nullable: true, description: 'Name of a task. Null if there is none. Personal data.' })
  name(@Ctx() context: GatewayContext): MaybePromise<string | null> {
    return this.field('Name', context);
  }

  @Field(() => String, {
    nullable: true,
    description: 'Description of a task. Null if there is none. Personal data.',
  })
  description(@Ctx() context: GatewayContext): MaybePromise<string | null> {
    return this.field('Description', context);
  }

  @Field(() => ConnectQueue, {
    nullable: true,
    description: 'Queue that the contact waits in or last waited in. Null if the contact was in no queue.',
  })
  queue(@Ctx() context: GatewayContext): MaybePromise<ConnectQueue | null> {
    return this.field('QueueInfo', context, (info) => (info?.Id ? new ConnectQueue(this.instanceId, info.Id) : null));
  }

  @Field(() => ConnectUser, {
    nullable: true,
    description: 'Agent who handles or handled the contact. Null if no agent did.',
  })
  user(@Ctx() context: GatewayContext): MaybePromise<ConnectUser | null> {
    return this.field('AgentInfo', context, (info) => (info?.Id ? new ConnectUser(this.instanceId, info.Id) : null));
  }

  @Field(() => ConnectContact, {
    nullable: true,
    description: 'First contact of the chain. Null if this contact is the first.',
  })
  initialContact(@Ctx() context: GatewayContext): MaybePromise<ConnectContact | null> {
    return this.field('InitialContactId', context, (id) => this.#other(id === this.id ? undefined : id));
  }

  @Field(() => ConnectContact, {
    nullable: true,
    description: 'Contact that this one was transferred from or linked to. Null if there is none.',
  })
  previousContact(@Ctx() context: GatewayContext): MaybePromise<ConnectContact | null> {
    return this.field('PreviousContactId', context, (id) => this.#other(id));
  }

  @Field(() => ConnectContact, {
    nullable: true,
    description: 'Contact that an application related to this one. Null if there is none.',
  })
  relatedContact(@Ctx() context: GatewayContext): MaybePromise<ConnectContact | null> {
    return this.field('RelatedContactId', context, (id) => this.#other(id));
  }

  @Field(() => DateTime, { nullable: true, description: 'Time when the contact was initiated.' })
  initiatedAt(@Ctx() context: GatewayContext): MaybePromise<Date | null> {
    return this.field('InitiationTimestamp', context);
  }

  @Field(() => DateTime, {
    nullable: true,
    description: 'Scheduled start time of a task. Null if the task was not scheduled.',
  })
  scheduledAt(@Ctx() context: GatewayContext): MaybePromise<Date | null> {
    return this.field('ScheduledTimestamp', context);
  }

  @Field(() => DateTime, {
    nullable: true,
    description: 'Time when the contact entered its queue. Null if the contact was in no queue.',
  })
  enqueuedAt(@Ctx() context: GatewayContext): MaybePromise<Date | null> {
    return this.field('QueueInfo', context, (value) => value?.EnqueueTimestamp ?? null);
  }

  @Field(() => DateTime, {
    nullable: true,
    description: 'Time when an agent began to handle the contact. Null if no agent did.',
  })
  connectedToUserAt(@Ctx() context: GatewayContext): MaybePromise<Date | null> {
    return this.field('AgentInfo', context, (value) => value?.ConnectedToAgentTimestamp ?? null);
  }

  @Field(() => DateTime, {
    nullable: true,
    description: 'Time when the task was last paused. Null if the task was never paused.',
  })
  pausedAt(@Ctx() context: GatewayContext): MaybePromise<Date | null> {
    return this.field('LastPausedTimestamp', context);
  }

  @Field(() => DateTime, {
    nullable: true,
    description: 'Time when the task was last resumed. Null if the task was never resumed.',
  })
  resumedAt(@Ctx() context: GatewayContext): MaybePromise<Date | null> {
    return this.field('LastResumedTimestamp', context);
  }

  @Field(() => DateTime, {
    nullable: true,
    description: 'Time when the contact ended. Null while the contact is active.',
  })
  disconnectedAt(@Ctx() context: GatewayContext): MaybePromise<Date | null> {
    return this.field('DisconnectTimestamp', context);
  }

  @Field(() => DateTime, { nullable: true, description: "Time when the contact's record last changed." })
  lastUpdatedAt(@Ctx() context: GatewayContext): MaybePromise<Date | null> {
    return this.field('LastUpdateTimestamp', context);
  }

  @Field(() => String, {
    nullable: true,
    description: 'Disconnect reason, as returned by Connect. Null while the contact is active.',
  })
  disconnectReason(@Ctx() context: GatewayContext): MaybePromise<string | null> {
    return this.field('DisconnectReason', context);
  }

  @Field(() => [ConnectAttribute], {
    nullable: true,
    description: 'User-defined attributes, sorted by name. All contacts of a chain share them. Personal data.',
  })
  async attributes(
    @Arg('names', () => [String], {
      nullable: true,
      description: 'Names of the attributes to return. Defaults to all.',
    })
    names: string[] | null | undefined,
    @Ctx() context: GatewayContext,
    @Info() { path }: GraphQLResolveInfo,
  ): Promise<ConnectAttribute[] | null> {
    const attributes = await this.#attributes(context, fieldPath(path.prev));
    return tagsOf(attributes, names).map(({ key: name, value }) => ({ name, value }));
  }

  @CostOfField(referencesCost)
  @Field(() => [ConnectReference], {
    nullable: true,
    description:
      'References of the contact. Takes one ListContactReferences call, and a second one for email message types. Personal data.',
  })
  async references(
    @Arg('types', () => [ConnectReferenceTypeFilter], {
      nullable: true,
      description: 'Types to return. Defaults to all types except email messages.',
    })
    types: ConnectReferenceTypeFilter[] | null | undefined,
    @Ctx() { connect }: GatewayContext,
  ): Promise<ConnectReference[] | null> {
    const { usual, ofEmails } = referenceReads(types);
    const { references, emailReferences } = connect.loaders;
    const read = [usual && references.load(this), ofEmails && emailReferences.load(this)].filter(
      (one) => one !== false,
    );
    const lists = await Promise.all(read);
    if (lists.includes(null)) return null;
    const wanted = types && new Set<string>(types);
    const found = lists.flatMap((list) => list ?? []).map(referenceOf);
    return wanted ? found.filter(({ typeRaw }) => wanted.has(typeRaw ?? '')) : found;
  }

  @Field(() => [ConnectTag], {
    nullable: true,
    description: 'Tags of the contact, including those that AWS generates, sorted by key.',
  })
  async tags(
    @Arg('keys', () => [String], keysArgument)
    keys: string[] | null | undefined,
    @Ctx() context: GatewayContext,
  ): Promise<ConnectTag[] | null> {
    return tagsOf(await this.member('Tags', context), keys);
  }

  @Field(() => ConnectEndpoint, {
    nullable: true,
    description: 'Endpoint of the customer. Null if Connect has none. Personal data.',
  })
  customerEndpoint(@Ctx() context: GatewayContext): MaybePromise<ConnectEndpoint | null> {
    return this.field('CustomerEndpoint', context, ConnectEndpoint.of);
  }

  @Field(() => ConnectEndpoint, {
    nullable: true,
    description:
      'Endpoint at which the customer reached the contact centre. Null for contacts created by monitoring, queue transfer or callback. Personal data.',
  })
  systemEndpoint(@Ctx() context: GatewayContext): MaybePromise<ConnectEndpoint | null> {
    return this.field('SystemEndpoint', context, ConnectEndpoint.of);
  }

  /** Reads the attributes from the contact if it is read anyway, else once for the chain, whose contacts share them. */
  async #attributes(context: GatewayContext, path: string): Promise<Record<string, string> | undefined> {
    const inChain = this.knows('InitialContactId') && !context.cost?.described.has(path);
    if (!inChain) return this.member('Attributes', context);
    const id = (await this.member('InitialContactId', context)) ?? this.id;
    return context.connect.loaders.attributes.load({ instanceId: this.instanceId, id });
  }

  #other(id: string | undefined): ConnectContact | null {
    return id ? new ConnectContact(this.instanceId, id) : null;
  }
}

const rowMembers = [
  'Arn',
  'Id',
  'InitialContactId',
  'PreviousContactId',
  'InitiationMethod',
  'Name',
  'Channel',
  'QueueInfo',
  'AgentInfo',
  'InitiationTimestamp',
  'DisconnectTimestamp',
  'ScheduledTimestamp',
  'Tags',
  'RoutingCriteria',
  'GlobalResiliencyMetadata',
] as const satisfies readonly (keyof Contact & keyof ContactSearchSummary)[];

/** Converts a row of SearchContacts. */
export function contactOfRow(instanceId: string, row: ContactSearchSummary): ConnectContact {
  return new ConnectContact(instanceId, row.Id ?? '', knownPart<Contact>(rowMembers, row));
}

/** Converts a summary of ListAssociatedContacts. */
export function contactOfChain(instanceId: string, summary: AssociatedContactSummary): ConnectContact {
  const { ContactId: Id, ContactArn: Arn, ...rest } = summary;
  const members = [
    'Arn',
    'Id',
    'InitiationTimestamp',
    'DisconnectTimestamp',
    'InitialContactId',
    'PreviousContactId',
    'RelatedContactId',
    'InitiationMethod',
    'Channel',
  ] as const satisfies readonly (keyof Contact)[];
  return new ConnectContact(instanceId, Id ?? '', knownPart<Contact>(members, { Id, Arn, ...rest }));
}

export const contactReference = referenceResolver('contact', (instanceId, id) => new ConnectContact(instanceId, id));
