import { diff } from '@graphql-inspector/core';
import { buildASTSchema, isInputObjectType, parse, print, visit } from 'graphql';
import { deprecationOf, elementsOf } from './deprecation.mjs';

/**
 * What has changed from one schema to another, for those who were built against the older one.
 *
 * @param today What was to stay until a day before may be gone.
 * @returns Sentences: `breaking` and `dangerous`, and how many other changes there are.
 */
export async function changes(oldSdl, newSdl, today) {
  const [before, after] = [oldSdl, newSdl].map((sdl) => parse(sdl));
  const { kept, announced } = withoutAnnounced(before, after, today);
  const [old, now] = [kept, after].map((document) => buildASTSchema(document, { assumeValidSDL: true }));
  const all = await diff(old, now);
  const messages = (level) =>
    all.filter(({ criticality }) => criticality.level === level).map(({ message, path }) => `${path}: ${message}`);
  // The library takes an input that loses it for a harmless one: it would accept both of its fields.
  const loosened = Object.values(old.getTypeMap()).filter((type) => {
    const same = now.getType(type.name);
    return isInputObjectType(type) && type.isOneOf && isInputObjectType(same) && !same.isOneOf;
  });
  const breaking = [...messages('BREAKING'), ...loosened.map(({ name }) => `${name}: it is no longer @oneOf.`)];
  const dangerous = [...messages('DANGEROUS'), ...announced.map((path) => `${path}: it is gone, as was announced.`)];
  const others = all.filter(({ criticality }) => criticality.level === 'NON_BREAKING').length;
  return { breaking, dangerous, others };
}

/** The older schema without what was deprecated and whose time is over, if it has gone, and without types for that alone. */
function withoutAnnounced(before, after, today) {
  const still = new Set(elementsOf(after).map(({ path }) => path));
  const gone = elementsOf(before).filter(({ path, node }) => !still.has(path) && deprecationOf(node)?.until < today);
  const nodes = new Set(gone.map(({ node }) => node));
  const remove = (node) => (nodes.has(node) ? null : undefined);
  let kept = visit(before, { FieldDefinition: remove, InputValueDefinition: remove, EnumValueDefinition: remove });
  const announced = gone.map(({ path }) => path);
  const typesNow = new Set(after.definitions.map(({ name }) => name?.value));
  const usedBefore = usedTypes(before);
  for (;;) {
    const used = usedTypes(kept);
    const left = ({ name }) => typesNow.has(name?.value) || used.has(name?.value) || !usedBefore.has(name?.value);
    const more = kept.definitions.filter((definition) => !left(definition));
    if (more.length === 0) return { kept, announced };
    announced.push(...more.map(({ name }) => name.value));
    kept = { ...kept, definitions: kept.definitions.filter(left) };
  }
}

/** Names of the types that others name. */
function usedTypes({ definitions }) {
  const used = new Set();
  for (const definition of definitions) {
    visit(definition, {
      NamedType: ({ name }) => {
        if (name.value !== definition.name?.value) used.add(name.value);
      },
    });
  }
  return used;
}

/**
 * What has changed for those who compose a subgraph with others, beside what clients see.
 *
 * @returns Sentences: `breaking` for an entity that can no longer be named as before, a type that can no longer be shared and
 *   what more callers than before may see; `dangerous` for what fewer may see, and for tags that contracts look for.
 */
export function compositionChanges(oldSdl, newSdl) {
  const [before, after] = [oldSdl, newSdl].map((sdl) => directivesIn(parse(sdl)));
  const breaking = [];
  const dangerous = [];
  for (const [path, old] of before) {
    const now = after.get(path);
    // What is gone altogether is told as what clients see of it.
    if (!now) continue;
    for (const directive of old.filter((text) => !now.includes(text))) {
      (directive.startsWith('@tag') ? dangerous : breaking).push(`${path}: it is no longer ${directive}.`);
    }
    for (const directive of now.filter((text) => !old.includes(text) && isGuard(text))) {
      dangerous.push(`${path}: it is now ${directive}.`);
    }
  }
  return { breaking, dangerous };
}

const isGuard = (text) => /^@(authenticated|requiresScopes)/.test(text);
const ofComposition = ['key', 'shareable', 'authenticated', 'requiresScopes', 'tag'];

/** By path, the directives of each type, field, argument and value that composition goes by. */
function directivesIn(document) {
  const types = document.definitions.filter(({ name }) => name).map((node) => ({ path: node.name.value, node }));
  return new Map(
    [...types, ...elementsOf(document)].map(({ path, node }) => {
      const directives = (node.directives ?? []).filter(({ name }) => ofComposition.includes(name.value));
      return [path, directives.map((directive) => print(directive))];
    }),
  );
}
