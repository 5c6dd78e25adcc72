import {
  type DocumentNode,
  type GraphQLSchema,
  type InputObjectTypeDefinitionNode,
  isAbstractType,
  Kind,
  type ObjectTypeDefinitionNode,
  type TypeDefinitionNode,
  type TypeNode,
  visit,
} from 'graphql';
import { type ScopeTable, scopeTable } from '../../auth/scopes.js';
import type { Scope } from '../../ids/scope.js';
import { isShared, withDirectives } from './sdl.js';

/** Adds the required scopes to a subgraph's schema, for routers that enforce them too. */
export function withScopeDirectives(document: DocumentNode, table: ScopeTable = scopeTable()): DocumentNode {
  return visit(document, {
    ObjectTypeDefinition(node) {
      const fields = node.fields?.map((field) => {
        return withDirectives(field, directiveOf(table[`${node.name.value}.${field.name.value}`]));
      });
      // A directive on a shared type would apply to the other subgraphs too.
      const own = isShared(node) ? '' : directiveOf(table[node.name.value]);
      return withDirectives({ ...node, fields }, own);
    },
  });
}

function directiveOf(needs: readonly Scope[] | undefined): string {
  if (!needs) return '';
  return needs.length === 0 ? '@authenticated' : `@requiresScopes(scopes: ${JSON.stringify([needs])})`;
}

/** Scopes without a tag. Most of the schema requires one of them, so a contract without them would be almost empty. */
const untagged: readonly Scope[] = ['contacts:read', 'directory:read'];

/** Returns the tags of an element that requires these scopes. */
export function tagsOfScopes(needs: readonly Scope[] = []): readonly string[] {
  return needs.filter((scope) => !untagged.includes(scope)).map((scope) => scope.replace(':', '-'));
}

/**
 * Tags types and fields that require a special scope, and fields that return such types. The tag for `contacts:pii` is
 * `contacts-pii`. A contract in Apollo GraphOS or Hive can then leave the tagged elements out of the schema for clients
 * that never have the scope.
 */
export function withScopeTags(document: DocumentNode, schema: GraphQLSchema): DocumentNode {
  const table = scopeTable();
  const own = (name: string) => tagsOfScopes(table[name]);
  const ofType = (name: string): readonly string[] => {
    const type = schema.getType(name);
    if (!isAbstractType(type)) return own(name);
    // An abstract type stays in the contract's schema if any of its members does.
    const [first = [], ...others] = schema.getPossibleTypes(type).map((member) => own(member.name));
    return first.filter((tag) => others.every((tags) => tags.includes(tag)));
  };
  const tagged = <Node extends TypeDefinitionNode>(node: Node) => withDirectives(node, tags(ofType(node.name.value)));
  const withFields = (node: ObjectTypeDefinitionNode | InputObjectTypeDefinitionNode) => {
    const fields = node.fields?.map((field) => {
      const names = [...own(`${node.name.value}.${field.name.value}`), ...ofType(nameOf(field.type))];
      return withDirectives(field, tags(names));
    });
    return { ...tagged(node), fields };
  };
  return visit(document, {
    ObjectTypeDefinition: withFields,
    InputObjectTypeDefinition: withFields,
    InterfaceTypeDefinition: tagged,
    UnionTypeDefinition: tagged,
  });
}

function nameOf(type: TypeNode): string {
  return type.kind === Kind.NAMED_TYPE ? type.name.value : nameOf(type.type);
}

function tags(names: readonly string[]): string {
  return [...new Set(names)].map((name) => `@tag(name: "${name}")`).join(' ');
}
