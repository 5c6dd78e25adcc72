import type {
  AssociatedContactSummary,
  Contact,
  Instance,
  ReferenceSummary,
  ReferenceType,
} from '@aws-sdk/client-connect';
import DataLoader from 'dataloader';
import type { ContactFlowRecord, Directory, QueueRecord, ResourceKey, UserRecord } from './directory.js';
import type { Reader } from './reader.js';
import {
  describeContact,
  describeInstance,
  getContactAttributes,
  listAssociatedContacts,
  listContactReferences,
} from './reads.js';
import type { SharedReads } from './shared-reads.js';

/** A chain has 12 contacts at most; what else is associated with it is beyond this not looked at. */
const maxAssociatedPages = 10;
/** Pauses, in milliseconds, before a contact that was just made is looked for again: Connect's reads lag behind. */
const freshContactPausesMs = [100, 300];
/** An instance's name changes next to never. */
const instanceKeptMs = 5 * 60_000;

/** One request's reads of single things: each thing is read at most once, things wanted together in one call. */
export class Loaders {
  readonly contact: DataLoader<ResourceKey, Contact | null, string>;
  readonly chain: DataLoader<ResourceKey, readonly AssociatedContactSummary[], string>;
  /** User-defined attributes by the id of the chain's first contact. */
  readonly attributes: DataLoader<ResourceKey, Record<string, string>, string>;
  /** References of every type that can be asked for. */
  readonly references: DataLoader<ResourceKey, readonly ReferenceSummary[] | null, string>;
  readonly queue: DataLoader<ResourceKey, QueueRecord | null, string>;
  readonly user: DataLoader<ResourceKey, UserRecord | null, string>;
  readonly contactFlow: DataLoader<ResourceKey, ContactFlowRecord | null, string>;
  readonly instance: DataLoader<string, Instance | null>;

  constructor(reader: Reader, { directory, reads }: { directory: Directory; reads: SharedReads }) {
    const each = <Key, Value>(read: (key: Key) => Promise<Value>) => {
      return (keys: readonly Key[]) => Promise.all(keys.map((key) => read(key).catch((error: Error) => error)));
    };
    const byKey = { cacheKeyFn: ({ instanceId, id }: ResourceKey) => `${instanceId}/${id}` };
    this.contact = new DataLoader(
      each((key) => readContact(reader, key)),
      byKey,
    );
    this.chain = new DataLoader(
      each((key) => readChain(reader, key)),
      byKey,
    );
    this.attributes = new DataLoader(
      each((key) => readAttributes(reader, key)),
      byKey,
    );
    this.references = new DataLoader(
      each((key) => readReferences(reader, key)),
      byKey,
    );
    this.queue = new DataLoader((keys) => directory.queues.load(reader, keys), byKey);
    this.user = new DataLoader((keys) => directory.users.load(reader, keys), byKey);
    this.contactFlow = new DataLoader((keys) => directory.contactFlows.load(reader, keys), byKey);
    this.instance = new DataLoader(each((id) => readInstance(reader, reads, id)));
  }
}

async function readContact(reader: Reader, { instanceId, id }: ResourceKey): Promise<Contact | null> {
  const read = () => reader.readOrNull(describeContact, { InstanceId: instanceId, ContactId: id });
  let answer = await read();
  if (!answer && reader.madeHere(instanceId, id)) {
    for (const pauseMs of freshContactPausesMs) {
      if (answer || !(await reader.scope.deadline.wait(pauseMs))) break;
      answer = await read();
    }
  }
  reader.instances.learnFrom(answer?.Contact?.Arn);
  return answer?.Contact ?? null;
}

/** All contacts that share the chain of the given one, oldest first. */
async function readChain(reader: Reader, { instanceId, id }: ResourceKey): Promise<AssociatedContactSummary[]> {
  const contacts: AssociatedContactSummary[] = [];
  let token: string | undefined;
  for (let page = 0; page < maxAssociatedPages; page++) {
    const answer = await reader.readOrNull(listAssociatedContacts, {
      InstanceId: instanceId,
      ContactId: id,
      MaxResults: 100,
      NextToken: token,
    });
    contacts.push(...(answer?.ContactSummaryList ?? []));
    token = answer?.NextToken;
    if (!token) break;
  }
  const chainOf = (contact: AssociatedContactSummary) => contact.InitialContactId ?? contact.ContactId;
  const own = contacts.find((contact) => contact.ContactId === id);
  const startedAt = (contact: AssociatedContactSummary) => contact.InitiationTimestamp?.getTime() ?? 0;
  return contacts
    .filter((contact) => own && chainOf(contact) === chainOf(own))
    .sort((one, other) => startedAt(one) - startedAt(other));
}

async function readAttributes(reader: Reader, { instanceId, id }: ResourceKey): Promise<Record<string, string>> {
  const key = { InstanceId: instanceId, InitialContactId: id };
  return (await reader.readOrNull(getContactAttributes, key))?.Attributes ?? {};
}

/** As many types as one call takes; the others cannot be given to a contact by an application. */
const referenceTypes: ReferenceType[] = ['URL', 'ATTACHMENT', 'NUMBER', 'STRING', 'DATE', 'EMAIL'];

async function readReferences(reader: Reader, { instanceId, id }: ResourceKey) {
  const key = { InstanceId: instanceId, ContactId: id };
  const answer = await reader.readOrNull(listContactReferences, { ...key, ReferenceTypes: referenceTypes });
  return answer?.ReferenceSummaryList ?? null;
}

async function readInstance(reader: Reader, reads: SharedReads, id: string): Promise<Instance | null> {
  return reads.get(`instance ${id}`, instanceKeptMs, async () => {
    const answer = await reader.readOrNull(describeInstance, { InstanceId: id });
    reader.instances.learnFrom(answer?.Instance?.Arn);
    return answer?.Instance ?? null;
  });
}
