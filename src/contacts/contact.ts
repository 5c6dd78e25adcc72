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
  description: 'A contact: one call, chat, task or email, from its start or transfer to its end or the next transfer.',
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
  @Field(() => ID, { description: "The contact's ARN." })
  async arn(@Ctx() context: GatewayContext): Promise<string> {
    const known = this.knows('Arn') ? await this.member('Arn', context) : undefined;
    return known ?? arnOf(await context.connect.instanceArn(this.instanceId), 'contact', this.id);
  }

  @Field(() => ConnectContactState, {
    nullable: true,
    description: "Derived from the contact's timestamps, as Connect has no such field.",
  })
  state(@Ctx() context: GatewayContext): Promise<ConnectContactState | null> {
    return contactState(this.reader(context), context.connect.now());
  }

  @Field(() => ConnectChannel, { nullable: true, description: 'How the contact reaches the contact centre.' })
  channel(@Ctx() context: GatewayContext): MaybePromise<ConnectChannel | null> {
    return this.field('Channel', context, (value) => openEnum(ConnectChannel, value));
  }

  @Field(() => String, { nullable: true, description: 'The channel as Connect sent it.' })
  channelRaw(@Ctx() context: GatewayContext): MaybePromise<string | null> {
    return this.field('Channel', context);
  }

  @Field(() => ConnectContactInitiationMethod, { nullable: true, description: 'Initiation method.' })
  initiationMethod(@Ctx() context: GatewayContext): MaybePromise<ConnectContactInitiationMethod | null> {
    return this.field('InitiationMethod', context, (value) => openEnum(ConnectContactInitiationMethod, value));
  }

  @Field(() => String, { nullable: true, description: 'The initiation method as Connect sent it.' })
  initiationMethodRaw(@Ctx() context: GatewayContext): MaybePromise<string | null> {
    return this.field('InitiationMethod', context);
  }

  @Field(() => String, { nullable: true, description: 'Name of a task; null when there is none. Personal data.' })
  name(@Ctx() context: GatewayContext): MaybePromise<string | null> {
    return this.field('Name', context);
  }

  @Field(() => String, {
    nullable: true,
    description: 'Description of a task; null when there is none. Personal data.',
  })
  description(@Ctx() context: GatewayContext): MaybePromise<string | null> {
    return this.field('Description', context);
  }

  @Field(() => ConnectQueue, {
    nullable: true,
    description: 'The queue it waits in or last waited in; null when it was in none.',
  })
  queue(@Ctx() context: GatewayContext): MaybePromise<ConnectQueue | null> {
    return this.field('QueueInfo', context, (info) => (info?.Id ? new ConnectQueue(this.instanceId, info.Id) : null));
  }

  @Field(() => ConnectUser, { nullable: true, description: 'The agent who handles or handled it; null when none did.' })
  user(@Ctx() context: GatewayContext): MaybePromise<ConnectUser | null> {
    return this.field('AgentInfo', context, (info) => (info?.Id ? new ConnectUser(this.instanceId, info.Id) : null));
  }

  @Field(() => ConnectContact, {
    nullable: true,
    description: 'First contact of the chain; null when this is the first.',
  })
  initialContact(@Ctx() context: GatewayContext): MaybePromise<ConnectContact | null> {
    return this.field('InitialContactId', context, (id) => this.#other(id === this.id ? undefined : id));
  }

  @Field(() => ConnectContact, {
    nullable: true,
    description: 'The contact from which this one was transferred or to which it was linked; null when there is none.',
  })
  previousContact(@Ctx() context: GatewayContext): MaybePromise<ConnectContact | null> {
    return this.field('PreviousContactId', context, (id) => this.#other(id));
  }

  @Field(() => ConnectContact, {
    nullable: true,
    description: 'A contact with which an application related this one; null when there is none.',
  })
  relatedContact(@Ctx() context: GatewayContext): MaybePromise<ConnectContact | null> {
    return this.field('RelatedContactId', context, (id) => this.#other(id));
  }

  @Field(() => DateTime, { nullable: true, description: 'When it began.' })
  initiatedAt(@Ctx() context: GatewayContext): MaybePromise<Date | null> {
    return this.field('InitiationTimestamp', context);
  }

  @Field(() => DateTime, {
    nullable: true,
    description: 'When a scheduled task starts or started; null when it was not scheduled.',
  })
  scheduledAt(@Ctx() context: GatewayContext): MaybePromise<Date | null> {
    return this.field('ScheduledTimestamp', context);
  }

  @Field(() => DateTime, { nullable: true, description: 'When it entered its queue; null when it was in none.' })
  enqueuedAt(@Ctx() context: GatewayContext): MaybePromise<Date | null> {
    return this.field('QueueInfo', context, (value) => value?.EnqueueTimestamp ?? null);
  }

  @Field(() => DateTime, { nullable: true, description: 'When an agent began to handle it; null when none did.' })
  connectedToUserAt(@Ctx() context: GatewayContext): MaybePromise<Date | null> {
    return this.field('AgentInfo', context, (value) => value?.ConnectedToAgentTimestamp ?? null);
  }

  @Field(() => DateTime, { nullable: true, description: 'When a task was last paused; null when it never was.' })
  pausedAt(@Ctx() context: GatewayContext): MaybePromise<Date | null> {
    return this.field('LastPausedTimestamp', context);
  }

  @Field(() => DateTime, { nullable: true, description: 'When a task was last resumed; null when it never was.' })
  resumedAt(@Ctx() context: GatewayContext): MaybePromise<Date | null> {
    return this.field('LastResumedTimestamp', context);
  }

  @Field(() => DateTime, { nullable: true, description: 'When it ended; null while it is live.' })
  disconnectedAt(@Ctx() context: GatewayContext): MaybePromise<Date | null> {
    return this.field('DisconnectTimestamp', context);
  }

  @Field(() => DateTime, { nullable: true, description: 'When its record last changed.' })
  lastUpdatedAt(@Ctx() context: GatewayContext): MaybePromise<Date | null> {
    return this.field('LastUpdateTimestamp', context);
  }

  @Field(() => String, { nullable: true, description: 'Why it ended, in the words of Connect; null while it is live.' })
  disconnectReason(@Ctx() context: GatewayContext): MaybePromise<string | null> {
    return this.field('DisconnectReason', context);
  }

  @Field(() => [ConnectAttribute], {
    nullable: true,
    description: 'User-defined attributes, which all contacts of a chain share, by name. Personal data.',
  })
  async attributes(
    @Arg('names', () => [String], { nullable: true, description: 'Only these; all when absent.' })
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
      'References of the contact, by ListContactReferences: one call, and another for the types of email messages. Personal data.',
  })
  async references(
    @Arg('types', () => [ConnectReferenceTypeFilter], {
      nullable: true,
      description: 'Only these; all but email messages when absent.',
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

  @Field(() => [ConnectTag], { nullable: true, description: "The contact's tags, Amazon's own included, by key." })
  async tags(
    @Arg('keys', () => [String], keysArgument)
    keys: string[] | null | undefined,
    @Ctx() context: GatewayContext,
  ): Promise<ConnectTag[] | null> {
    return tagsOf(await this.member('Tags', context), keys);
  }

  @Field(() => ConnectEndpoint, {
    nullable: true,
    description: 'Where the customer is reached; null when Connect holds none. Personal data.',
  })
  customerEndpoint(@Ctx() context: GatewayContext): MaybePromise<ConnectEndpoint | null> {
    return this.field('CustomerEndpoint', context, ConnectEndpoint.of);
  }

  @Field(() => ConnectEndpoint, {
    nullable: true,
    description:
      'Where the customer reached the contact centre; null for contacts made by monitoring, queue transfer or callback. Personal data.',
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
