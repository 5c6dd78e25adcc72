export { characterCount } from './character-count.js';
export { defaultQuota, type Quota } from './default-quotas.js';
export { patternRule, patternRules } from './pattern-rules.js';
export { type Route, route } from './router.js';
export {
  type BooleanShape,
  type ErrorModel,
  type ListShape,
  type MapShape,
  type Member,
  type NumberShape,
  type OperationModel,
  operationModel,
  type ServiceModel,
  type Shape,
  type StringShape,
  type StructureShape,
  serviceModel,
  shape,
  structure,
  type TimestampShape,
  wireName,
} from './service-model.js';
