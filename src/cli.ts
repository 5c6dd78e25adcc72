#!/usr/bin/env node
// The commands `npx contact-gateway` and `npx contact-gateway emulator`. All settings are environment variables.
const usage = `Usage:
  contact-gateway             the gateway, with the emulator beside it unless CONNECT_MODE=aws
  contact-gateway emulator    the Amazon Connect emulator alone
Settings are environment variables: see docs/settings.md.
`;
const [command, ...others] = process.argv.slice(2);
const programs = new Map<string, () => Promise<unknown>>([
  ['gateway', () => import('./main.js')],
  ['emulator', async () => (await import('#connect-emulator')).runEmulator()],
]);
const program = others.length === 0 ? programs.get(command ?? 'gateway') : undefined;

if (program) await program();
else if (command === '--help' || command === '-h') process.stdout.write(usage);
else {
  process.stderr.write(`There is no command ${[command, ...others].join(' ')}.\n${usage}`);
  process.exitCode = 1;
}
