import {
  DescribeContactEvaluationCommand,
  type DescribeContactEvaluationCommandOutput,
  DescribeEvaluationFormCommand,
  type EvaluationForm,
  type EvaluationSummary,
  ListContactEvaluationsCommand,
  ListEvaluationFormsCommand,
  ListEvaluationFormVersionsCommand,
  SearchContactEvaluationsCommand,
} from '@aws-sdk/client-connect';
import type { ResourceKey } from '../../ids/resource-key.js';
import { readOperation } from '../calls/operation.js';
import { allRows, maxPagesOfOne } from './pages.js';
import type { Reader } from './reader.js';

export const describeContactEvaluation = readOperation('DescribeContactEvaluation', DescribeContactEvaluationCommand, [
  'Evaluation',
  'EvaluationForm',
]);
export const listContactEvaluations = readOperation('ListContactEvaluations', ListContactEvaluationsCommand, [
  'EvaluationSummaryList',
]);
export const searchContactEvaluations = readOperation('SearchContactEvaluations', SearchContactEvaluationsCommand, [
  'EvaluationSearchSummaryList',
]);
export const describeEvaluationForm = readOperation('DescribeEvaluationForm', DescribeEvaluationFormCommand, [
  'EvaluationForm',
]);
export const listEvaluationForms = readOperation('ListEvaluationForms', ListEvaluationFormsCommand, [
  'EvaluationFormSummaryList',
]);
export const listEvaluationFormVersions = readOperation(
  'ListEvaluationFormVersions',
  ListEvaluationFormVersionsCommand,
  ['EvaluationFormVersionSummaryList'],
);

/** An evaluation with the form by which it was made. */
export type DescribedEvaluation = Pick<DescribeContactEvaluationCommandOutput, 'Evaluation' | 'EvaluationForm'>;

/** A version of a form; the latest one where none is named. */
export interface FormKey extends ResourceKey {
  readonly version: number | null;
}

export function readEvaluation(reader: Reader, { instanceId, id }: ResourceKey): Promise<DescribedEvaluation | null> {
  return reader.readOrNull(describeContactEvaluation, { InstanceId: instanceId, EvaluationId: id });
}

/** All in one answer: "NextToken is always null" (API reference). Should it be given, it is followed. */
export async function readEvaluations(
  reader: Reader,
  { instanceId, id }: ResourceKey,
): Promise<readonly EvaluationSummary[] | null> {
  const rows = await allRows(maxPagesOfOne, async (NextToken) => {
    const page = { InstanceId: instanceId, ContactId: id, NextToken };
    const answer = await reader.readOrNull(listContactEvaluations, page);
    return answer && { rows: answer.EvaluationSummaryList, token: answer.NextToken };
  });
  return rows?.filter(({ EvaluationId }) => EvaluationId) ?? null;
}

export async function readEvaluationForm(
  reader: Reader,
  { instanceId, id, version }: FormKey,
): Promise<EvaluationForm | null> {
  const EvaluationFormVersion = version ?? undefined;
  const key = { InstanceId: instanceId, EvaluationFormId: id, EvaluationFormVersion };
  return (await reader.readOrNull(describeEvaluationForm, key))?.EvaluationForm ?? null;
}
