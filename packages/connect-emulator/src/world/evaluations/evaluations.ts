import type { EvaluationAnswerData } from '@aws-sdk/client-connect';
import type { Time } from '../entities.js';

/** A contact's evaluation by one form, as a draft or submitted. Changes replace it, so that a search can lag behind. */
export interface Evaluation {
  readonly id: string;
  readonly arn: string;
  readonly formId: string;
  readonly formVersion: number;
  readonly contactId: string;
  /** The agent who had the contact when the evaluation was started. */
  readonly agentId?: string;
  /** Who changed it last. */
  readonly evaluatorArn: string;
  readonly isAutomated: boolean;
  /** By the reference of the question. */
  readonly answers: Readonly<Record<string, EvaluationAnswerData>>;
  /** By the reference of the section or question. */
  readonly notes: Readonly<Record<string, string>>;
  readonly createdAt: Time;
  readonly modifiedAt: Time;
  /** Absent while it is a draft. */
  readonly submittedAt?: Time;
  readonly tags: Readonly<Record<string, string>>;
}

/** An evaluation that is gone: the contact's record goes on telling of it. */
export interface DeletedEvaluation extends Evaluation {
  readonly deletedAt: Time;
}

interface Version {
  readonly at: Time;
  /** Absent when it was deleted. */
  readonly evaluation?: Evaluation;
}

/** The evaluations of one instance, found by id and by contact, and as they were a moment ago. */
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

  /** The evaluations of a contact, in the order in which they were started. */
  of(contactId: string): readonly Evaluation[] {
    return this.#byContact.get(contactId) ?? [];
  }

  deletedOf(contactId: string): readonly DeletedEvaluation[] {
    return this.#deleted.get(contactId) ?? [];
  }

  /** Adds an evaluation, or puts it in place of the one with its id. */
  put(evaluation: Evaluation, now: Time): void {
    const others = this.of(evaluation.contactId);
    const at = others.findIndex(({ id }) => id === evaluation.id);
    this.#byContact.set(evaluation.contactId, at < 0 ? [...others, evaluation] : others.with(at, evaluation));
    this.#byId.set(evaluation.id, evaluation);
    this.#remember(evaluation.id, { at: now, evaluation });
  }

  delete(evaluation: Evaluation, now: Time): void {
    const { id, contactId } = evaluation;
    this.#byId.delete(id);
    this.#byContact.set(
      contactId,
      this.of(contactId).filter((each) => each.id !== id),
    );
    this.#deleted.set(contactId, [...this.deletedOf(contactId), { ...evaluation, deletedAt: now }]);
    this.#remember(id, { at: now });
  }

  /** All evaluations as they were at a time, in the order of their ids. */
  asOf(time: Time): Evaluation[] {
    const found: Evaluation[] = [];
    for (const versions of this.#history.values()) {
      const evaluation = versions.findLast(({ at }) => at <= time)?.evaluation;
      if (evaluation) found.push(evaluation);
    }
    return found.sort((a, b) => (a.id < b.id ? -1 : 1));
  }

  #remember(id: string, version: Version): void {
    const versions = this.#history.get(id);
    if (versions) versions.push(version);
    else this.#history.set(id, [version]);
  }
}
