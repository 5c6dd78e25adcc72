import { operationModel, type Shape, shape, structure, wireName } from 'connect-model';

/**
 * Encodes the output of an operation as Connect's JSON: wire names, timestamps as epoch seconds with fractions (or ISO
 * 8601 where the model says so), no undefined members. An operation without output gets `{}`.
 * @throws Error when the output does not match the model, which is a bug of the behaviour.
 */
export function encodeOutput(operation: string, output: object): string {
  const { output: name } = operationModel(operation);
  return JSON.stringify(name === null ? {} : encodeStructure(name, output, name));
}

function encodeStructure(name: string, value: object, path: string): unknown {
  const { members } = structure(name);
  const entries: [string, unknown][] = [];
  let known = 0;
  const values = value as Readonly<Record<string, unknown>>;
  for (const member of members) {
    if (Object.hasOwn(values, member.name)) known += 1;
    const present = values[member.name];
    if (present === undefined || present === null) continue;
    entries.push([wireName(member), encodeValue(member.shape, present, `${path}.${member.name}`)]);
  }
  if (known < Object.keys(values).length) {
    const names = new Set(members.map((member) => member.name));
    const unknown = Object.keys(values).filter((key) => !names.has(key));
    throw new Error(`The service model has no member ${unknown.join(', ')} of ${path}.`);
  }
  return Object.fromEntries(entries);
}

function encodeValue(name: string, value: unknown, path: string): unknown {
  const type = shape(name);
  switch (type.type) {
    case 'structure':
      if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
        return encodeStructure(name, value, path);
      }
      break;
    case 'list':
      if (Array.isArray(value)) return value.map((item, index) => encodeValue(type.element, item, `${path}[${index}]`));
      break;
    case 'map':
      if (typeof value === 'object' && value !== null) {
        return Object.fromEntries(
          Object.entries(value)
            .filter(([, item]) => item !== undefined)
            .map(([key, item]) => [key, encodeValue(type.value, item, `${path}.${key}`)]),
        );
      }
      break;
    case 'timestamp':
      if (value instanceof Date) {
        return type.timestampFormat === 'iso8601' ? value.toISOString() : value.getTime() / 1000;
      }
      break;
    default:
      if (isScalar(type, value)) return typeof value === 'number' && !Number.isFinite(value) ? String(value) : value;
  }
  throw new Error(`${path} must be of type ${type.type} according to the service model.`);
}

function isScalar(type: Shape, value: unknown): boolean {
  switch (type.type) {
    case 'string':
      return typeof value === 'string';
    case 'boolean':
      return typeof value === 'boolean';
    case 'integer':
    case 'long':
      return Number.isSafeInteger(value);
    default:
      return typeof value === 'number';
  }
}
