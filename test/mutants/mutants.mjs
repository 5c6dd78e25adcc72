import { parse } from '@babel/parser';

const arithmetic = { '+': '-', '-': '+', '*': '/', '/': '*', '%': '*' };
const equality = { '<': '<=', '<=': '<', '>': '>=', '>=': '>', '===': '!==', '!==': '===' };
const logical = { '&&': '||', '||': '&&', '??': '&&' };
const assignment = { '+=': '-=', '-=': '+=', '*=': '/=', '/=': '*=', '&&=': '||=', '||=': '&&=', '??=': '&&=' };
const methods = { min: 'max', max: 'min', some: 'every', every: 'some', floor: 'ceil', ceil: 'floor' };

/** Calls that only log or count. A fault in them changes no behaviour that the tests of src/connect check. */
const isLogCall = (source) => /^(this\.)?#?(log|trace\??)\.|\.stats\.|^trace\?\./.test(source);

/**
 * Lists the mutants of a TypeScript source. Each one is a small change in one place, such as `<=` in place of `<`, or a
 * block without its statements. Strings, types, decorators and log calls are not changed.
 * @returns The mutants, each with the `start` and the `end` of the place, the `replacement`, a `label`, and in `block` the
 *   position after the `{` of the innermost block around the place; null outside all blocks.
 */
export function mutantsOf(source) {
  const found = [];
  /** The innermost block around the visited node. If the node has run, the block has begun. */
  let block = null;
  const text = (node) => source.slice(node.start, node.end);
  const add = (node, replacement, what) =>
    found.push({
      start: node.start,
      end: node.end,
      replacement,
      block,
      label: `${what}: ${short(text(node))} -> ${short(replacement)}`,
    });
  const operator = (node, left, right, to) => {
    const between = source.slice(left.end, right.start);
    add(node, `${text(left)}${between.replace(node.operator, to)}${text(right)}`, `${node.operator} to ${to}`);
  };
  const condition = (test, what) => {
    if (test.type === 'BooleanLiteral') return;
    add(test, 'true', `${what} always`);
    add(test, 'false', `${what} never`);
  };
  const visitors = {
    BinaryExpression(node) {
      const isText = [node.left, node.right].some(({ type }) => type === 'StringLiteral' || type === 'TemplateLiteral');
      const to = equality[node.operator] ?? (isText ? undefined : arithmetic[node.operator]);
      if (to) operator(node, node.left, node.right, to);
    },
    LogicalExpression: (node) => operator(node, node.left, node.right, logical[node.operator]),
    AssignmentExpression(node) {
      if (assignment[node.operator]) operator(node, node.left, node.right, assignment[node.operator]);
    },
    UnaryExpression(node) {
      if (node.operator === '!' || node.operator === '-') add(node, text(node.argument), `without ${node.operator}`);
    },
    UpdateExpression: (node) =>
      add(node, text(node).replace(node.operator, node.operator === '++' ? '--' : '++'), 'update'),
    BooleanLiteral: (node) => add(node, String(!node.value), 'boolean'),
    ConditionalExpression: (node) => condition(node.test, 'condition'),
    IfStatement: (node) => condition(node.test, 'if'),
    WhileStatement: (node) => add(node.test, 'false', 'while never'),
    BlockStatement(node) {
      if (node.body.length > 0) add(node, '{}', 'empty block');
    },
    ExpressionStatement: (node) => add(node, ';', 'without statement'),
    CallExpression({ callee }) {
      const to =
        callee.type === 'MemberExpression' &&
        Object.hasOwn(methods, callee.property.name) &&
        methods[callee.property.name];
      if (to) add(callee.property, to, 'method');
    },
  };
  const visit = (node) => {
    if (!node || typeof node.type !== 'string') return;
    if (node.type.startsWith('TS') && !/^TS(AsExpression|NonNull|Satisfies|ParameterProperty)/.test(node.type)) return;
    if (node.type === 'Decorator' || node.type === 'ImportDeclaration') return;
    if (node.type === 'ExpressionStatement' && isLogCall(text(node))) return;
    visitors[node.type]?.(node);
    const outer = block;
    if (node.type === 'BlockStatement') block = node.start + 1;
    for (const [key, child] of Object.entries(node)) {
      if (key === 'loc' || key.endsWith('Comments') || key === 'typeAnnotation') continue;
      for (const one of Array.isArray(child) ? child : [child]) if (one && typeof one === 'object') visit(one);
    }
    block = outer;
  };
  visit(parse(source, { sourceType: 'module', plugins: ['typescript', 'decorators-legacy'] }).program);
  return found;
}

const short = (text) => {
  const line = text.replace(/\s+/g, ' ');
  return line.length > 70 ? `${line.slice(0, 67)}...` : line;
};

/**
 * Returns the source with a call of `mutantReached` at the start of the block of each mutant.
 * @param numbered The mutants, each with its number.
 */
export function withReports(source, numbered) {
  const blocks = new Map();
  for (const mutant of numbered) blocks.set(mutant.block, [...(blocks.get(mutant.block) ?? []), mutant]);
  return [...blocks]
    .filter(([block]) => block !== null)
    .sort(([one], [other]) => other - one)
    .reduce((text, [block, mutants]) => {
      const numbers = mutants.map(({ number }) => number).join();
      return `${text.slice(0, block)}globalThis.mutantReached?.(${numbers});${text.slice(block)}`;
    }, source);
}

/** Returns a generator of numbers from 0 to 1, the same for the same seed (mulberry32). */
export function randomOf(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
