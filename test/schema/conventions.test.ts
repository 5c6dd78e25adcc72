import { describe, expect, test } from '@jest/globals';
import {
  buildASTSchema,
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputField,
  type GraphQLNamedType,
  type GraphQLObjectType,
  type GraphQLType,
  getNamedType,
  getNullableType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isListType,
  isNonNullType,
  isObjectType,
  isScalarType,
  isSpecifiedDirective,
  isUnionType,
  Kind,
  parse,
  valueFromASTUntyped,
} from 'graphql';
import { operationOf } from '../support/operation-of.js';
import { publishedSchema } from '../support/schema-files.js';

// What is published is what is served: the drift test sees to that.
const schema = buildASTSchema(parse(publishedSchema('subgraph')), { assumeValidSDL: true });
const builtIn = new Set(['String', 'Int', 'Float', 'Boolean', 'ID']);
const types = Object.values(schema.getTypeMap()).filter(({ name }) => !name.startsWith('__') && !builtIn.has(name));
const objects = types.filter(isObjectType);
const entities = objects.filter((type) => keysOf(type).length > 0);
const operations = Object.keys(schema.getMutationType()?.getFields() ?? {}).map(operationOf);

function keysOf(type: GraphQLObjectType): string[] {
  return (type.astNode?.directives ?? [])
    .filter(({ name }) => name.value === 'key')
    .map((key) => String(valueFromASTUntyped(key.arguments?.[0]?.value ?? { kind: Kind.NULL })));
}

/** Anything of the schema that has a type, under the path by which a test names it. */
interface Place {
  readonly path: string;
  readonly on: GraphQLNamedType;
  readonly element: GraphQLField<unknown, unknown> | GraphQLArgument | GraphQLInputField;
}

const outputFields: Place[] = [...objects, ...types.filter(isInterfaceType)].flatMap((on) =>
  Object.values(on.getFields()).map((element) => ({ path: `${on.name}.${element.name}`, on, element })),
);
const inputFields: Place[] = types
  .filter(isInputObjectType)
  .flatMap((on) =>
    Object.values(on.getFields()).map((element) => ({ path: `${on.name}.${element.name}`, on, element })),
  );
const args: Place[] = [...objects, ...types.filter(isInterfaceType)].flatMap((on) =>
  Object.values(on.getFields()).flatMap((field) =>
    field.args.map((element) => ({ path: `${on.name}.${field.name}(${element.name}:)`, on, element })),
  ),
);
const places = [...outputFields, ...inputFields, ...args];

function fieldsOf(type: GraphQLObjectType): GraphQLField<unknown, unknown>[] {
  return Object.values(type.getFields());
}

function hasNullableItems(type: GraphQLType): boolean {
  const nullable = getNullableType(type);
  return isListType(nullable) && (!isNonNullType(nullable.ofType) || hasNullableItems(nullable.ofType));
}

/** Everything that has a description, whatever the text is. */
function describedElements(): { path: string; description: string | null | undefined }[] {
  return [
    ...types
      .filter((type) => type !== schema.getQueryType() && type !== schema.getMutationType())
      .map(({ name, description }) => ({ path: name, description })),
    ...places.map(({ path, element: { description } }) => ({ path, description })),
    ...types
      .filter(isEnumType)
      .flatMap((type) =>
        type.getValues().map(({ name, description }) => ({ path: `${type.name}.${name}`, description })),
      ),
    ...schema
      .getDirectives()
      .filter((directive) => !isSpecifiedDirective(directive) || directive.astNode)
      .map(({ name, description }) => ({ path: `@${name}`, description })),
  ];
}

describe('descriptions', () => {
  test('stand at every type, field, argument, enum value, input field and directive', () => {
    expect(describedElements().length).toBeGreaterThan(300);
    const undescribed = describedElements().filter(({ description }) => !description?.trim());
    expect(undescribed.map(({ path }) => path)).toEqual([]);
  });

  test('are sentences', () => {
    const broken = describedElements().filter(({ description }) => !/^[A-Z`].*\.$/s.test(description ?? ''));
    expect(broken.map(({ path }) => path)).toEqual([]);
  });
});

describe('names', () => {
  test('of types begin with Connect, or with the operation to which they belong alone', () => {
    const free = new Set(['Query', 'Mutation', 'PageInfo', 'DateTime']);
    const ofOperations = operations.flatMap((name) => [`${name}Input`, `${name}Result`, `${name}Success`]);
    // An input within one operation's input has the operation's verb: TransferDestinationInput, StartTaskSourceInput.
    const inputsOfOneOperation = operations.flatMap((operation) =>
      [...inputsBelow(`${operation}Input`)].filter((name) => name.startsWith(operation.replace(/Contact$/, ''))),
    );
    const allowed = new Set([...free, ...ofOperations, ...inputsOfOneOperation]);
    const others = types.filter(({ name }) => !name.startsWith('Connect') && !allowed.has(name));
    expect(others.map(String)).toEqual([]);
  });

  test('of inputs that two operations share begin with Connect', () => {
    const used = operations.map((operation) => [...inputsBelow(`${operation}Input`)]);
    const shared = used.flat().filter((name, index, all) => all.indexOf(name) !== index);
    expect(shared.filter((name) => !name.startsWith('Connect'))).toEqual([]);
  });

  test('of errors end with Error, and all errors are a ConnectError that some operation answers with', () => {
    const named = objects.filter(({ name }) => name.endsWith('Error'));
    const implementing = objects.filter((type) => type.getInterfaces().some(({ name }) => name === 'ConnectError'));
    const answered = new Set(types.filter(isUnionType).flatMap((union) => [...union.getTypes()]));
    expect(named.map(String)).toEqual(implementing.map(String));
    expect(named.filter((type) => !answered.has(type)).map(String)).toEqual([]);
  });

  test('of moments end with At, but for the ends of a range and the moment of a list', () => {
    const moments = places.filter(({ element }) => getNamedType(element.type).name === 'DateTime');
    const free = new Set(['from', 'to', 'asOf']);
    expect(moments.length).toBeGreaterThan(10);
    expect(moments.filter(({ element: { name } }) => !name.endsWith('At') && !free.has(name))).toEqual([]);
    const misnamed = places.filter(({ element: { name, type } }) => {
      return name.endsWith('At') && getNamedType(type).name !== 'DateTime';
    });
    expect(misnamed.map(({ path }) => path)).toEqual([]);
  });

  function inputsBelow(name: string, found = new Set<string>()): Set<string> {
    const type = schema.getType(name);
    if (!isInputObjectType(type)) return found;
    for (const field of Object.values(type.getFields())) {
      const below = getNamedType(field.type);
      if (!isInputObjectType(below) || found.has(below.name)) continue;
      found.add(below.name);
      inputsBelow(below.name, found);
    }
    return found;
  }
});

describe('nullability', () => {
  test('root fields are nullable, so that one that fails does not erase its siblings', () => {
    const roots = outputFields.filter(({ on }) => on.name === 'Query' || on.name === 'Mutation');
    expect(roots.length).toBeGreaterThan(3);
    expect(roots.filter(({ element }) => isNonNullType(element.type)).map(({ path }) => path)).toEqual([]);
  });

  test('only the keys of entities are non-null', () => {
    const nonNull = (type: GraphQLObjectType) => fieldsOf(type).filter(({ type: of }) => isNonNullType(of));
    const names = Object.fromEntries(
      entities.map((type) => [
        type.name,
        nonNull(type)
          .map(({ name }) => name)
          .sort(),
      ]),
    );
    expect(names).toEqual({
      ConnectInstance: ['arn', 'id'],
      ConnectContact: ['arn', 'id', 'instanceId'],
      ConnectQueue: ['arn', 'id', 'instanceId'],
      ConnectUser: ['arn', 'id', 'instanceId'],
      ConnectContactFlow: ['arn', 'id', 'instanceId'],
      ConnectRoutingProfile: ['arn', 'id', 'instanceId'],
      ConnectQuickConnect: ['arn', 'id', 'instanceId'],
      ConnectHoursOfOperation: ['arn', 'id', 'instanceId'],
      ConnectAgentStatus: ['arn', 'id', 'instanceId'],
      ConnectTaskTemplate: ['arn', 'id', 'instanceId'],
      ConnectHierarchyGroup: ['arn', 'id', 'instanceId'],
    });
  });

  test('items of lists are non-null', () => {
    expect(places.filter(({ element }) => hasNullableItems(element.type)).map(({ path }) => path)).toEqual([]);
  });

  test('lists of things that Connect holds are nullable; only errors promise a list', () => {
    const lists = outputFields.filter(({ element: { type } }) => isListType(getNullableType(type)));
    const promised = lists.filter(({ element: { type } }) => isNonNullType(type)).map(({ path }) => path);
    expect(promised).toEqual(['ConnectInvalidInputError.violations', 'ConnectInputViolation.path']);
  });

  test('connections and edges have the form that Relay asks for', () => {
    const connections = objects.filter(({ name }) => name.endsWith('Connection'));
    expect(connections.length).toBeGreaterThan(3);
    // Of these lists Connect does not say how long they are.
    const uncounted = [
      'ConnectAnalysisSegment',
      'ConnectEvaluationFormSummary',
      'ConnectInstance',
      'ConnectRoutingProfileQueue',
      'ConnectTaskTemplate',
      'ConnectHierarchyGroup',
    ];
    for (const connection of connections) {
      const node = connection.name.replace(/Connection$/, '');
      const fields = Object.fromEntries(fieldsOf(connection).map(({ name, type }) => [name, String(type)]));
      expect(fields).toEqual({
        edges: `[${node}Edge!]`,
        nodes: `[${node}!]`,
        pageInfo: 'PageInfo!',
        asOf: 'DateTime!',
        ...(!uncounted.includes(node) && { totalCount: 'Int' }),
        ...(node === 'ConnectAnalysisSegment' && { status: 'String' }),
      });
      const edge = schema.getType(`${node}Edge`);
      const edgeFields = isObjectType(edge) ? fieldsOf(edge).map(({ name, type }) => [name, String(type)]) : [];
      expect(Object.fromEntries(edgeFields)).toEqual({ cursor: 'String!', node: `${node}!` });
    }
  });

  test('what answers with a connection is nullable and takes `first`, with a default, and `after`', () => {
    const lists = outputFields.filter(({ element }) => getNamedType(element.type).name.endsWith('Connection'));
    expect(lists.length).toBeGreaterThan(4);
    for (const { path, element } of lists) {
      const given = 'args' in element ? element.args.map((arg) => `${arg.name}: ${String(arg.type)}`) : [];
      expect([path, given.slice(-2)]).toEqual([path, ['first: Int!', 'after: String']]);
      const first = 'args' in element ? element.args.find(({ name }) => name === 'first') : undefined;
      expect(first?.defaultValue).toEqual(expect.any(Number));
      expect(isNonNullType(element.type)).toBe(false);
    }
  });
});

describe('values', () => {
  const onInput = new Set(
    [...inputFields, ...args].map(({ element }) => getNamedType(element.type)).filter((type) => isEnumType(type)),
  );
  const open = types.filter(isEnumType).filter((type) => type.getValue('UNKNOWN'));

  test('enums of inputs are closed', () => {
    expect(open.filter((type) => onInput.has(type)).map(String)).toEqual([]);
  });

  test('enums that Connect may extend are nullable, and stand beside the value as Connect sent it', () => {
    // Derived by the gateway: there is no value of Connect's to show.
    const derived = new Set(['ConnectContactState', 'ConnectQueueType']);
    const fields = outputFields.filter(({ element }) => open.some((type) => type === getNamedType(element.type)));
    expect(fields.length).toBeGreaterThan(5);
    expect(fields.filter(({ element }) => isNonNullType(element.type)).map(({ path }) => path)).toEqual([]);
    const alone = fields.filter(({ on, element }) => {
      const raw = isObjectType(on) ? on.getFields()[`${element.name}Raw`] : undefined;
      const isError = isObjectType(on) && on.getInterfaces().length > 0;
      return !isError && !derived.has(getNamedType(element.type).name) && String(raw?.type) !== 'String';
    });
    expect(alone.map(({ path }) => path)).toEqual([]);
  });

  test('there is no scalar but the five of GraphQL and DateTime', () => {
    expect(types.filter(isScalarType).map(String)).toEqual(['DateTime']);
  });

  test('ids of Connect are of type ID wherever they stand', () => {
    const ids = places.filter(({ element: { name } }) => /^(id|arn|.*[a-z](Id|Ids|Arn))$/.test(name));
    // Not of Connect's resources: one names a request of ours, the other a request of Amazon's.
    const free = new Set(['requestId', 'awsRequestId']);
    const others = ids.filter(({ element: { name, type } }) => getNamedType(type).name !== 'ID' && !free.has(name));
    expect(ids.length).toBeGreaterThan(20);
    expect(others.map(({ path }) => path)).toEqual([]);
  });

  test('entities have the keys by which other subgraphs may extend them', () => {
    const keys = ['arn', 'instanceId id', 'id'];
    expect(Object.fromEntries(entities.map((type) => [type.name, keysOf(type)]))).toEqual({
      ConnectInstance: ['id', 'arn'],
      ConnectContact: keys,
      ConnectQueue: keys,
      ConnectUser: keys,
      ConnectContactFlow: keys,
      ConnectRoutingProfile: keys,
      ConnectQuickConnect: keys,
      ConnectHoursOfOperation: keys,
      ConnectAgentStatus: keys,
      ConnectTaskTemplate: keys,
      ConnectHierarchyGroup: keys,
    });
  });
});
