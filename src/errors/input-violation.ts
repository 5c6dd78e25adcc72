import { Field, ObjectType } from 'type-graphql';

@ObjectType({ description: 'Constraint that an input breaks.' })
export class ConnectInputViolation {
  @Field(() => [String], { description: 'Path to the value below `input`. Each item is a field name or a list index.' })
  readonly path: readonly string[];

  @Field({ description: 'Broken constraint, with its limit.' })
  readonly message: string;

  constructor(path: readonly string[], message: string) {
    this.path = path;
    this.message = message;
  }
}

/** Maximum number of violations in one error, apart from the last entry with the number of the rest. */
const mostViolations = 100;

/** Returns the first violation of each path. Violations beyond `mostViolations` are only counted, in one last entry. */
export function firstOfEachPath(violations: readonly ConnectInputViolation[]): ConnectInputViolation[] {
  const byPath = new Map<string, ConnectInputViolation>();
  for (const [index, violation] of violations.entries()) {
    if (byPath.size === mostViolations) {
      const message = `has ${violations.length - index} further problems, which are not listed.`;
      return [...byPath.values(), new ConnectInputViolation([], message)];
    }
    const path = JSON.stringify(violation.path);
    if (!byPath.has(path)) byPath.set(path, violation);
  }
  return [...byPath.values()];
}

/** Maximum length of the listed violations in a message, in characters. The first violation is always listed. */
const longestList = 300;

/** Returns the message of an error that lists violations. */
export function invalidInput(violations: readonly ConnectInputViolation[]): string {
  let text = 'Invalid input.';
  for (const [index, { path, message }] of violations.entries()) {
    const next = ` ${path.join('.') || 'input'}: ${message}`;
    if (index > 0 && text.length + next.length > longestList) return `${text} See \`violations\` for all.`;
    text += next;
  }
  return text;
}
