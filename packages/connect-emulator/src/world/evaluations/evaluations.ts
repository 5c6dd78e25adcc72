import type { EvaluationAnswerData } from '@aws-sdk/client-connect';
import type { Time } from '../entities.js';

/**
 * An evaluation of a contact by one form, draft or submitted. A change replaces the object, so that searches can
 * return an earlier state.
 */
export interface Evaluation {
  readonly id: string;
  readonly arn: string;
  readonly formId: string;
  readonly formVersion: number;
  readonly contactId: string;
  /** The agent of the contact when the evaluation was started. */
  readonly agentId?: string;
  /** ARN of the user or the caller who started or last changed the evaluation. */
  readonly evaluatorArn: string;
  readonly isAutomated: boolean;
  /** Answers by the reference of the question. */
  readonly answers: Readonly<Record<string, EvaluationAnswerData>>;
  /** Notes by the reference of the section or question. */
  readonly notes: Readonly<Record<string, string>>;
  readonly createdAt: Time;
  readonly modifiedAt: Time;
  /** Absent for a draft. */
  readonly submittedAt?: Time;
  readonly tags: Readonly<Record<string, string>>;
}

/** A deleted evaluation. The contact record still lists it. */
export interface DeletedEvaluation extends Evaluation {
  readonly deletedAt: Time;
}

interface Version {
  readonly at: Time;
  /** Absent for a deletion. */
  readonly evaluation?: Evaluation;
}

/** The evaluations of one instance, indexed by id and by contact, with their history. */
export class EvaluationStore {
  readonly #byId = new Map<string, Evaluation>();
  readonly #byContact = new Map<string, Evaluation[]>();
  readonly #deleted = new Map<string, DeletedEvaluation[]>();
  readonly #history = new Map<string, Version[]>();

  constructor(evaluations: readonly Evaluation[]) {
    for (const evaluation of evaluations) this.put(evaluation, evaluation.modifiedAt);
  }

  get(id: string): Evaluation | undefined {
    return this.#byId.get(id);
  }

  /** Returns the evaluations of a contact, in the order in which they were started. */
  of(contactId: string): readonly Evaluation[] {
    return this.#byContact.get(contactId) ?? [];
  }

  deletedOf(contactId: string): readonly DeletedEvaluation[] {
    return this.#deleted.get(contactId) ?? [];
  }

  /** Adds an evaluation or replaces the one with the same id. */
  put(evaluation: Evaluation, now: Time): void {
    const others = this.of(evaluation.contactId);
    const at = others.findIndex(({ id }) => id === evaluation.id);
    this.#byContact.set(evaluation.contactId, at < 0 ? [...others, evaluation] : others.with(at, evaluation));
    this.#byId.set(evaluation.id, evaluation);
    this.#addVersion(evaluation.id, { at: now, evaluation });
  }

  delete(evaluation: Evaluation, now: Time): void {
    const { id, contactId } = evaluation;
    this.#byId.delete(id);
    this.#byContact.set(
      contactId,
      this.of(contactId).filter((each) => each.id !== id),
    );
    this.#deleted.set(contactId, [...this.deletedOf(contactId), { ...evaluation, deletedAt: now }]);
    this.#addVersion(id, { at: now });
  }

  /** Returns all evaluations in their state at a time, in the order of their ids. */
  asOf(time: Time): Evaluation[] {
    const found: Evaluation[] = [];
    for (const versions of this.#history.values()) {
      const evaluation = versions.findLast(({ at }) => at <= time)?.evaluation;
      if (evaluation) found.push(evaluation);
    }
    return found.sort((a, b) => (a.id < b.id ? -1 : 1));
  }

  #addVersion(id: string, version: Version): void {
    const versions = this.#history.get(id);
    if (versions) versions.push(version);
    else this.#history.set(id, [version]);
  }
}
