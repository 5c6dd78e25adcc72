import { describe, expect, test } from '@jest/globals';
// First of all: the decorators of the errors record types through it.
import 'reflect-metadata';
import { operationModel, patternRule, patternRules, serviceModel, shape } from '#connect-model';
import { declaredOperations } from '../../src/connect/calls/operation.js';
// Loaded for the declarations of all operations.
import '../../src/schema.js';

/** The patterns that the model holds an operation's input to, each with a shape that has it. */
function patternsOf(operation: string): Map<string, string> {
  const found = new Map<string, string>();
  const seen = new Set<string>();
  const visit = (name: string): void => {
    if (seen.has(name)) return;
    seen.add(name);
    const type = shape(name);
    if (type.type === 'string' && type.pattern !== undefined) found.set(type.pattern, name);
    if (type.type === 'structure') for (const member of type.members) visit(member.shape);
    if (type.type === 'list') visit(type.element);
    if (type.type === 'map') [type.key, type.value].forEach(visit);
  };
  visit(operationModel(operation).input);
  return found;
}

const operations = Object.keys(serviceModel.operations);
const used = new Map(operations.flatMap((operation) => [...patternsOf(operation)]));

describe('the patterns of the service model', () => {
  test('that an operation of the gateway or of the emulator holds an input to have a rule in words', () => {
    expect([...declaredOperations().keys()].filter((operation) => !operations.includes(operation))).toEqual([]);
    const without = [...used].filter(([pattern]) => !patternRules.has(pattern)).map(([, name]) => name);
    expect(without).toEqual([]);
    expect(used.size).toBeGreaterThan(12);
  });

  test('have no rule left that no input has any more', () => {
    expect([...patternRules.keys()].filter((pattern) => !used.has(pattern))).toEqual([]);
  });

  test('have rules of their own, each a sentence behind the name of a field, and none a regular expression', () => {
    const sentences = [...patternRules.values()];
    expect(new Set(sentences).size).toBe(sentences.length);
    for (const sentence of sentences) {
      expect(sentence).toMatch(/^(must|may) [^\n]{10,}\.$/);
      expect(sentence).not.toMatch(/[\\^$[\]{}|]|\(\?|\)[*+?]/);
    }
  });

  test('without a rule are a mistake that is named', () => {
    expect(() => patternRule('^x$')).toThrow('The pattern ^x$ has no rule in words.');
  });
});
