import type {
  EvaluationSearchCriteria,
  SearchContactEvaluationsCommandInput,
  SearchContactEvaluationsCommandOutput,
} from '@aws-sdk/client-connect';
import type { EvaluationForm } from '../../world/evaluations/evaluation-forms.js';
import type { Evaluation } from '../../world/evaluations/evaluations.js';
import type { World } from '../../world/world.js';
import { pageOf } from '../paging.js';
import { invalidRequest } from '../refusal.js';
import { instanceStateOf } from '../resolve.js';
import { numberTest, timeTest } from '../search/conditions.js';
import { type Fields, type Predicate, predicateOf } from '../search/criteria.js';
import { passesAttributeFilter } from '../search/tag-filter.js';
import { finalScores, searchedEvaluation, statusOf } from './output.js';
import { formOf } from './resolve.js';

interface Row {
  readonly id: string;
  readonly evaluation: Evaluation;
  readonly form: EvaluationForm;
}

/** The searchable fields are undocumented. Assumption: the members of EvaluationSearchSummary, ignoring case. */
const texts: Fields<Row> = {
  evaluationid: ({ id }) => id,
  evaluationformid: ({ form }) => form.id,
  evaluationformtitle: ({ form }) => form.title,
  contactid: ({ evaluation }) => evaluation.contactId,
  contactagentid: ({ evaluation }) => evaluation.agentId,
  evaluatorarn: ({ evaluation }) => evaluation.evaluatorArn,
  status: ({ evaluation }) => statusOf(evaluation),
  evaluationtype: () => 'STANDARD',
};
const numbers: Readonly<Record<string, (row: Row) => number | undefined>> = {
  evaluationformversion: ({ evaluation }) => evaluation.formVersion,
  scorepercentage: ({ evaluation, form }) => finalScores(evaluation, form)?.overall.Percentage,
};
const flags: Readonly<Record<string, (row: Row) => boolean | undefined>> = {
  scoreautomaticfail: ({ evaluation, form }) => finalScores(evaluation, form)?.overall.AutomaticFail,
  scorenotapplicable: ({ evaluation, form }) => finalScores(evaluation, form)?.overall.NotApplicable,
  autoevaluationenabled: ({ evaluation }) => evaluation.isAutomated,
};
const times: Readonly<Record<string, (row: Row) => number | undefined>> = {
  createdtime: ({ evaluation }) => evaluation.createdAt,
  lastmodifiedtime: ({ evaluation }) => evaluation.modifiedAt,
};

/**
 * Searches evaluations. "A Search operation, unlike a List operation, takes time to index changes", so the search
 * returns the state as of `searchLagMs` ago (default 0).
 */
export function searchContactEvaluations(
  input: SearchContactEvaluationsCommandInput,
  world: World,
): Omit<SearchContactEvaluationsCommandOutput, '$metadata'> {
  const state = instanceStateOf(world, input.InstanceId);
  const matches = predicateOf<Row, EvaluationSearchCriteria>(input.SearchCriteria, texts, leaf, world);
  const found = state.evaluations
    .asOf(world.now - world.assumptions.searchLagMs)
    .map((evaluation): Row => ({ id: evaluation.id, evaluation, form: formOf(state, evaluation) }))
    .filter(matches)
    .filter(({ evaluation }) => passesAttributeFilter(input.SearchFilter?.AttributeFilter, evaluation.tags));
  const { page, NextToken } = pageOf(world, 'SearchContactEvaluations', input, found);
  return {
    EvaluationSearchSummaryList: page.map(({ evaluation, form }) => searchedEvaluation(evaluation, form)),
    NextToken,
    ApproximateTotalCount: found.length,
  };
}

function leaf(criteria: EvaluationSearchCriteria): Predicate<Row>[] {
  const { NumberCondition, DecimalCondition, DateTimeCondition, BooleanCondition } = criteria;
  const predicates: Predicate<Row>[] = [];
  for (const condition of [NumberCondition, DecimalCondition]) {
    if (!condition) continue;
    const [value, test] = [fieldOf(numbers, condition.FieldName), numberTest(condition)];
    predicates.push((row) => test(value(row)));
  }
  if (DateTimeCondition) {
    const [value, test] = [fieldOf(times, DateTimeCondition.FieldName), timeTest(DateTimeCondition)];
    predicates.push((row) => test(value(row)));
  }
  if (BooleanCondition) {
    const value = fieldOf(flags, BooleanCondition.FieldName);
    const wanted = BooleanCondition.ComparisonType !== 'IS_FALSE';
    predicates.push((row) => value(row) === wanted);
  }
  return predicates;
}

/**
 * Finds a searchable field by name.
 * @throws ConnectException InvalidRequestException for an unknown field.
 */
function fieldOf<T>(fields: Readonly<Record<string, (row: Row) => T>>, name = ''): (row: Row) => T {
  const field = Object.hasOwn(fields, name.toLowerCase()) ? fields[name.toLowerCase()] : undefined;
  if (!field) throw invalidRequest();
  return field;
}
