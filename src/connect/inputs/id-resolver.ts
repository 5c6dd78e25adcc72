import { ConnectInputViolation } from '../../errors/input-violation.js';
import { ConnectResourceKind } from '../../errors/resource-not-found.js';
import { idProblem, isArn, parseArn, type ResourceKind, resourceNouns } from '../../ids/arn.js';
import type { Instances, KnownInstance } from '../../ids/instances.js';

const kindOfError: Record<ResourceKind, ConnectResourceKind> = {
  instance: ConnectResourceKind.INSTANCE,
  contact: ConnectResourceKind.CONTACT,
  contactFlow: ConnectResourceKind.CONTACT_FLOW,
  queue: ConnectResourceKind.QUEUE,
  user: ConnectResourceKind.USER,
  quickConnect: ConnectResourceKind.QUICK_CONNECT,
  taskTemplate: ConnectResourceKind.TASK_TEMPLATE,
  agentStatus: ConnectResourceKind.AGENT_STATUS,
  routingProfile: ConnectResourceKind.ROUTING_PROFILE,
  hoursOfOperation: ConnectResourceKind.HOURS_OF_OPERATION,
  hierarchyGroup: ConnectResourceKind.HIERARCHY_GROUP,
  securityProfile: ConnectResourceKind.SECURITY_PROFILE,
  attachedFile: ConnectResourceKind.ATTACHED_FILE,
  evaluation: ConnectResourceKind.EVALUATION,
  evaluationForm: ConnectResourceKind.EVALUATION_FORM,
};

/** Something that is kept from the caller, where the input mentions it. */
export interface ForbiddenReference {
  /** The id that is looked for in its place. */
  readonly decoyId: string;
  readonly id: string;
}

/**
 * Reads the ids of a mutation's input, each an id or an ARN, and settles which instance is meant: the one that
 * `instanceId` names, else the one that an ARN names, else the default.
 */
export class IdResolver {
  readonly violations: ConnectInputViolation[] = [];
  /** A resource that the input names in an instance that is not served: it does not exist. */
  missing: { readonly resource: ConnectResourceKind; readonly id: string } | null = null;
  #instance: KnownInstance | null = null;
  /** An instance that an ARN names whose own ARN is not known yet: that one may be another account's. */
  unverifiedInstance: KnownInstance | null = null;
  /** Ids of things that are kept from the caller, by the ids that are looked for in their place. */
  readonly #standIns = new Map<string, string>();
  /** A user who is kept from the caller, and whom Connect would write down without looking: the first that is mentioned. */
  forbiddenReference: ForbiddenReference | null = null;

  constructor(
    private readonly instances: Instances,
    instanceId: string | null | undefined,
  ) {
    if (instanceId === null || instanceId === undefined) return;
    this.#instance = instances.find(instanceId);
    if (isArn(instanceId)) this.#claimed(this.#instance);
    const problem = idProblem(instanceId);
    if (problem) this.#violated('instanceId', problem);
    else if (!this.#instance) this.missing = { resource: ConnectResourceKind.INSTANCE, id: instanceId };
  }

  readonly #names = new Map<string, readonly string[]>();

  /** Notes that the items of a list become entries of a map, by these names. @param field Its path, with dots. */
  noteNames(field: string, names: readonly string[]): void {
    this.#names.set(field, names);
  }

  /** A violation with an item's index where a map has its name. */
  byIndex({ path, message }: ConnectInputViolation): ConnectInputViolation {
    const byIndex: string[] = [];
    for (const name of path) {
      const index = this.#names.get(byIndex.join('.'))?.indexOf(name) ?? -1;
      byIndex.push(index < 0 ? name : String(index));
    }
    return new ConnectInputViolation(byIndex, message);
  }

  /** The instance in which the operation happens, settled once all ids have been read; null for a caller without any. */
  get instance(): KnownInstance | null {
    return this.#instance ?? this.instances.default;
  }

  /** The bare id of an id or ARN; undefined for a field that is absent. */
  id<Value extends string | null | undefined>(
    kind: Exclude<ResourceKind, 'instance'>,
    path: string,
    idOrArn: Value,
  ): Value extends string ? string : string | undefined;
  id(kind: Exclude<ResourceKind, 'instance'>, path: string, idOrArn: string | null | undefined): string | undefined {
    const problem = idProblem(idOrArn ?? 'absent');
    if (problem) this.#violated(path, problem);
    if (problem || !idOrArn || !isArn(idOrArn)) return idOrArn ?? undefined;
    const parsed = parseArn(idOrArn);
    if (parsed?.kind !== kind) {
      this.#violated(path, `must be the id or the ARN of ${resourceNouns[kind]}.`);
      return idOrArn;
    }
    const named = this.instances.findOf(parsed);
    if (!named) return this.#elsewhere(kind, idOrArn, parsed.id);
    this.#claimed(named);
    if (this.#instance && this.#instance.id !== named.id) {
      this.#violated(path, 'belongs to another instance than the rest of the input.');
    } else this.#instance = named;
    return parsed.id;
  }

  /**
   * The bare id of a user whom the call only mentions. Connect may write such an id down without looking for it, so that
   * what stands in for a hidden one must not be sent.
   */
  referencedUser<Value extends string | null | undefined>(
    path: string,
    idOrArn: Value,
  ): Value extends string ? string : string | undefined {
    const given = this.id('user', path, idOrArn);
    const hidden = given === undefined ? undefined : this.#standIns.get(given);
    if (given !== undefined && hidden !== undefined) this.forbiddenReference ??= { decoyId: given, id: hidden };
    return given;
  }

  /** An error that may speak of an id that stood in for another, as if the other had been looked for. */
  withOriginalIds<Answer extends object>(answer: Answer): Answer {
    for (const [standIn, id] of this.#standIns) {
      for (const [member, value] of Object.entries(answer)) {
        if (typeof value === 'string') Object.assign(answer, { [member]: value.replaceAll(standIn, id) });
      }
    }
    return answer;
  }

  #claimed(instance: KnownInstance | null): void {
    if (instance?.arn === null) this.unverifiedInstance ??= instance;
  }

  #elsewhere(kind: ResourceKind, arn: string, id: string): string {
    const standIn = this.instances.decoyIdFor(arn);
    if (standIn) this.#standIns.set(standIn, id);
    else this.missing ??= { resource: kindOfError[kind], id };
    return standIn ?? id;
  }

  #violated(path: string, message: string): void {
    this.violations.push(new ConnectInputViolation(path.split('.'), message));
  }
}
