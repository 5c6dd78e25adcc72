import { describe, expect, test } from '@jest/globals';
import { readEmulatorConfig } from '../src/config.js';
import { readWorldFile } from '../src/world/file/read.js';

const demoWorld = new URL('../demo-world.yaml', import.meta.url).pathname;

describe('the settings of the emulator', () => {
  test('have defaults, which also apply to empty variables', () => {
    const settings = { port: 4010, worldFile: undefined, quotas: false, latencyMs: 0, allowedHosts: [] };
    expect(readEmulatorConfig({})).toEqual({ settings, warnings: [] });
    expect(readEmulatorConfig({ EMULATOR_PORT: '', EMULATOR_WORLD: '', EMULATOR_QUOTAS: '' })).toEqual({
      settings,
      warnings: [],
    });
  });

  test('are read from the environment', () => {
    expect(
      readEmulatorConfig({
        EMULATOR_PORT: '0',
        EMULATOR_WORLD: demoWorld,
        EMULATOR_QUOTAS: 'on',
        EMULATOR_LATENCY_MS: '25',
        EMULATOR_ALLOWED_HOSTS: 'Connect, emulator_1.internal,',
      }),
    ).toEqual({
      settings: {
        ...{ port: 0, worldFile: readWorldFile(demoWorld), quotas: true, latencyMs: 25 },
        allowedHosts: ['connect', 'emulator_1.internal'],
      },
      warnings: [],
    });
  });

  test('are refused with all problems at once', () => {
    const EMULATOR_WORLD = 'no-such-world.yaml';
    const wrong = { EMULATOR_PORT: '65536', EMULATOR_WORLD, EMULATOR_QUOTAS: 'yes', EMULATOR_LATENCY_MS: '-1' };
    expect(readEmulatorConfig(wrong)).toEqual({
      problems: [
        'EMULATOR_PORT must be an integer from 0 to 65535, not "65536".',
        'EMULATOR_LATENCY_MS must be an integer from 0 to 600000, not "-1".',
        'EMULATOR_QUOTAS must be "on" or "off", not "yes".',
        expect.stringMatching(/^EMULATOR_WORLD: The world file no-such-world.yaml has one problem:/),
      ],
    });
    for (const EMULATOR_ALLOWED_HOSTS of ['*', '*.example.com', 'connect:4010', 'http://connect', '[::1]', 'a b']) {
      expect(readEmulatorConfig({ EMULATOR_ALLOWED_HOSTS }).problems).toHaveLength(1);
    }
    for (const EMULATOR_PORT of ['4010.5', '1e3', 'http', ' 80']) {
      expect(readEmulatorConfig({ EMULATOR_PORT }).problems).toHaveLength(1);
    }
  });
});
