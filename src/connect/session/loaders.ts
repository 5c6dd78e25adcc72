import type {
  AssociatedContactSummary,
  AttachedFile,
  Contact,
  ContactFlow,
  ContactMetricResult,
  EvaluationForm,
  EvaluationSummary,
  Instance,
  ReferenceSummary,
  ReferenceType,
  RoutingProfile,
  User,
  UserData,
} from '@aws-sdk/client-connect';
import DataLoader from 'dataloader';
import { ConnectReadError } from '../../errors/read-error.js';
import type { ResourceKey } from '../../ids/resource-key.js';
import type { MaybePromise } from '../../lib/maybe-promise.js';
import type { CallScope } from '../calls/call-runner.js';
import type { Directory, DirectoryKind, DirectoryRecords } from '../directory/directory.js';
import { readFlow, readRoutingProfile, readUser } from '../directory/directory-reads.js';
import type { RecordCache } from '../directory/record-cache.js';
import { cacheKeyOfFile, type FileKey, readAttachedFiles } from '../reads/attached-file-reads.js';
import { readCurrentUsers } from '../reads/current-user-reads.js';
import {
  type DescribedEvaluation,
  type FormKey,
  readEvaluation,
  readEvaluationForm,
  readEvaluations,
} from '../reads/evaluation-reads.js';
import { allRows, maxPagesOfOne } from '../reads/pages.js';
import type { ReadCache } from '../reads/read-cache.js';
import {
  describeContact,
  describeInstance,
  getContactAttributes,
  getContactMetrics,
  listAssociatedContacts,
  listContactReferences,
} from '../reads/read-operations.js';
import type { Reader } from '../reads/reader.js';

/**
 * Maximum number of pages of associated contacts. A chain has at most 12 contacts, but the list has other contacts too.
 */
const maxAssociatedPages = 10;
/** Pauses in milliseconds before a new contact is read again, because Connect's reads are eventually consistent. */
const freshContactPausesMs = [100, 300];

type DirectoryLoaders = { readonly [Kind in DirectoryKind]: DirectoryLoader<Kind> };

/** DataLoaders of one request. Each resource is read at most once; resources needed at the same time are batched. */
export class Loaders implements DirectoryLoaders {
  readonly contact: Loader<ResourceKey, Contact | null>;
  readonly chain: Loader<ResourceKey, readonly AssociatedContactSummary[]>;
  /** User-defined attributes, by the id of the chain's first contact. */
  readonly attributes: Loader<ResourceKey, Record<string, string>>;
  /** References other than email messages. */
  readonly references: Loader<ResourceKey, readonly ReferenceSummary[] | null>;
  /** References to email messages. */
  readonly emailReferences: Loader<ResourceKey, readonly ReferenceSummary[] | null>;
  /** Queue position and estimated wait of a contact; null if the contact does not exist. */
  readonly contactMetrics: Loader<ResourceKey, readonly ContactMetricResult[] | null>;
  readonly queue: DirectoryLoader<'queue'>;
  readonly user: DirectoryLoader<'user'>;
  readonly contactFlow: DirectoryLoader<'contactFlow'>;
  readonly routingProfile: DirectoryLoader<'routingProfile'>;
  readonly quickConnect: DirectoryLoader<'quickConnect'>;
  readonly hoursOfOperation: DirectoryLoader<'hoursOfOperation'>;
  readonly agentStatus: DirectoryLoader<'agentStatus'>;
  readonly taskTemplate: DirectoryLoader<'taskTemplate'>;
  readonly hierarchyGroup: DirectoryLoader<'hierarchyGroup'>;
  /** Users with the members that only a Describe returns, or that must not be cached. */
  readonly wholeUser: Loader<ResourceKey, User | null>;
  readonly wholeContactFlow: Loader<ResourceKey, ContactFlow | null>;
  readonly wholeRoutingProfile: Loader<ResourceKey, RoutingProfile | null>;
  /** Current status of an agent; null for an agent without one. */
  readonly currentUser: Loader<ResourceKey, UserData | null>;
  readonly instance: Loader<ResourceKey, Instance | null>;

  readonly attachedFile: Loader<FileKey, AttachedFile | null>;
  readonly evaluation: Loader<ResourceKey, DescribedEvaluation | null>;
  /** Evaluations of a contact; null if the contact does not exist. */
  readonly evaluations: Loader<ResourceKey, readonly EvaluationSummary[] | null>;
  readonly evaluationForm: Loader<FormKey, EvaluationForm | null>;

  constructor(reader: Reader, { directory, reads }: { directory: Directory; reads: ReadCache }) {
    this.contact = oneByOne((key) => readContact(reader, key));
    this.chain = oneByOne((key) => readChain(reader, key));
    this.attributes = oneByOne((key) => readAttributes(reader, key));
    this.references = oneByOne((key) => readReferences(reader, key, referenceTypes));
    this.emailReferences = oneByOne((key) => readReferences(reader, key, emailReferenceTypes));
    this.contactMetrics = oneByOne((key) => readMetrics(reader, key));
    this.queue = new DirectoryLoader(reader, directory.queue);
    this.user = new DirectoryLoader(reader, directory.user);
    this.contactFlow = new DirectoryLoader(reader, directory.contactFlow);
    this.routingProfile = new DirectoryLoader(reader, directory.routingProfile);
    this.quickConnect = new DirectoryLoader(reader, directory.quickConnect);
    this.hoursOfOperation = new DirectoryLoader(reader, directory.hoursOfOperation);
    this.agentStatus = new DirectoryLoader(reader, directory.agentStatus);
    this.taskTemplate = new DirectoryLoader(reader, directory.taskTemplate);
    this.hierarchyGroup = new DirectoryLoader(reader, directory.hierarchyGroup);
    this.wholeUser = oneByOne((key) => readUser(reader, key));
    this.wholeContactFlow = oneByOne((key) => readFlow(reader, key));
    this.wholeRoutingProfile = oneByOne((key) => readRoutingProfile(reader, key));
    this.currentUser = new Loader((keys) => readCurrentUsers(reader, keys));
    this.instance = oneByOne(({ id }) => readInstance(reader, reads, directory.freshMs, id));
    this.attachedFile = new Loader((keys) => readAttachedFiles(reader, keys), cacheKeyOfFile);
    this.evaluation = oneByOne((key) => readEvaluation(reader, key));
    this.evaluations = oneByOne((key) => readEvaluations(reader, key));
    this.evaluationForm = oneByOne(
      (key) => readEvaluationForm(reader, key),
      ({ instanceId, id, version }) => `${instanceId}/${id}/${version}`,
    );
  }
}

/** Loads a directory record of any kind. @throws ConnectReadError */
export function loadRecord<Kind extends DirectoryKind>(
  loaders: DirectoryLoaders,
  kind: Kind,
  key: ResourceKey,
): MaybePromise<DirectoryRecords[Kind] | null> {
  return loaders[kind].load(key);
}

/** Loads resources of one kind. Its DataLoader is created on first use, because most requests need few kinds. */
class Loader<Key extends ResourceKey, Value> {
  #loader: DataLoader<Key, Value, string> | null = null;

  /** @param cacheKeyOf Returns the cache key of a key object. */
  constructor(
    private readonly readAll: (keys: readonly Key[]) => Promise<(Value | Error)[]>,
    private readonly cacheKeyOf: (key: Key) => string = ({ instanceId, id }) => `${instanceId}/${id}`,
  ) {}

  /** @throws ConnectReadError */
  load(key: Key): Promise<Value> {
    this.#loader ??= new DataLoader(this.readAll, { cacheKeyFn: this.cacheKeyOf });
    return this.#loader.load(key);
  }
}

/** Returns a loader that reads each resource with its own call. */
function oneByOne<Key extends ResourceKey, Value>(
  read: (key: Key) => Promise<Value>,
  cacheKeyOf?: (key: Key) => string,
): Loader<Key, Value> {
  return new Loader((keys) => Promise.all(keys.map((key) => read(key).catch((error: Error) => error))), cacheKeyOf);
}

/** Loads directory records. A fresh cached record is returned at once; all others are read in one batch. */
class DirectoryLoader<Kind extends DirectoryKind> {
  readonly #uncached: Loader<ResourceKey, DirectoryRecords[Kind] | null>;

  constructor(
    private readonly reader: Reader,
    private readonly cache: RecordCache<DirectoryRecords[Kind]>,
  ) {
    this.#uncached = new Loader((keys) => cache.load(reader, keys));
  }

  /** @throws ConnectReadError */
  load(key: ResourceKey): MaybePromise<DirectoryRecords[Kind] | null> {
    const known = this.cache.getFresh(this.reader, key);
    return known === undefined ? this.#uncached.load(key) : known;
  }
}

async function readContact(reader: Reader, { instanceId, id }: ResourceKey): Promise<Contact | null> {
  const read = () => reader.readOrNull(describeContact, { InstanceId: instanceId, ContactId: id });
  let output = await read();
  if (!output && reader.createdHere(instanceId, id)) {
    for (const pauseMs of freshContactPausesMs) {
      if (output || !(await reader.scope.deadline.wait(pauseMs, reader.scope.gone?.()))) break;
      output = await read();
    }
  }
  reader.instances.learnFrom(output?.Contact?.Arn);
  return output?.Contact ?? null;
}

/**
 * Reads all contacts in the chain of a contact, oldest first; empty if the contact does not exist.
 * @throws ConnectReadError CONNECT_UNEXPECTED also if there are more associated contacts than the gateway reads, or if
 *   the contact itself is missing from the list, because the chain would then be incomplete.
 */
async function readChain(reader: Reader, { instanceId, id }: ResourceKey): Promise<AssociatedContactSummary[]> {
  const rows = await allRows(maxAssociatedPages, async (NextToken) => {
    const page = { InstanceId: instanceId, ContactId: id, MaxResults: 100, NextToken };
    const output = await reader.readOrNull(listAssociatedContacts, page);
    return output && { rows: output.ContactSummaryList, token: output.NextToken };
  });
  const contacts = new Map((rows ?? []).flatMap((row) => (row.ContactId ? [[row.ContactId, row] as const] : [])));
  if (contacts.size === 0) return [];
  const own = contacts.get(id);
  if (!own) {
    throw ConnectReadError.unexpected(
      listAssociatedContacts.name,
      'Connect did not list the contact in its own chain.',
    );
  }
  const chainOf = (contact: AssociatedContactSummary) => contact.InitialContactId ?? contact.ContactId;
  const startedAt = (contact: AssociatedContactSummary) => contact.InitiationTimestamp?.getTime() ?? 0;
  return [...contacts.values()]
    .filter((contact) => chainOf(contact) === chainOf(own))
    .sort((one, other) => startedAt(one) - startedAt(other));
}

async function readAttributes(reader: Reader, { instanceId, id }: ResourceKey): Promise<Record<string, string>> {
  const key = { InstanceId: instanceId, InitialContactId: id };
  return (await reader.readOrNull(getContactAttributes, key))?.Attributes ?? {};
}

/** Reference types other than email messages. One call accepts no more types. */
const referenceTypes: ReferenceType[] = ['URL', 'ATTACHMENT', 'NUMBER', 'STRING', 'DATE', 'EMAIL'];
const emailReferenceTypes: ReferenceType[] = [
  'EMAIL_MESSAGE',
  'EMAIL_MESSAGE_PLAIN_TEXT',
  'EMAIL_MESSAGE_PLAIN_TEXT_REDACTED',
  'EMAIL_MESSAGE_REDACTED',
];

async function readMetrics(reader: Reader, { instanceId, id }: ResourceKey) {
  const output = await reader.readOrNull(getContactMetrics, {
    InstanceId: instanceId,
    ContactId: id,
    Metrics: [{ Name: 'ESTIMATED_WAIT_TIME' }, { Name: 'POSITION_IN_QUEUE' }],
  });
  return output?.MetricResults ?? null;
}

/**
 * Reads the references of a contact. The API reference says that NextToken "is always returned as null in the
 * response"; the token is followed if there is one.
 */
async function readReferences(reader: Reader, { instanceId, id }: ResourceKey, ReferenceTypes: ReferenceType[]) {
  return allRows(maxPagesOfOne, async (NextToken) => {
    const page = { InstanceId: instanceId, ContactId: id, ReferenceTypes, NextToken };
    const output = await reader.readOrNull(listContactReferences, page);
    return output && { rows: output.ReferenceSummaryList, token: output.NextToken };
  });
}

async function readInstance(reader: Reader, reads: ReadCache, keptMs: number, id: string): Promise<Instance | null> {
  const read = async (scope: CallScope) => {
    const output = await reader.withScope(scope).readOrNull(describeInstance, { InstanceId: id });
    reader.instances.learnFrom(output?.Instance?.Arn);
    return output?.Instance ?? null;
  };
  return reads.get(reader.scope, `instance ${id}`, keptMs, read, () => [id]);
}
