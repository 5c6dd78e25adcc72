import { ConnectInputViolation, ConnectResourceKind } from './errors.js';
import { isArn, parseArn, type ResourceKind, resourceNouns } from './ids.js';
import type { Instances, KnownInstance } from './instances.js';

const kindOfError: Record<ResourceKind, ConnectResourceKind> = {
  instance: ConnectResourceKind.INSTANCE,
  contact: ConnectResourceKind.CONTACT,
  contactFlow: ConnectResourceKind.CONTACT_FLOW,
  queue: ConnectResourceKind.QUEUE,
  user: ConnectResourceKind.USER,
  quickConnect: ConnectResourceKind.QUICK_CONNECT,
  taskTemplate: ConnectResourceKind.TASK_TEMPLATE,
};

/**
 * Reads the ids of a mutation's input, each an id or an ARN, and settles which instance is meant: the one that
 * `instanceId` names, else the one that an ARN names, else the default.
 */
export class InputReader {
  readonly violations: ConnectInputViolation[] = [];
  /** What the input names in an instance that the caller may not use: to the caller it does not exist. */
  missing: { readonly resource: ConnectResourceKind; readonly id: string } | null = null;
  #instance: KnownInstance | null = null;

  constructor(
    private readonly instances: Instances,
    instanceId: string | null | undefined,
  ) {
    if (!instanceId) return;
    this.#instance = instances.find(instanceId);
    if (!this.#instance) this.missing = { resource: ConnectResourceKind.INSTANCE, id: instanceId };
  }

  /** The instance in which the operation happens; settled once all ids have been read. */
  get instance(): KnownInstance {
    return this.#instance ?? this.instances.default;
  }

  /** The bare id of an id or ARN; undefined for a field that is absent. */
  id<Value extends string | null | undefined>(
    kind: Exclude<ResourceKind, 'instance'>,
    path: string,
    idOrArn: Value,
  ): Value extends string ? string : string | undefined;
  id(kind: Exclude<ResourceKind, 'instance'>, path: string, idOrArn: string | null | undefined): string | undefined {
    // An empty id would change the path of the request: /contacts/{instance}/ is another operation's.
    if (idOrArn === '') this.#violated(path, 'must not be empty.');
    if (!idOrArn || !isArn(idOrArn)) return idOrArn ?? undefined;
    const parsed = parseArn(idOrArn);
    if (parsed?.kind !== kind) {
      this.#violated(path, `must be the id or the ARN of ${resourceNouns[kind]}.`);
      return idOrArn;
    }
    const named = this.instances.find(parsed.instanceId);
    if (!named) this.missing ??= { resource: kindOfError[kind], id: idOrArn };
    else if (this.#instance && this.#instance.id !== named.id) {
      this.#violated(path, 'belongs to another instance than the rest of the input.');
    } else this.#instance = named;
    return parsed.id;
  }

  #violated(path: string, message: string): void {
    this.violations.push(new ConnectInputViolation(path.split('.'), message));
  }
}
