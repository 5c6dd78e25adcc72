import { expect, test } from '@jest/globals';
import { buildSchema, type GraphQLNamedType, getNamedType, isAbstractType, isObjectType } from 'graphql';
import { operationModel, shape } from '#connect-model';
import { publishedSchema } from '../support/schema-files.js';

/** The reads of attached files and evaluations. */
const reads = [
  ...['GetAttachedFile', 'BatchGetAttachedFileMetadata', 'DescribeContactEvaluation', 'ListContactEvaluations'],
  ...['SearchContactEvaluations', 'DescribeEvaluationForm', 'ListEvaluationForms'],
];

/** What is not in the schema, and why. */
class LeftOut {
  constructor(readonly reason: string) {}
}
const leftOut = (reason: string) => new LeftOut(reason);
/** A structure whose members stand on their own. */
const opened = leftOut('its members are shown, each by itself');
const paged = leftOut("pages go by the gateway's cursors, and one answer has all evaluations of a contact");
const designersOnly = leftOut('how Connect fills in answers by itself is for whoever designs the form');
const onlyValue = leftOut('it has one value');
const aboutReviews = leftOut('who is told of reviews is for whoever designs the form; no operation asks for one');

const file = {
  FileArn: 'ConnectAttachedFile.arn',
  FileId: 'ConnectAttachedFile.id',
  CreationTime: 'ConnectAttachedFile.createdAt',
  FileStatus: 'ConnectAttachedFile.status',
  FileName: 'ConnectAttachedFile.fileName',
  FileSizeInBytes: 'ConnectAttachedFile.sizeInBytes',
  AssociatedResourceArn: 'ConnectAttachedFile.associatedResourceArn',
  FileUseCaseType: 'ConnectAttachedFile.useCase',
  CreatedBy: 'ConnectAttachedFile.createdBy',
  Tags: 'ConnectAttachedFile.tags',
};
const evaluation = {
  EvaluationId: 'ConnectEvaluation.id',
  EvaluationArn: 'ConnectEvaluation.arn',
  Status: 'ConnectEvaluation.status',
  EvaluationType: 'ConnectEvaluation.type',
  CreatedTime: 'ConnectEvaluation.createdAt',
  LastModifiedTime: 'ConnectEvaluation.lastModifiedAt',
};
const acknowledgement = {
  AcknowledgedTime: 'ConnectEvaluationAcknowledgement.acknowledgedAt',
  AcknowledgedBy: 'ConnectEvaluationAcknowledgement.acknowledgedBy',
  AcknowledgerComment: 'ConnectEvaluationAcknowledgement.comment',
};
const participant = {
  ContactParticipantRole: 'ConnectEvaluation.participantRole',
  ContactParticipantId: 'ConnectEvaluation.participantId',
};
const metadata = {
  ContactId: 'ConnectEvaluation.contact',
  EvaluatorArn: 'ConnectEvaluation.evaluator',
  ContactAgentId: 'ConnectEvaluation.user',
  CalibrationSessionId: 'ConnectEvaluation.calibrationSessionId',
  SamplingJobId: 'ConnectEvaluation.samplingJobId',
};
const automation = {
  AutoEvaluationEnabled: 'ConnectEvaluation.autoEvaluationEnabled',
  AutoEvaluationStatus: 'ConnectEvaluation.autoEvaluationStatus',
};
const content = {
  EvaluationFormId: 'ConnectEvaluationForm.id',
  EvaluationFormArn: 'ConnectEvaluationForm.arn',
  EvaluationFormVersion: 'ConnectEvaluationForm.version',
  Title: 'ConnectEvaluationForm.title',
  Description: 'ConnectEvaluationForm.description',
  Items: 'ConnectEvaluationForm.items',
  ScoringStrategy: opened,
  AutoEvaluationConfiguration: opened,
  TargetConfiguration: opened,
  LanguageConfiguration: opened,
  ReviewConfiguration: aboutReviews,
};

/** Where each member of their answers is, by its structure. */
const members: Readonly<Record<string, Readonly<Record<string, string | LeftOut>>>> = {
  GetAttachedFileResponse: { ...file, DownloadUrlMetadata: 'ConnectAttachedFile.download' },
  AttachedFile: file,
  DownloadUrlMetadata: { Url: 'ConnectFileDownload.url', UrlExpiry: 'ConnectFileDownload.expiresAt' },
  CreatedByInfo: {
    ConnectUserArn: 'ConnectUser.id',
    AWSIdentityArn: leftOut("it names an AWS role, most often the gateway's own, which is not for clients"),
  },
  BatchGetAttachedFileMetadataResponse: {
    Files: 'ConnectContact.attachedFiles',
    Errors: leftOut('a file that is missing is left out or null, one that could not be read is an error'),
  },
  AttachedFileError: {
    ErrorCode: leftOut('it decides whether the file is missing; else it is in the message of an error'),
    ErrorMessage: leftOut('what Connect says may name roles'),
    FileId: leftOut('the error stands at the field that asked for the file'),
  },

  DescribeContactEvaluationResponse: {
    Evaluation: 'ConnectInstance.evaluation',
    EvaluationForm: 'ConnectEvaluation.form',
  },
  Evaluation: {
    ...evaluation,
    Metadata: opened,
    Answers: 'ConnectEvaluation.answers',
    Notes: 'ConnectEvaluation.notes',
    Scores: 'ConnectEvaluation.scores',
    Tags: 'ConnectEvaluation.tags',
  },
  EvaluationMetadata: {
    ...metadata,
    Score: 'ConnectEvaluation.score',
    AutoEvaluation: opened,
    Acknowledgement: 'ConnectEvaluation.acknowledgement',
    Review: 'ConnectEvaluation.review',
    ContactParticipant: opened,
  },
  AutoEvaluationDetails: automation,
  EvaluationContactParticipant: participant,
  EvaluationAcknowledgement: acknowledgement,
  EvaluationAcknowledgementSummary: acknowledgement,
  EvaluationScore: {
    Percentage: 'ConnectEvaluationScore.percentage',
    NotApplicable: 'ConnectEvaluationScore.notApplicable',
    AutomaticFail: 'ConnectEvaluationScore.automaticFail',
    AppliedWeight: 'ConnectEvaluationItemScore.appliedWeight',
  },
  EvaluationReviewMetadata: {
    ReviewId: 'ConnectEvaluation.reviewId',
    RequestedTime: 'ConnectEvaluationReview.requestedAt',
    RequestedBy: 'ConnectEvaluationReview.requestedBy',
    CreatedTime: 'ConnectEvaluationReview.createdAt',
    CreatedBy: 'ConnectEvaluationReview.createdBy',
    ReviewRequestComments: 'ConnectEvaluationReview.requestComments',
  },
  EvaluationReviewRequestComment: {
    Comment: 'ConnectEvaluationReviewComment.comment',
    CreatedTime: 'ConnectEvaluationReviewComment.createdAt',
    CreatedBy: 'ConnectEvaluationReviewComment.createdBy',
  },
  EvaluationAnswerOutput: {
    Value: 'ConnectEvaluationAnswer.value',
    SystemSuggestedValue: 'ConnectEvaluationAnswer.systemSuggestedValue',
    SuggestedAnswers: 'ConnectEvaluationAnswer.suggestedAnswers',
  },
  EvaluationAnswerData: {
    StringValue: 'ConnectEvaluationStringAnswer.stringValue',
    StringValues: 'ConnectEvaluationStringsAnswer.stringValues',
    NumericValue: 'ConnectEvaluationNumericAnswer.numericValue',
    DateTimeValue: 'ConnectEvaluationDateTimeAnswer.valueAt',
    NotApplicable: 'ConnectEvaluationNotApplicableAnswer.notApplicable',
  },
  EvaluationSuggestedAnswer: {
    Value: 'ConnectEvaluationSuggestedAnswer.value',
    Status: 'ConnectEvaluationSuggestedAnswer.status',
    Input: opened,
    AnalysisType: 'ConnectEvaluationSuggestedAnswer.analysisType',
    AnalysisDetails: opened,
  },
  EvaluationQuestionInputDetails: { TranscriptType: 'ConnectEvaluationSuggestedAnswer.transcriptType' },
  EvaluationQuestionAnswerAnalysisDetails: { GenAI: opened, ContactLens: opened },
  EvaluationGenAIAnswerAnalysisDetails: {
    Justification: 'ConnectEvaluationSuggestedAnswer.justification',
    PointsOfInterest: 'ConnectEvaluationSuggestedAnswer.pointsOfInterest',
  },
  EvaluationTranscriptPointOfInterest: {
    MillisecondOffsets: opened,
    TranscriptSegment: 'ConnectEvaluationPointOfInterest.transcriptSegment',
  },
  EvaluationSuggestedAnswerTranscriptMillisecondOffsets: {
    BeginOffsetMillis: 'ConnectEvaluationPointOfInterest.beginOffsetMs',
  },
  EvaluationContactLensAnswerAnalysisDetails: {
    MatchedRuleCategories: 'ConnectEvaluationSuggestedAnswer.matchedCategories',
  },
  EvaluationAutomationRuleCategory: {
    Category: 'ConnectEvaluationMatchedCategory.category',
    Condition: 'ConnectEvaluationMatchedCategory.condition',
    PointsOfInterest: 'ConnectEvaluationMatchedCategory.pointsOfInterest',
  },
  EvaluationNote: { Value: 'ConnectEvaluationNote.value' },

  EvaluationFormContent: content,
  EvaluationFormItem: { Section: opened, Question: opened },
  EvaluationFormSection: {
    Title: 'ConnectEvaluationFormSection.title',
    RefId: 'ConnectEvaluationFormSection.refId',
    Instructions: 'ConnectEvaluationFormSection.instructions',
    Items: 'ConnectEvaluationFormSection.items',
    Weight: 'ConnectEvaluationFormSection.weight',
  },
  EvaluationFormQuestion: {
    Title: 'ConnectEvaluationFormQuestion.title',
    Instructions: 'ConnectEvaluationFormQuestion.instructions',
    RefId: 'ConnectEvaluationFormQuestion.refId',
    NotApplicableEnabled: 'ConnectEvaluationFormQuestion.notApplicableAllowed',
    QuestionType: 'ConnectEvaluationFormQuestion.type',
    QuestionTypeProperties: 'ConnectEvaluationFormQuestion.properties',
    Enablement: 'ConnectEvaluationFormQuestion.enablement',
    Weight: 'ConnectEvaluationFormQuestion.weight',
  },
  EvaluationFormQuestionTypeProperties: {
    Numeric: opened,
    SingleSelect: opened,
    MultiSelect: opened,
    Text: designersOnly,
  },
  EvaluationFormNumericQuestionProperties: {
    MinValue: 'ConnectEvaluationNumericProperties.minValue',
    MaxValue: 'ConnectEvaluationNumericProperties.maxValue',
    Options: 'ConnectEvaluationNumericProperties.ranges',
    Automation: designersOnly,
  },
  EvaluationFormNumericQuestionOption: {
    MinValue: 'ConnectEvaluationNumericRange.minValue',
    MaxValue: 'ConnectEvaluationNumericRange.maxValue',
    Score: 'ConnectEvaluationNumericRange.score',
    AutomaticFail: 'ConnectEvaluationNumericRange.automaticFail',
    AutomaticFailConfiguration: opened,
  },
  AutomaticFailConfiguration: { TargetSection: 'ConnectEvaluationOption.failedSectionRefId' },
  EvaluationFormSingleSelectQuestionProperties: {
    Options: 'ConnectEvaluationSelectProperties.options',
    DisplayAs: 'ConnectEvaluationSelectProperties.displayAs',
    Automation: designersOnly,
  },
  EvaluationFormSingleSelectQuestionOption: {
    RefId: 'ConnectEvaluationOption.refId',
    Text: 'ConnectEvaluationOption.text',
    Score: 'ConnectEvaluationOption.score',
    AutomaticFail: 'ConnectEvaluationOption.automaticFail',
    AutomaticFailConfiguration: opened,
  },
  EvaluationFormMultiSelectQuestionProperties: {
    Options: 'ConnectEvaluationSelectProperties.options',
    DisplayAs: 'ConnectEvaluationSelectProperties.displayAs',
    Automation: designersOnly,
  },
  EvaluationFormMultiSelectQuestionOption: {
    RefId: 'ConnectEvaluationOption.refId',
    Text: 'ConnectEvaluationOption.text',
  },
  EvaluationFormItemEnablementConfiguration: {
    Condition: 'ConnectEvaluationEnablement.condition',
    Action: 'ConnectEvaluationEnablement.action',
    DefaultAction: 'ConnectEvaluationEnablement.defaultAction',
  },
  EvaluationFormItemEnablementCondition: {
    Operands: 'ConnectEvaluationCondition.parts',
    Operator: 'ConnectEvaluationCondition.operator',
  },
  EvaluationFormItemEnablementConditionOperand: { Expression: opened, Condition: opened },
  EvaluationFormItemEnablementExpression: {
    Source: opened,
    Values: opened,
    Comparator: 'ConnectEvaluationExpression.comparator',
  },
  EvaluationFormItemEnablementSource: { Type: onlyValue, RefId: 'ConnectEvaluationExpression.questionRefId' },
  EvaluationFormItemEnablementSourceValue: { Type: onlyValue, RefId: 'ConnectEvaluationExpression.optionRefIds' },
  EvaluationFormScoringStrategy: {
    Mode: 'ConnectEvaluationForm.scoringMode',
    Status: 'ConnectEvaluationForm.scoringStatus',
  },
  EvaluationFormAutoEvaluationConfiguration: { Enabled: 'ConnectEvaluationForm.autoEvaluationEnabled' },
  EvaluationFormTargetConfiguration: { ContactInteractionType: 'ConnectEvaluationForm.contactInteractionType' },
  EvaluationFormLanguageConfiguration: { FormLanguage: 'ConnectEvaluationForm.language' },

  ListContactEvaluationsResponse: { EvaluationSummaryList: 'ConnectContact.evaluations', NextToken: paged },
  EvaluationSummary: {
    ...evaluation,
    ...automation,
    EvaluationFormId: 'ConnectEvaluation.formId',
    EvaluationFormTitle: 'ConnectEvaluation.formTitle',
    CalibrationSessionId: metadata.CalibrationSessionId,
    EvaluatorArn: metadata.EvaluatorArn,
    Score: 'ConnectEvaluation.score',
    Acknowledgement: 'ConnectEvaluation.acknowledgement',
    ContactParticipant: opened,
  },
  SearchContactEvaluationsResponse: {
    EvaluationSearchSummaryList: 'ConnectInstance.evaluations',
    NextToken: paged,
    ApproximateTotalCount: 'ConnectEvaluationConnection.totalCount',
  },
  EvaluationSearchSummary: {
    ...evaluation,
    EvaluationFormId: 'ConnectEvaluation.formId',
    EvaluationFormVersion: 'ConnectEvaluation.formVersion',
    EvaluationFormTitle: 'ConnectEvaluation.formTitle',
    Metadata: opened,
    Tags: 'ConnectEvaluation.tags',
  },
  EvaluationSearchMetadata: {
    ...metadata,
    ...automation,
    ...acknowledgement,
    ...participant,
    ScorePercentage: 'ConnectEvaluationScore.percentage',
    ScoreAutomaticFail: 'ConnectEvaluationScore.automaticFail',
    ScoreNotApplicable: 'ConnectEvaluationScore.notApplicable',
    ReviewId: 'ConnectEvaluation.reviewId',
  },

  DescribeEvaluationFormResponse: { EvaluationForm: 'ConnectInstance.evaluationForm' },
  EvaluationForm: {
    ...content,
    Locked: 'ConnectEvaluationForm.locked',
    Status: 'ConnectEvaluationForm.status',
    CreatedTime: 'ConnectEvaluationForm.createdAt',
    CreatedBy: 'ConnectEvaluationForm.createdBy',
    LastModifiedTime: 'ConnectEvaluationForm.lastModifiedAt',
    LastModifiedBy: 'ConnectEvaluationForm.lastModifiedBy',
    Tags: 'ConnectEvaluationForm.tags',
  },
  ListEvaluationFormsResponse: { EvaluationFormSummaryList: 'ConnectInstance.evaluationForms', NextToken: paged },
  EvaluationFormSummary: {
    EvaluationFormId: 'ConnectEvaluationFormSummary.id',
    EvaluationFormArn: 'ConnectEvaluationFormSummary.arn',
    Title: 'ConnectEvaluationFormSummary.title',
    CreatedTime: 'ConnectEvaluationFormSummary.createdAt',
    CreatedBy: 'ConnectEvaluationFormSummary.createdBy',
    LastModifiedTime: 'ConnectEvaluationFormSummary.lastModifiedAt',
    LastModifiedBy: 'ConnectEvaluationFormSummary.lastModifiedBy',
    LastActivatedTime: 'ConnectEvaluationFormSummary.lastActivatedAt',
    LastActivatedBy: 'ConnectEvaluationFormSummary.lastActivatedBy',
    LatestVersion: 'ConnectEvaluationFormSummary.latestVersion',
    ActiveVersion: 'ConnectEvaluationFormSummary.activeVersion',
  },
};

/** Left out as a whole: what stands below need not be named. */
const wholly = [designersOnly, aboutReviews];

/** The structures of the model's answers with the names of their members, but for what is left out as a whole. */
function answered(name: string, found = new Map<string, string[]>()): Map<string, string[]> {
  const type = shape(name);
  if (type.type === 'list') return answered(type.element, found);
  if (type.type === 'map') return answered(type.value, found);
  if (type.type !== 'structure' || found.has(name)) return found;
  found.set(
    name,
    type.members.map((member) => member.name),
  );
  for (const member of type.members) {
    if (!wholly.some((reason) => reason === members[name]?.[member.name])) answered(member.shape, found);
  }
  return found;
}

const schema = buildSchema(publishedSchema('api'));

/** Names of types that a query can reach. */
function reachable(type: GraphQLNamedType | null | undefined, found = new Set<string>()): Set<string> {
  if (!type || found.has(type.name)) return found;
  found.add(type.name);
  if (isAbstractType(type)) for (const member of schema.getPossibleTypes(type)) reachable(member, found);
  if (isObjectType(type))
    for (const field of Object.values(type.getFields())) reachable(getNamedType(field.type), found);
  return found;
}

test('every member of an answer has its place, or is left out for a reason', () => {
  const found = new Map<string, string[]>();
  for (const read of reads) answered(operationModel(read).output ?? '', found);
  const placed = Object.entries(members).map(([name, table]) => [name, Object.keys(table).sort()]);
  const inModel = [...found].map(([name, names]) => [name, [...names].sort()]);
  expect(Object.fromEntries(placed)).toEqual(Object.fromEntries(inModel));
});

test('every place is one that a query can reach', () => {
  const types = reachable(schema.getQueryType());
  const coordinates = Object.values(members).flatMap((table) =>
    Object.values(table).filter((place) => typeof place === 'string'),
  );
  const lost = coordinates.filter((coordinate) => {
    const [typeName = '', fieldName = ''] = coordinate.split('.');
    const type = schema.getType(typeName);
    return !types.has(typeName) || !isObjectType(type) || !(fieldName in type.getFields());
  });
  expect(coordinates.length).toBeGreaterThan(100);
  expect(lost).toEqual([]);
});

test('what is left out says why', () => {
  const reasons = Object.values(members).flatMap((table) =>
    Object.values(table).flatMap((place) => (place instanceof LeftOut ? place.reason : [])),
  );
  expect(reasons.filter((reason) => reason.length < 10)).toEqual([]);
});
