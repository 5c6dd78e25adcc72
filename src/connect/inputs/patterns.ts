import { patternRule, shape } from '#connect-model';

const compiled = new Map<string, RegExp>();

/**
 * Returns the rule that a text breaks, in words, if it does not match a pattern of the service model; otherwise null.
 *
 * Some patterns take quadratic time, so the calling code must not pass texts that are far too long.
 */
export function brokenRule(pattern: string, text: string): string | null {
  let expression = compiled.get(pattern);
  if (!expression) {
    expression = compile(pattern);
    compiled.set(pattern, expression);
  }
  return expression.test(text) ? null : patternRule(pattern);
}

/** Like `brokenRule`, with the pattern of another string shape, for texts whose own shape has no pattern. */
export function brokenRuleOf(shapeName: string, text: string): string | null {
  return brokenRule(patternOf(shapeName), text);
}

/** Returns the rule of a string shape's pattern, in words. @throws Error when the shape has no pattern. */
export function ruleOf(shapeName: string): string {
  return patternRule(patternOf(shapeName));
}

function patternOf(shapeName: string): string {
  const found = shape(shapeName);
  if (found.type !== 'string' || found.pattern === undefined) throw new Error(`${shapeName} has no pattern.`);
  return found.pattern;
}

/**
 * Compiles a pattern of the service model. Amazon's patterns are for Java's `Pattern.matches` and always match the
 * whole text. Most are valid with JavaScript's `u` flag, some only without. The patterns of phone numbers are escaped
 * twice in the model. Without the replacement of double backslashes, they would match no phone number.
 */
function compile(pattern: string): RegExp {
  const whole = `^(?:${pattern.replaceAll('\\\\', '\\')})$`;
  try {
    return new RegExp(whole, 'u');
  } catch {
    return new RegExp(whole);
  }
}
