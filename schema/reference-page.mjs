import {
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
  isScalarType,
  isSpecifiedScalarType,
  isUnionType,
  parse,
  print,
  TypeInfo,
  visit,
  visitWithTypeInfo,
} from 'graphql';
import { code, table } from './markdown.mjs';

/** The headings under which types stand, and which these are. */
const kinds = {
  Objects: isObjectType,
  Interfaces: isInterfaceType,
  Unions: isUnionType,
  Inputs: isInputObjectType,
  Enums: isEnumType,
  Scalars: (type) => isScalarType(type) && !isSpecifiedScalarType(type),
};

/**
 * The page on which the whole schema can be read: an example of each operation, and every type.
 *
 * @param schema The schema that clients see.
 * @param examples The documents of `schema/operations` with their variables, by the names of their files.
 * @param scopes What a token must allow, by type or by `Type.field`.
 * @throws Error for a mutation, or a read that needs arguments or a selection, that no example shows.
 */
export function referencePage({ schema, examples, scopes }) {
  const shown = [...examples].map(([file, example]) => shownBy(schema, file, example));
  const reads = shown.filter(({ kind }) => kind === 'query');
  const fieldsOf = (type) => Object.values(schema.getType(type).getFields());
  const examplesOf = (field) => {
    const found = shown.filter(({ fields }) => fields.has(field));
    if (found.length === 0) throw new Error(`No document of schema/operations shows ${field}.`);
    return found;
  };
  const types = Object.values(schema.getTypeMap()).filter(
    ({ name }) => !name.startsWith('__') && name !== 'Query' && name !== 'Mutation',
  );

  const readRows = ['Query', 'ConnectInstance'].flatMap((type) =>
    fieldsOf(type)
      .filter((field) => type === 'Query' || field.args.length > 0)
      .map((field) => [
        code(type === 'Query' ? field.name : `connect.${field.name}`),
        typeText(field.type),
        field.name === 'connect' ? 'all' : links(examplesOf(`${type}.${field.name}`).map(({ file }) => file)),
      ]),
  );
  const mutations = fieldsOf('Mutation').map((field) => [
    `### ${field.name}`,
    `${field.description}${needs(scopes[`Mutation.${field.name}`])}`,
    `Takes ${typeText(field.args[0].type)}, answers with ${typeText(field.type)}.`,
    ...examplesOf(`Mutation.${field.name}`).map(({ file, text }) => `**${file}** ${text}`),
  ]);
  const kindTexts = Object.entries(kinds).map(([title, is]) => [
    `## ${title}`,
    ...types
      .filter(is)
      .sort((one, other) => (one.name < other.name ? -1 : 1))
      .flatMap((type) => [
        `### ${type.name}`,
        `${type.description ?? ''}${needs(scopes[type.name])}`,
        isInterfaceType(type) && `Of this kind are ${schema.getPossibleTypes(type).map(typeText).join(', ')}.`,
        detailsOf(type, scopes),
      ]),
  ]);

  return `${[
    '# Schema',
    `Made by \`npm run schema\` from the schema and the documents of \`schema/operations\`, each of which a test runs in the
demo world. What stands in braces in their variables is to be put in. Quotas, and what Connect does behind each field, are in
[operations.md](operations.md); what may change, and when, is in [schema-policy.md](schema-policy.md).`,
    links(['Reads', 'Mutations', ...Object.keys(kinds)]),
    '## Reads',
    table(['field', 'type', 'examples'], readRows),
    ...reads.flatMap(({ file, text }) => [`### ${file}`, text]),
    '## Mutations',
    links(fieldsOf('Mutation').map(({ name }) => name)),
    ...mutations.flat(),
    ...kindTexts.flat(),
  ]
    .filter(Boolean)
    .join('\n\n')}\n`;
}

const linkTo = (heading) => `[${heading}](#${heading.toLowerCase()})`;
const links = (headings) => headings.map(linkTo).join(' · ');
const needs = (scopes = []) => (scopes.length > 0 ? ` Needs ${scopes.map(code).join(' and ')}.` : '');

/** A type as it is written, each name a link but those that GraphQL has itself. */
function typeText(type) {
  return String(type)
    .split(/(\w+)/)
    .map((part) => (/^(String|Int|Float|Boolean|ID|)$/.test(part) || !/\w/.test(part) ? part : linkTo(part)))
    .join('')
    .replace('[[', '\\[[');
}

/** Which fields a document shows, and how it reads on the page: its comment, itself, and its variables. */
function shownBy(schema, file, { query, variables }) {
  const [definition] = parse(query).definitions;
  const fields = new Set();
  const types = new TypeInfo(schema);
  const Field = ({ name }) => {
    fields.add(`${types.getParentType()?.name}.${name.value}`);
  };
  visit(definition, visitWithTypeInfo(types, { Field }));
  const comment = [...query.matchAll(/^# (.*)$/gm)].map(([, line]) => line).join('\n');
  const given = variables ? `\n\n\`\`\`json\n${JSON.stringify(variables, null, 2)}\n\`\`\`` : '';
  return {
    file,
    kind: definition.operation,
    fields,
    text: `${comment}\n\n\`\`\`graphql\n${print(definition)}\n\`\`\`${given}`,
  };
}

function detailsOf(type, scopes) {
  if (isUnionType(type)) return `One of ${type.getTypes().map(typeText).join(', ')}.`;
  if (isScalarType(type)) return null;
  if (isEnumType(type)) {
    return table(
      ['value', ''],
      type.getValues().map((value) => [code(value.name), saidOf(value)]),
    );
  }
  const interfaces = isInputObjectType(type) ? [] : type.getInterfaces();
  const is = interfaces.length > 0 ? `Is ${interfaces.map(typeText).join(' and ')}.\n\n` : '';
  const rows = Object.values(type.getFields()).map((field) => [
    code(field.name),
    typeText(field.type),
    [
      `${saidOf(field)}${needs(scopes[`${type.name}.${field.name}`])}`,
      ...(field.args ?? []).map((arg) => `${code(arg.name)} ${typeText(arg.type)}: ${saidOf(arg)}`),
    ].join('<br>'),
  ]);
  return `${is}${table(['field', 'type', ''], rows)}`;
}

function saidOf({ description = '', deprecationReason, defaultValue }) {
  const said = [
    description.replaceAll('\n', ' '),
    defaultValue !== undefined && `${code(JSON.stringify(defaultValue))} when absent.`,
    deprecationReason && `**Deprecated:** ${deprecationReason}`,
  ];
  return said.filter(Boolean).join(' ').replaceAll('|', '\\|');
}
