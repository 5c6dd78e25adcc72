import { patternRule, shape } from '#connect-model';

const compiled = new Map<string, RegExp>();

/**
 * The rule that a text breaks, when it does not match a pattern of the service model; null when it matches.
 *
 * Some patterns take time by the square of the text's length: the caller keeps texts away that are far too long.
 */
export function brokenRule(pattern: string, text: string): string | null {
  let expression = compiled.get(pattern);
  if (!expression) {
    expression = compile(pattern);
    compiled.set(pattern, expression);
  }
  return expression.test(text) ? null : patternRule(pattern);
}

/** As brokenRule, by the pattern of a string shape. For texts that the model does not hold to a pattern of their own. */
export function brokenRuleOf(shapeName: string, text: string): string | null {
  return brokenRule(patternOf(shapeName), text);
}

/** The rule in words that a string shape has by its pattern. @throws Error when the shape has none. */
export function ruleOf(shapeName: string): string {
  return patternRule(patternOf(shapeName));
}

function patternOf(shapeName: string): string {
  const found = shape(shapeName);
  if (found.type !== 'string' || found.pattern === undefined) throw new Error(`${shapeName} has no pattern.`);
  return found.pattern;
}

/**
 * Amazon writes patterns for Java and matches them with the whole text (`Pattern.matches`), so that one without `^` and `$`
 * means the same as one with them. Most are valid with JavaScript's `u` flag, some only without. Those of phone numbers are
 * escaped twice in the model; taken to the letter they would match no phone number.
 */
function compile(pattern: string): RegExp {
  const whole = `^(?:${pattern.replaceAll('\\\\', '\\')})$`;
  try {
    return new RegExp(whole, 'u');
  } catch {
    return new RegExp(whole);
  }
}
