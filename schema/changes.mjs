import { diff } from '@graphql-inspector/core';
import { buildASTSchema, isInputObjectType, parse } from 'graphql';

/**
 * What has changed from one schema to another, for those who were built against the older one.
 *
 * @returns Sentences: `breaking` and `dangerous`, and how many other changes there are.
 */
export async function changes(oldSdl, newSdl) {
  const [old, now] = [oldSdl, newSdl].map((sdl) => buildASTSchema(parse(sdl)));
  const all = await diff(old, now);
  const messages = (level) =>
    all.filter(({ criticality }) => criticality.level === level).map(({ message, path }) => `${path}: ${message}`);
  // The library takes an input that loses it for a harmless one: it would accept both of its fields.
  const loosened = Object.values(old.getTypeMap()).filter((type) => {
    const same = now.getType(type.name);
    return isInputObjectType(type) && type.isOneOf && isInputObjectType(same) && !same.isOneOf;
  });
  const breaking = [...messages('BREAKING'), ...loosened.map(({ name }) => `${name}: it is no longer @oneOf.`)];
  const dangerous = messages('DANGEROUS');
  return { breaking, dangerous, others: all.length - breaking.length - dangerous.length + loosened.length };
}
