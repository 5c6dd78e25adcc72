// First of all: the decorators of the errors record types through it.
import 'reflect-metadata';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { operationModel, patternRule, type Shape, serviceModel, shape, structure } from '#connect-model';
import { sampleInput } from '../../../packages/connect-emulator/test/support/sample.js';
import { checkInput } from '../../../src/connect/inputs/constraints.js';

type Values = Record<string, unknown>;

/** A place in an operation's input where the model constrains something. */
interface Site {
  readonly operation: string;
  /** As a violation names it. */
  readonly path: readonly string[];
  readonly shapeName: string;
  /** A valid value that stands there in the sample. */
  readonly value: unknown;
  /** A valid input but for this one place; without it when the value is undefined. */
  readonly inputWith: (value: unknown) => Values;
}

const operations = Object.keys(serviceModel.operations);
/** Enough that every arm of every union has its turn. */
const seeds = Array.from({ length: 24 }, (_, seed) => seed);
const lowerFirst = (name: string) => name.charAt(0).toLowerCase() + name.slice(1);

/** Every place in a sample of the operation's input, each with a way to put another value there. */
function sitesOf(operation: string, seed: number): Site[] {
  const sites: Site[] = [];
  const root = sampleInput(operation, { members: 'all', seed });
  const visit = (shapeName: string, value: unknown, path: string[], inputWith: Site['inputWith']): void => {
    sites.push({ operation, path, shapeName, value, inputWith });
    const type = shape(shapeName);
    if (type.type === 'structure') visitMembers(shapeName, value as Values, path, inputWith);
    if (type.type === 'list') {
      const items = value as unknown[];
      const withItem = (item: unknown) => inputWith([item, ...items.slice(1)]);
      if (items.length > 0) visit(type.element, items[0], [...path, '0'], withItem);
    }
    if (type.type === 'map') {
      const [[key = '', item] = []] = Object.entries(value as Values);
      visit(type.value, item, [...path, key], (other) => inputWith({ [key]: other }));
    }
  };
  const visitMembers = (shapeName: string, values: Values, path: string[], inputWith: Site['inputWith']): void => {
    for (const member of structure(shapeName).members) {
      // The session looks at tokens.
      if (values[member.name] === undefined || (path.length === 0 && member.idempotencyToken)) continue;
      const withMember = (value: unknown) => inputWith({ ...values, [member.name]: value });
      visit(member.shape, values[member.name], [...path, lowerFirst(member.name)], withMember);
    }
  };
  visitMembers(operationModel(operation).input, root, [], (values) => values as Values);
  return sites;
}

/** The places of all operations, each path once. */
const allSites: readonly Site[] = operations.flatMap((operation) => {
  const byPath = new Map<string, Site>();
  for (const site of seeds.flatMap((seed) => sitesOf(operation, seed))) {
    const path = site.path.join('.');
    if (!byPath.has(path)) byPath.set(path, site);
  }
  return [...byPath.values()];
});

function sitesWhere(is: (type: Shape) => boolean): { site: Site; type: Shape }[] {
  return allSites.flatMap((site) => {
    const type = shape(site.shapeName);
    return is(type) ? [{ site, type }] : [];
  });
}

const uuid = '10000000-0000-4000-8000-000000000001';
const isString = (type: Shape) => type.type === 'string';
const isNumber = (type: Shape) => ['integer', 'long', 'double', 'float'].includes(type.type);
const bounded = (type: Shape) => 'min' in type || 'max' in type;

/** What is wrong at one place when another value stands there; it must not be anything else. */
function messagesAt(site: Site, value: unknown): string[] {
  return checkInput(site.operation, site.inputWith(value)).map(({ path, message }) => {
    if (path.join('.') !== site.path.join('.')) throw new Error(`${site.operation}: ${path.join('.')} ${message}`);
    return message;
  });
}

const label = ({ operation, path }: Site) => `${operation} ${path.join('.')}`;
/** Places at which a value was judged otherwise than expected. */
function misjudged<Kind>(
  sites: readonly { site: Site; type: Kind }[],
  judge: (site: Site, type: Kind) => boolean,
): string[] {
  return sites.filter(({ site, type }) => !judge(site, type)).map(({ site }) => label(site));
}
const passes = (site: Site, value: unknown) => messagesAt(site, value).length === 0;
const fails = (site: Site, value: unknown, message: string) => {
  return messagesAt(site, value).some((text) => text.startsWith(message));
};

/** The model's patterns, read for themselves: the whole text must match, and those of phone numbers are escaped twice. */
function patternOf(source: string): RegExp {
  const whole = `^(?:${source.split('\\\\').join('\\')})$`;
  try {
    return new RegExp(whole, 'u');
  } catch {
    return new RegExp(whole);
  }
}

/** Texts that a pattern accepts, but for what it forbids ahead, which fast-check does not know. */
function textMatching(pattern: RegExp, maxLength: number): fc.Arbitrary<string> {
  return fc.stringMatching(new RegExp(pattern.source.replace(/\(\?![^)]*\)/g, ''), pattern.flags), { maxLength });
}

/** Texts by length and pattern: many places have the same shape. */
const texts = new Map<string, string | undefined>();

/** A text of a length that a pattern accepts; undefined where the pattern has no such text of one repeated character. */
function textOf(length: number, pattern: string | undefined): string | undefined {
  const key = `${length} ${pattern}`;
  if (!texts.has(key)) {
    const repeated = ['x', 'a', '1', '😀'].map((character) => character.repeat(length));
    const expression = pattern === undefined ? null : patternOf(pattern);
    texts.set(key, expression ? repeated.find((text) => expression.test(text)) : repeated.at(-1));
  }
  return texts.get(key);
}

test('the places that are tried hold every constrained shape of every input', () => {
  const reachable = new Set<string>();
  const visit = (name: string): void => {
    if (reachable.has(name)) return;
    reachable.add(name);
    const type = shape(name);
    if (type.type === 'structure') for (const member of type.members) if (!member.idempotencyToken) visit(member.shape);
    if (type.type === 'list') visit(type.element);
    if (type.type === 'map') visit(type.value);
  };
  for (const operation of operations) visit(operationModel(operation).input);
  const tried = new Set(allSites.map(({ shapeName }) => shapeName));
  const inputs = new Set(operations.map((operation) => operationModel(operation).input));
  const left = [...reachable].filter((name) => !tried.has(name) && !inputs.has(name));
  // The agents that a routing criterion names: an expression within an expression, deeper than samples go.
  expect(left).toEqual(['AgentsCriteria', 'AgentIds', 'AgentId']);
  expect(allSites.length).toBeGreaterThan(2_000);
});

test('an input that keeps to the model has no violation', () => {
  const someInput = fc
    .tuple(fc.constantFrom(...operations), fc.constantFrom('required' as const, 'all' as const), fc.nat(1_000))
    .map(([operation, members, seed]) => ({ operation, input: sampleInput(operation, { members, seed }) }));
  fc.assert(
    fc.property(someInput, ({ operation, input }) => {
      expect(checkInput(operation, input)).toEqual([]);
    }),
    { numRuns: 500 },
  );
});

describe('a required member', () => {
  const required = allSites.filter(({ operation, path }) => isRequired(operation, path));

  test.each(['undefined', 'null'])('that is %s is missing', (what) => {
    const nothing = what === 'null' ? null : undefined;
    expect(required.length).toBeGreaterThan(250);
    const wrong = required.filter((site) => {
      return messagesAt(site, nothing).join() !== 'must be given.';
    });
    expect(wrong.map(label)).toEqual([]);
  });

  function isRequired(operation: string, path: readonly string[]): boolean {
    if (path.length !== 1) return false;
    const member = structure(operationModel(operation).input).members.find(({ name }) => lowerFirst(name) === path[0]);
    return member?.required === true;
  }
});

describe('a string', () => {
  const strings = sitesWhere((type) => isString(type) && bounded(type));
  const enums = sitesWhere((type) => type.type === 'string' && type.enum !== undefined);
  const patterned = sitesWhere((type) => type.type === 'string' && type.pattern !== undefined);

  test('of the least or the greatest length, counted in characters, is accepted', () => {
    const wrong = strings.flatMap(({ site, type }) => {
      if (type.type !== 'string' || type.enum) return [];
      const { min, max, pattern } = type;
      const lengths = [min, min === undefined ? undefined : min + 1, max === undefined ? undefined : max - 1, max];
      return lengths
        .filter((length) => length !== undefined && length <= (max ?? Infinity) && length >= (min ?? 0))
        .map((length) => textOf(length ?? 0, pattern))
        .filter((text) => text !== undefined && !passes(site, text))
        .map((text) => `${label(site)} ${text?.length}`);
    });
    expect(wrong).toEqual([]);
  });

  test('one character too short or too long is refused, with the limit', () => {
    const wrong = strings.flatMap(({ site, type }) => {
      if (type.type !== 'string') return [];
      const { min = 0, max } = type;
      const tooShort = min > 0 && !fails(site, 'x'.repeat(min - 1), `must have at least ${min} characters`);
      const tooLong =
        max !== undefined && !fails(site, '😀'.repeat(max + 1), `must have at most ${max} characters, not ${max + 1}.`);
      return tooShort || tooLong ? [label(site)] : [];
    });
    expect(wrong).toEqual([]);
  });

  test('of any length is judged by its length alone where no more is asked', () => {
    const free = strings.filter(({ type }) => type.type === 'string' && !type.enum && !type.pattern);
    fc.assert(
      fc.property(fc.constantFrom(...free), fc.string({ unit: 'grapheme-composite', maxLength: 300 }), (one, text) => {
        const { min = 0, max = Infinity } = one.type as { min?: number; max?: number };
        const length = [...text].length;
        expect(messagesAt(one.site, text)).toHaveLength(length >= min && length <= max ? 0 : 1);
      }),
      { numRuns: 1_000 },
    );
  });

  test('of an enum must be one of its values', () => {
    const wrong = misjudged(enums, (site, type) => {
      const values = type.type === 'string' ? (type.enum ?? []) : [];
      const known = values.every((value) => passes(site, value));
      return known && fails(site, `${values[0]}x`, 'must be one of ') && fails(site, 'unknown', 'must be one of ');
    });
    expect(wrong).toEqual([]);
  });

  test('is held against its pattern', () => {
    const patterns = [...new Map(patterned.map((one) => [one.site.shapeName, one])).values()];
    for (const { site, type } of patterns) {
      const { pattern = '', min = 0, max = 500 } = type as { pattern?: string; min?: number; max?: number };
      const expression = patternOf(pattern);
      const fitting = textMatching(expression, Math.min(max, 200)).map((text) =>
        text.length < min ? text.repeat(Math.ceil(min / Math.max(1, text.length))) : text,
      );
      const length = { minLength: min, maxLength: min + 40 };
      const more = fc.string({ maxLength: 5 });
      const any = fc.oneof(
        fc.string(length),
        fc.string({ unit: 'binary', ...length }),
        fitting,
        fc.tuple(more, fitting, more).map((parts) => parts.join('')),
      );
      fc.assert(
        fc.property(any, (text) => {
          const length = [...text].length;
          fc.pre(length >= min && length <= max);
          expect(messagesAt(site, text)).toEqual(expression.test(text) ? [] : [patternRule(pattern)]);
        }),
        { numRuns: 50 },
      );
    }
    expect(patterns.length).toBeGreaterThan(15);
  });

  test.each([
    {
      path: 'destinationPhoneNumber',
      of: 'StartOutboundVoiceContact',
      rule: 'an E.164 phone number',
      good: '+14155550123',
      bad: ['tel:+15555550100', 'sip:+15555550100', 'Pat +15555550100', '0015555550100 +15555550100', '+1555 555'],
    },
    {
      path: 'sourcePhoneNumber',
      of: 'StartOutboundVoiceContact',
      rule: 'an E.164 phone number',
      good: '+15',
      bad: ['+15555550100;ext=1', '+15\n', ' +15', '15'],
    },
    {
      path: 'fromEmailAddress.emailAddress',
      of: 'StartEmailContact',
      rule: 'one email address',
      good: 'pat@example.com',
      bad: ['Pat Doe <pat@example.com>', 'pat@example.com; kim@example.com', 'a@b@c.d', ' a@b.c', 'a@b.c\n'],
    },
    {
      path: 'searchCriteria.activeRegions.0',
      of: 'SearchContacts',
      rule: 'an AWS Region',
      good: 'us-gov-west-1',
      bad: ['us-east-1a', 'Region us-east-1', 'us-east-1,eu-west-1'],
    },
    {
      path: 'currentMetrics.0.metricId',
      of: 'GetCurrentMetricData',
      rule: 'the id of a metric',
      good: uuid,
      bad: [`${uuid}x`, 'x arn:aws:connect:us-east-1:aws:metric/A'],
    },
    {
      path: 'phoneNumberPrefix',
      of: 'ListPhoneNumbersV2',
      rule: 'the beginning of a phone number',
      good: '+1',
      bad: ['+1555x', 'tel:1555', '123456789012'],
    },
    {
      path: 'references.100%.arn',
      of: 'CreateContact',
      rule: 'letters (A-Z, a-z), digits, hyphens, colons and slashes',
      good: 'a'.repeat(20),
      bad: [`${'a'.repeat(20)} b`, `${'a'.repeat(20)}_`],
    },
  ])('as $path of $of must be $rule as a whole, not only hold one', ({ path, of, rule, good, bad }) => {
    const site = allSites.find((one) => one.operation === of && one.path.join('.') === path);
    if (!site) throw new Error(`${of} has no ${path}.`);
    expect(messagesAt(site, good)).toEqual([]);
    for (const text of bad) expect([text, messagesAt(site, text)]).toEqual([text, [expect.stringContaining(rule)]]);
  });

  test('must be text', () => {
    const some = sitesWhere(isString);
    expect(misjudged(some, (site) => fails(site, 7, 'must be a string.'))).toEqual([]);
  });
});

test('every pattern of the model compiles, and none refuses everything', () => {
  for (const [name, type] of Object.entries(serviceModel.shapes)) {
    if (type.type !== 'string' || type.pattern === undefined) continue;
    const expression = patternOf(type.pattern);
    const [text = ''] = fc.sample(textMatching(expression, 200), { numRuns: 1, seed: 1 });
    expect([name, expression.test(text)]).toEqual([name, true]);
  }
});

describe('a number', () => {
  const numbers = sitesWhere((type) => isNumber(type) && bounded(type));

  test('at or just inside a bound is accepted, and just outside refused with the bound', () => {
    expect(numbers.length).toBeGreaterThan(20);
    const wrong = misjudged(numbers, (site, type) => {
      const { min, max } = type as { min?: number; max?: number };
      // Beyond these, JavaScript's numbers have gaps.
      const top = max !== undefined && max <= Number.MAX_SAFE_INTEGER ? max : undefined;
      const low = min === undefined || (passes(site, min) && fails(site, min - 1, `must be at least ${min}, `));
      const high = top === undefined || (passes(site, top) && fails(site, top + 1, `must be at most ${top}, `));
      const inside = [min === undefined ? top : min + 1, top === undefined ? min : top - 1];
      const within = inside.filter((value) => value !== undefined && value >= (min ?? -Infinity));
      return (
        low && high && within.every((value) => value === undefined || value > (top ?? Infinity) || passes(site, value))
      );
    });
    expect(wrong).toEqual([]);
  });

  test('must be whole where the model has an integer, and finite everywhere', () => {
    const all = sitesWhere(isNumber);
    const wrong = misjudged(all, (site, type) => {
      const whole = type.type === 'integer' || type.type === 'long';
      const between = Number(site.value) + 0.5;
      const fraction = whole ? fails(site, between, 'must be a whole number.') : passes(site, Number(site.value));
      const finite = [Number.NaN, Infinity, -Infinity].every((value) => fails(site, value, 'must be a number.'));
      return fraction && finite && fails(site, '7', 'must be a number.');
    });
    expect(wrong).toEqual([]);
  });
});

describe('a list', () => {
  const lists = sitesWhere((type) => type.type === 'list');

  test('of the fewest or the most items is accepted, and one fewer or more refused with the limit', () => {
    const limited = lists.filter(({ type }) => bounded(type));
    expect(limited.length).toBeGreaterThan(50);
    const wrong = misjudged(limited, (site, type) => {
      const { min = 0, max } = type as { min?: number; max?: number };
      const [item] = site.value as unknown[];
      const of = (size: number) => Array.from({ length: size }, () => item);
      const fewest =
        passes(site, of(min)) && (min === 0 || fails(site, of(min - 1), `must have at least ${min} items`));
      const most =
        max === undefined || (passes(site, of(max)) && fails(site, of(max + 1), `must have at most ${max} items, `));
      return fewest && most;
    });
    expect(wrong).toEqual([]);
  });

  test('must be a list', () => {
    expect(misjudged(lists, (site) => fails(site, 'text', 'must be a list.'))).toEqual([]);
  });

  test('has its items judged one by one, each under its number', () => {
    const ofStrings = lists.filter(({ type }) => type.type === 'list' && shape(type.element).type === 'string');
    const wrong = ofStrings.filter(({ site, type }) => {
      const { max = 3 } = type as { max?: number };
      const [item] = site.value as unknown[];
      if (max < 2) return false;
      const violations = checkInput(site.operation, site.inputWith([item, 7]));
      return (
        violations.map(({ path, message }) => `${path.join('.')} ${message}`).join() !==
        `${site.path.join('.')}.1 must be a string.`
      );
    });
    expect(wrong.map(({ site }) => label(site))).toEqual([]);
  });
});

describe('a map', () => {
  const maps = sitesWhere((type) => type.type === 'map');

  test('of the fewest or the most entries is accepted, and one fewer or more refused with the limit', () => {
    const limited = maps.filter(({ type }) => bounded(type));
    expect(limited.length).toBeGreaterThan(3);
    const wrong = misjudged(limited, (site, type) => {
      const { min = 0, max = min } = type as { min?: number; max?: number };
      const [item] = Object.values(site.value as Values);
      const of = (size: number) =>
        Object.fromEntries(Array.from({ length: size }, (_, index) => [`key${letters(index)}`, item]));
      const fewest =
        min === 0 || (passes(site, of(min)) && fails(site, of(min - 1), `must have at least ${min} entries`));
      return fewest && passes(site, of(max)) && fails(site, of(max + 1), `must have at most ${max} entries, `);
    });
    expect(wrong).toEqual([]);
  });

  // Not every kind of key may have digits.
  const letters = (index: number): string =>
    String(index).replace(/\d/g, (digit) => 'abcdefghij'.charAt(Number(digit)));
});

test('of a union exactly one member must be given', () => {
  const unions = sitesWhere((type) => type.type === 'structure' && type.union === true);
  expect(unions.length).toBeGreaterThan(3);
  const wrong = misjudged(unions, (site) => fails(site, {}, 'must have exactly one of '));
  expect(wrong).toEqual([]);
});

test('a violation is named by the field of the input from which the member came', () => {
  const input = sampleInput('TransferContact', { members: 'required', seed: 0 });
  const paths = { ContactFlowId: ['flow', 'id'] };
  const [violation, ...others] = checkInput('TransferContact', { ...input, ContactFlowId: 'x'.repeat(501) }, paths);
  expect(violation).toMatchObject({ path: ['flow', 'id'], message: 'must have at most 500 characters, not 501.' });
  expect(others).toEqual([]);
});

test('of what is far too long only its size is told: nothing in it is held against patterns', () => {
  const contact = sampleInput('StartEmailContact', { members: 'all', seed: 0 });
  const address = (EmailAddress: string) =>
    checkInput('StartEmailContact', { ...contact, FromEmailAddress: { EmailAddress } }).map(({ message }) => message);
  expect(address('a'.repeat(256))).toEqual([
    expect.stringMatching(/at most 255 characters/),
    expect.stringMatching(/^must be one email address/),
  ]);
  expect(address('a'.repeat(100_000))).toEqual([expect.stringMatching(/at most 255 characters, not 100000/)]);
  const tags = checkInput('UntagContact', {
    ...sampleInput('UntagContact', { members: 'all', seed: 0 }),
    TagKeys: Array.from({ length: 200_000 }, () => ''),
  });
  expect(tags.map(({ path }) => path)).toEqual([['tagKeys']]);
});
