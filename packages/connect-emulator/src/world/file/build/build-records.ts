import type { EvaluationAnswerData } from '@aws-sdk/client-connect';
import type { Contact, Instance, Time } from '../../entities.js';
import type { EvaluationForm } from '../../evaluations/evaluation-forms.js';
import { questionsOf } from '../../evaluations/evaluation-forms.js';
import type { Evaluation } from '../../evaluations/evaluations.js';
import { type AttachedFile, storedFile } from '../../files.js';
import type { InstanceContents } from '../../instance-state.js';
import type { ContactEntry, InstanceEntry } from '../schema/schema.js';
import { parseTime } from '../schema/time-expressions.js';
import { buildTranscript } from './build-transcripts.js';
import { uuidOf } from './random.js';

/** Data of contacts outside the contact record: files, evaluations and transcripts. */
type Records = Pick<InstanceContents, 'files' | 'evaluations' | 'transcripts'>;

/**
 * Builds files, evaluations and transcripts.
 * @param built all contacts with their entries.
 */
export function buildRecords(
  instance: Instance,
  entry: InstanceEntry,
  built: readonly (readonly [ContactEntry, Contact])[],
  forms: readonly EvaluationForm[],
  now: Time,
): Records {
  return {
    files: buildFiles(instance, entry, now),
    evaluations: buildEvaluations(instance, entry, forms, built, now),
    transcripts: new Map(
      built.flatMap(([{ transcript }, { id }]) =>
        transcript ? [[id, buildTranscript(id, transcript, now)] as const] : [],
      ),
    ),
  };
}

/** Builds the files of contacts and cases. The instance is the creator of each file whose entry names no creator. */
function buildFiles(instance: Instance, entry: InstanceEntry, now: Time): AttachedFile[] {
  return entry.files.map(({ contact, case: caseArn, created, createdBy, content: text, ...file }) => {
    return storedFile({
      ...file,
      arn: `${instance.arn}/file/${file.id}`,
      content: Buffer.from(text, 'utf8'),
      resourceArn: caseArn ?? `${instance.arn}/contact/${contact}`,
      createdBy:
        createdBy === undefined ? { AWSIdentityArn: instance.arn } : { ConnectUserArn: userArn(instance, createdBy) },
      createdAt: parseTime(created, now) ?? now,
    });
  });
}

/** Builds the evaluations of a world file, drafts and submitted ones. */
function buildEvaluations(
  instance: Instance,
  entry: InstanceEntry,
  forms: readonly EvaluationForm[],
  built: readonly (readonly [ContactEntry, Contact])[],
  now: Time,
): Evaluation[] {
  return entry.evaluations.map((each, index) => {
    const id = each.id ?? uuidOf(`${instance.id}/evaluation/${index}`);
    const form = forms.find((known) => known.id === each.form);
    const createdAt = parseTime(each.started, now) ?? now;
    const submittedAt = each.submitted === undefined ? undefined : parseTime(each.submitted, now);
    return {
      id,
      arn: `${instance.arn}/contact-evaluation/${id}`,
      formId: each.form,
      formVersion: form?.activeVersion ?? 1,
      contactId: each.contact,
      agentId: built.find(([, contact]) => contact.id === each.contact)?.[1].agentId,
      evaluatorArn: userArn(instance, each.evaluator),
      isAutomated: false,
      answers: Object.fromEntries(
        Object.entries(each.answers).map(([ref, answer]) => [ref, answerOf(answer, ref, form)]),
      ),
      notes: each.notes,
      createdAt,
      modifiedAt: submittedAt ?? createdAt,
      submittedAt,
      tags: each.tags,
    };
  });
}

function answerOf(
  answer: string | number | readonly string[] | null,
  ref: string,
  form: EvaluationForm | undefined,
): EvaluationAnswerData {
  if (answer === null) return { NotApplicable: true };
  if (typeof answer === 'number') return { NumericValue: answer };
  if (typeof answer !== 'string') return { StringValues: [...answer] };
  const question = questionsOf(form?.items).find(({ RefId }) => RefId === ref);
  return question?.QuestionType === 'DATETIME' ? { DateTimeValue: answer } : { StringValue: answer };
}

function userArn(instance: Instance, userId: string): string {
  return `${instance.arn}/agent/${userId}`;
}
