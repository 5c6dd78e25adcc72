import { type GraphQLFieldResolver, type GraphQLSchema, isAbstractType, isObjectType } from 'graphql';
import { getMetadataStorage } from 'type-graphql';

/** Part of type-graphql's metadata of a decorated method. */
interface DeclaredMethod {
  readonly methodName: string;
  readonly schemaName: string;
  readonly target: Class;
  readonly params?: readonly DeclaredParameter[];
}
type DeclaredParameter =
  | { readonly kind: 'arg'; readonly name: string; readonly index: number }
  | { readonly kind: string; readonly propertyName?: string | undefined; readonly index: number };
// biome-ignore lint/complexity/noBannedTypes: as type-graphql declares a class
type Class = Function;
type Resolver = GraphQLFieldResolver<object, object>;
export type ResolverMap = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/**
 * Returns resolvers that call the decorated methods of a type-graphql schema directly. This avoids most of the
 * library's overhead: an asynchronous validator for each argument even with validation off, a new instance of the input
 * class for each input, and a search for the member of a union. Here methods get the arguments of graphql-js unchanged,
 * and the class of the returned object selects the member of a union.
 *
 * @throws Error for a parameter decorator that is not supported here.
 */
export function declaredResolvers(schema: GraphQLSchema): ResolverMap {
  const storage = getMetadataStorage();
  const instances = new Map<Class, object>();
  const instanceOf = (target: Class): object => {
    const instance = instances.get(target) ?? Reflect.construct(target, []);
    instances.set(target, instance);
    return instance;
  };
  const roots: Record<string, readonly DeclaredMethod[]> = { Query: storage.queries, Mutation: storage.mutations };
  const typeNames = new Map<Class, string>(storage.objectTypes.map(({ target, name }) => [target, name]));

  function resolverOf(typeName: string, fieldName: string, classes: readonly Class[]): Resolver | undefined {
    const root = roots[typeName]?.find(({ schemaName }) => schemaName === fieldName);
    if (root) return call(root, () => instanceOf(root.target));
    const declared = storage.fieldResolvers.find(
      ({ schemaName, getObjectType }) => schemaName === fieldName && classes.includes(getObjectType?.() as Class),
    );
    if (declared)
      return call(declared, declared.kind === 'external' ? () => instanceOf(declared.target) : (root) => root);
    const property = storage.fields.find(
      ({ schemaName, target }) => schemaName === fieldName && classes.includes(target),
    )?.name as keyof object | undefined;
    return property === undefined || property === fieldName ? undefined : (root) => root[property];
  }

  const resolvers: Record<string, Record<string, unknown>> = {};
  for (const type of Object.values(schema.getTypeMap())) {
    if (isAbstractType(type)) {
      resolvers[type.name] = { __resolveType: (value: object) => typeNames.get(value.constructor) };
    }
    if (!isObjectType(type) || type.name.startsWith('__')) continue;
    const classes = classesOf(storage.objectTypes.find(({ name }) => name === type.name)?.target);
    const fields = Object.keys(type.getFields()).map((name) => [name, resolverOf(type.name, name, classes)] as const);
    resolvers[type.name] = Object.fromEntries(fields.filter(([, resolve]) => resolve));
  }
  return resolvers;
}

/** Returns a class and its base classes, the class itself first. */
function classesOf(target: Class | undefined): Class[] {
  const classes: Class[] = [];
  for (let one = target; typeof one === 'function' && one.prototype; one = Object.getPrototypeOf(one))
    classes.push(one);
  return classes;
}

function call({ methodName, target, params = [] }: DeclaredMethod, ownerOf: (root: object) => object): Resolver {
  const read = [...params]
    .sort((one, other) => one.index - other.index)
    .map((param) => reader(param, target, methodName));
  return (root, args, context, info) => {
    const owner = ownerOf(root) as Record<string, unknown>;
    const method = owner[methodName];
    if (typeof method !== 'function') return method;
    return method.apply(
      owner,
      read.map((value) => value(root, args, context, info)),
    );
  };
}

function reader(param: DeclaredParameter, target: Class, method: string): Resolver {
  if ('name' in param) return (_root, args) => args[param.name];
  if (param.propertyName === undefined) {
    if (param.kind === 'context') return (_root, _args, context) => context;
    if (param.kind === 'root') return (root) => root;
    if (param.kind === 'info') return (_root, _args, _context, info) => info;
  }
  throw new Error(`${target.name}.${method} has a parameter of an unsupported kind (${param.kind}).`);
}
