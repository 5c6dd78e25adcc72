import type {
  DescribeEvaluationFormCommandInput,
  DescribeEvaluationFormCommandOutput,
  ListEvaluationFormsCommandInput,
  ListEvaluationFormsCommandOutput,
  ListEvaluationFormVersionsCommandInput,
  ListEvaluationFormVersionsCommandOutput,
} from '@aws-sdk/client-connect';
import type { EvaluationForm } from '../../world/evaluations/evaluation-forms.js';
import type { World } from '../../world/world.js';
import { dateOf } from '../date.js';
import { listOf, type OutputOf } from '../directory/reads.js';
import { pageByCount } from '../paging.js';
import { notFound } from '../refusal.js';
import { instanceStateOf, resourceOf } from '../resolve.js';
import { formContent } from './output.js';

/**
 * Describes a version of an evaluation form: "if the version property is not provided, the latest version" (API
 * reference).
 */
export function describeEvaluationForm(
  input: DescribeEvaluationFormCommandInput,
  world: World,
): OutputOf<DescribeEvaluationFormCommandOutput> {
  const { directory } = instanceStateOf(world, input.InstanceId);
  const form = resourceOf(world, directory.evaluationForms, input.EvaluationFormId);
  const version = input.EvaluationFormVersion ?? form.latestVersion;
  if (version < 1 || version > form.latestVersion) throw notFound();
  return { EvaluationForm: { ...formContent(form, version), ...versionOf(form, version), Tags: form.tags } };
}

/** Lists all evaluation forms with their latest and active versions. */
export const listEvaluationForms = listOf(
  'ListEvaluationForms',
  ({ directory }, _input: ListEvaluationFormsCommandInput) => directory.evaluationForms.sorted,
  (page): OutputOf<ListEvaluationFormsCommandOutput> => ({
    EvaluationFormSummaryList: page.map((form) => ({
      EvaluationFormId: form.id,
      EvaluationFormArn: form.arn,
      Title: form.title,
      ...authorship(form),
      LastActivatedTime: form.activeVersion === undefined ? undefined : dateOf(form.modifiedAt),
      LastActivatedBy: form.activeVersion === undefined ? undefined : form.authorArn,
      LatestVersion: form.latestVersion,
      ActiveVersion: form.activeVersion,
    })),
  }),
);

/** Lists the versions of an evaluation form, from version 1. */
export function listEvaluationFormVersions(
  input: ListEvaluationFormVersionsCommandInput,
  world: World,
): OutputOf<ListEvaluationFormVersionsCommandOutput> {
  const { directory } = instanceStateOf(world, input.InstanceId);
  const form = resourceOf(world, directory.evaluationForms, input.EvaluationFormId);
  const versions = Array.from({ length: form.latestVersion }, (_, index) => versionOf(form, index + 1));
  const { page, NextToken } = pageByCount(world, 'ListEvaluationFormVersions', input, versions);
  return { EvaluationFormVersionSummaryList: [...page], NextToken };
}

/**
 * Describes a version. Only the latest version can be changed, and only while it is not active. All others are locked.
 */
function versionOf(form: EvaluationForm, version: number) {
  const isActive = version === form.activeVersion;
  return {
    EvaluationFormId: form.id,
    EvaluationFormArn: form.arn,
    EvaluationFormVersion: version,
    Locked: isActive || version < form.latestVersion,
    Status: isActive ? ('ACTIVE' as const) : ('DRAFT' as const),
    ...authorship(form),
  };
}

function authorship(form: EvaluationForm) {
  return {
    CreatedTime: dateOf(form.createdAt),
    CreatedBy: form.authorArn,
    LastModifiedTime: dateOf(form.modifiedAt),
    LastModifiedBy: form.authorArn,
  };
}
