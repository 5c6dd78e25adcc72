import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { buildSchema, isObjectType } from 'graphql';
import { readEmulatorConfig } from '#connect-emulator';
import { readConfig } from '../src/config.js';
import { startTestGateway, type TestGateway } from './support/gateway.js';

const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
const packageFile = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));
const schema = buildSchema(readFileSync(new URL('../schema/api.graphql', import.meta.url), 'utf8'));

/** The rows of the table below a heading of a document, cell by cell. */
function table(document: string, heading: string): string[][] {
  const text = readFileSync(new URL(`../docs/${document}`, import.meta.url), 'utf8');
  const section = text.split(`## ${heading}\n`)[1]?.split('\n## ')[0] ?? '';
  return section
    .split('\n')
    .filter((line) => line.startsWith('|'))
    .slice(2)
    .map((line) =>
      line
        .slice(1, -1)
        .split('|')
        .map((cell) => cell.trim()),
    );
}
const names = (cells: (string | undefined)[]) =>
  cells.flatMap((cell) => cell?.match(/(?<=`)[A-Za-z_]+(?=`)/g) ?? []).sort();

describe('the README', () => {
  let gateway: TestGateway;
  beforeAll(async () => {
    gateway = await startTestGateway();
  });
  afterAll(() => gateway.close());

  test('has a transfer to paste that succeeds, and says why it does not when pasted twice', async () => {
    const [, body = ''] = /-d '(\{.*?\})'\n```/s.exec(readme) ?? [];
    const { query, variables } = JSON.parse(body);
    const first = await gateway.graphql(query, variables);
    expect(first.data.transferContact).toMatchObject({ __typename: 'TransferContactSuccess' });
    const second = await gateway.graphql(query, variables);
    expect(second.data.transferContact).toMatchObject({
      __typename: 'ConnectContactNotTransferableError',
      reason: 'CONTACT_NOT_ACTIVE',
    });
  });

  test('is short', () => {
    expect(readme.split('\n').length).toBeLessThanOrEqual(150);
  });

  test('names scripts that exist', () => {
    const scripts = [...readme.matchAll(/npm (?:run )?([a-z:]+)/g)].map(([, script]) => script);
    for (const script of new Set(scripts)) {
      if (script !== 'ci') expect(packageFile.scripts).toHaveProperty(script ?? '');
    }
  });

  test('lists every mutation', () => {
    expect(names(table('mutations.md', 'Operations').map(([first]) => first))).toEqual(
      Object.keys(schema.getMutationType()?.getFields() ?? {}).sort(),
    );
  });

  test('lists every error type', () => {
    const errors = Object.values(schema.getTypeMap()).filter(
      (type) => isObjectType(type) && type.getInterfaces().some(({ name }) => name === 'ConnectError'),
    );
    expect(names(table('errors.md', 'Errors').map(([first]) => first))).toEqual(errors.map(({ name }) => name).sort());
  });

  test('lists every setting, and none that is not one', () => {
    const named = names(table('settings.md', 'Settings').map(([first]) => first));
    for (const name of named) {
      // Of collectors and exemptions nothing is said where there is nothing that they are for.
      const used = {
        AUDIT_LOG: 'otlp',
        HTTPS_PROXY: 'http://proxy.example.com',
        OTEL_EXPORTER_OTLP_ENDPOINT: 'http://collector.example.com',
      };
      const wrong = { CONNECT_MODE: 'aws', ...used, [name]: '\u0000'.repeat(200) };
      const problems = [...(readConfig(wrong).problems ?? []), ...(readEmulatorConfig(wrong).problems ?? [])];
      const taken = problems.some((problem) => problem.startsWith(name)) || ['EMULATOR_WORLD'].includes(name);
      expect({ name, taken }).toEqual({ name, taken: true });
    }
    const source = [
      'src/config/settings.ts',
      'src/config/environment.ts',
      'packages/connect-emulator/src/config.ts',
    ].map((file) => readFileSync(new URL(`../${file}`, import.meta.url), 'utf8'));
    const read = source.join().match(/(?<=^ {2})[A-Z_]{4,}(?=:)|EMULATOR_[A-Z_]+/gm) ?? [];
    const settings = readFileSync(new URL('../docs/settings.md', import.meta.url), 'utf8');
    const documented = new Set(settings.match(/(?<=`)[A-Z_]+(?=[`=])/g));
    for (const name of new Set(read)) {
      if (name !== 'NODE_ENV') expect(documented).toContain(name);
    }
  });
});

test('a first transfer from a front end of their own takes newcomers five commands at most', () => {
  const text = readFileSync(new URL('../docs/first-transfer.md', import.meta.url), 'utf8');
  const [way = ''] = text.split('Run the transfer again');
  const commands = [...way.matchAll(/```sh\n(.*?)\n```/gs)].flatMap(([, block = '']) => block.split('\n'));
  expect(way).toContain('it says It is now contact');
  expect(commands.length).toBeGreaterThan(0);
  expect(commands.length).toBeLessThanOrEqual(5);
});
