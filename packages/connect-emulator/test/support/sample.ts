import { operationModel, type Shape, type StringShape, shape, structure } from 'connect-model';

/** Options for sample values. */
export interface SampleOptions {
  /** The members of a structure to set: the required ones, or all. */
  readonly members: 'required' | 'all';
  /** Varies the values and the selected members of unions. */
  readonly seed: number;
}

/** Maximum depth of nested structures, because some shapes are recursive. */
const MAX_DEPTH = 6;

/** Texts for patterns that a repeated `x` does not match. The sampler checks that they still match. */
const TEXTS: Readonly<Record<string, string>> = {
  AwsRegion: 'us-east-1',
  CurrentMetricId: '11111111-2222-3333-4444-555555555555',
  DateTimeFormat: '2026-01-05T10:00:00.000Z',
  EmailAddress: 'a@example.com',
  FlowContentSha256: 'a'.repeat(64),
  FlowModuleContentSha256: 'a'.repeat(64),
  HoursOfOperationOverrideYearMonthDayDateFormat: '2026-01-05',
  InstanceIdOrArn: 'arn:aws:connect:us-east-1:111122223333:instance/11111111-2222-3333-4444-555555555555',
  PhoneNumber: '+15555550100',
  PhoneNumberPrefix: '+1555',
  ReferenceArn: 'arn:aws:connect:us-east-1:111122223333:x',
  RegionName: 'us-east-1',
  SensitivePhoneNumber: '+15555550100',
  TrafficDistributionGroupId: '11111111-2222-3333-4444-555555555555',
  ViewContentSha256: 'a',
};
/** Characters that must be escaped in paths, queries or JSON. */
const AWKWARD = ['arn:aws:connect:x/y', 'a b+c', 'ü€😀', '"quoted" & \\', '100%', 'a?b#c'];

/** Creates a valid input from the model. */
export function sampleInput(operation: string, options: SampleOptions): Record<string, unknown> {
  return sampleStructure(operationModel(operation).input, options, 0);
}

/** Creates an output with all members of the model. */
export function sampleOutput(operation: string, seed: number): Record<string, unknown> {
  const { output } = operationModel(operation);
  return output === null ? {} : sampleStructure(output, { members: 'all', seed }, 0);
}

function sampleStructure(name: string, options: SampleOptions, depth: number): Record<string, unknown> {
  const { members, union } = structure(name);
  // Some unions contain themselves. The selected member depends on the depth, so the recursion ends.
  const arm = members[(depth < MAX_DEPTH ? options.seed : depth) % members.length];
  const chosen = union && arm ? [arm] : members.filter((member) => member.required || options.members === 'all');
  const entries = chosen
    .filter((member) => depth < MAX_DEPTH || union || member.required)
    .map((member) => [member.name, sample(member.shape, options, depth + 1)] as const);
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined));
}

function sample(name: string, options: SampleOptions, depth: number): unknown {
  const type = shape(name);
  const size = Math.max(1, 'min' in type ? (type.min ?? 0) : 0);
  switch (type.type) {
    case 'structure':
      return sampleStructure(name, options, depth);
    case 'list':
      return Array.from({ length: size }, (_, index) =>
        sample(type.element, { ...options, seed: options.seed + index }, depth + 1),
      );
    case 'map':
      return { [sampleText(type.key, options.seed)]: sample(type.value, options, depth + 1) };
    case 'string':
      return sampleText(name, options.seed);
    case 'timestamp':
      return new Date(1_767_607_200_000 + options.seed * 123);
    case 'boolean':
      return options.seed % 2 === 0;
    default:
      return sampleNumber(type);
  }
}

function sampleNumber(type: Shape & { readonly min?: number; readonly max?: number }): number {
  const whole = Math.min(Math.max(7, type.min ?? 7), type.max ?? 7);
  return type.type === 'integer' || type.type === 'long' ? whole : Math.min(whole + 0.25, type.max ?? Infinity);
}

function sampleText(name: string, seed: number): string {
  const type = shape(name) as StringShape;
  const enumerated = type.enum?.[seed % type.enum.length];
  if (enumerated !== undefined) return enumerated;
  const { min = 0, max = Infinity, pattern } = type;
  const special = AWKWARD[seed % AWKWARD.length] ?? '';
  const text = TEXTS[name] ?? (pattern ? 'x' : special).padEnd(min, 'x');
  const length = [...text].length;
  if (length < min || length > max) return 'x'.repeat(Math.max(min, 1));
  return text;
}
