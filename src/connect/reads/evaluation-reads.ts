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

/** An evaluation with its form. */
export type DescribedEvaluation = Pick<DescribeContactEvaluationCommandOutput, 'Evaluation' | 'EvaluationForm'>;

/** Key of an evaluation form's version. */
export interface FormKey extends ResourceKey {
  /** Null for the latest version. */
  readonly version: number | null;
}

/** Reads an evaluation; null if it does not exist. @throws ConnectReadError */
export function readEvaluation(reader: Reader, { instanceId, id }: ResourceKey): Promise<DescribedEvaluation | null> {
  return reader.readOrNull(describeContactEvaluation, { InstanceId: instanceId, EvaluationId: id });
}

/**
 * Reads the evaluations of a contact; null if the contact does not exist. The API reference says that NextToken "is
 * always returned as null", but a token is followed if there is one.
 * @throws ConnectReadError
 */
export async function readEvaluations(
  reader: Reader,
  { instanceId, id }: ResourceKey,
): Promise<readonly EvaluationSummary[] | null> {
  const rows = await allRows(maxPagesOfOne, async (NextToken) => {
    const page = { InstanceId: instanceId, ContactId: id, NextToken };
    const output = await reader.readOrNull(listContactEvaluations, page);
    return output && { rows: output.EvaluationSummaryList, token: output.NextToken };
  });
  return rows?.filter(({ EvaluationId }) => EvaluationId) ?? null;
}

/** Reads a version of an evaluation form; null if it does not exist. @throws ConnectReadError */
export async function readEvaluationForm(
  reader: Reader,
  { instanceId, id, version }: FormKey,
): Promise<EvaluationForm | null> {
  const EvaluationFormVersion = version ?? undefined;
  const key = { InstanceId: instanceId, EvaluationFormId: id, EvaluationFormVersion };
  return (await reader.readOrNull(describeEvaluationForm, key))?.EvaluationForm ?? null;
}
