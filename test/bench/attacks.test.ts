import { gunzipSync } from 'node:zlib';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { type GraphQLSchema, parse, validate } from 'graphql';
import { type Attack, attacks, limits, requestOf } from '../../bench/lib/attacks.mjs';
import { gatewayGraph } from '../../src/schema.js';
import { documentLimits } from '../../src/server/guards/document-limits.js';

let schema: GraphQLSchema;
beforeAll(async () => {
  ({ schema } = await gatewayGraph('scopes'));
});

const kinds = [...new Set(attacks.map(({ kind }) => kind))];
const named = (some: readonly Attack[]) => some.map((attack) => [`${attack.kind}: ${attack.name}`, attack] as const);
const withRequest = attacks.filter(({ document, json, request }) => document ?? json ?? request);
const withDocument = attacks.filter(({ document }) => document);

function isValid(query: string): boolean {
  try {
    const document = parse(query, { maxTokens: documentLimits.tokens, noLocation: true });
    return validate(schema, document, undefined, { maxErrors: 1 }).length === 0;
  } catch {
    return false;
  }
}

describe('the attacks of the benchmark', () => {
  test('have names of their own', () => {
    expect(new Set(attacks.map(({ name }) => name)).size).toBe(attacks.length);
  });

  test.each(kinds)('of the class %s are at least three beside those that were reported', (kind) => {
    expect(attacks.filter((attack) => attack.kind === kind && !attack.reported).length).toBeGreaterThanOrEqual(3);
  });

  test.each(named(withDocument.filter(({ valid }) => valid !== null)))(
    'have a document that validation judges as they say: %s',
    (_, { document, valid }) => {
      expect(isValid(document?.().query ?? '')).toBe(valid);
    },
  );

  test.each(named(withRequest))('are no larger than a body may be: %s', (name, attack) => {
    const { body, headers } = requestOf(attack, 'u1');
    const unpacked = body && headers['content-encoding'] === 'gzip' ? gunzipSync(body) : body;
    const isBomb = name === 'large inputs: gzip of 100 MB';
    expect((unpacked?.length ?? 0) > limits.bodyBytes).toBe(isBomb);
  });

  test.each(named(withDocument))('are another document each time, and the same for the same text: %s', (_, attack) => {
    const body = (unique: string) => requestOf(attack, unique).body?.toString('latin1');
    const bodies = ['u1', 'u1', 'u2'].map(body);
    expect(bodies.map((one) => one === bodies[0])).toEqual([true, true, false]);
  });

  test.each(['cost counting', 'error locations', 'validation', 'reflection', 'response size'])(
    'of the class %s are at least three with documents that are small enough to be served',
    (kind) => {
      const served = withDocument.filter(
        (attack) => attack.kind === kind && Buffer.byteLength(attack.document?.().query ?? '') < limits.documentBytes,
      );
      expect(served.length).toBeGreaterThanOrEqual(3);
    },
  );

  test('that fill a document come within a hundred bytes of its limit', () => {
    const sizes = withDocument.map((attack) => Buffer.byteLength(attack.document?.().query ?? ''));
    const near = sizes.filter((size) => size < limits.documentBytes && size > limits.documentBytes - 100);
    expect(near.length).toBeGreaterThanOrEqual(10);
  });
});
