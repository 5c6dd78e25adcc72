import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { type Browser, chromium } from 'playwright-core';

const chromiumPackage = fileURLToPath(new URL('./node_modules/@sparticuz/chromium/', import.meta.url));

/**
 * Unpacks Chromium and the libraries that a bare machine lacks. It does so into TMPDIR and takes a `chromium` that lies
 * there for its own, whatever its version. A process of its own is given a folder of its own, since jest's `process.env`
 * does not reach `os.tmpdir()`.
 */
const unpack = `
  import chromium, { inflate } from ${JSON.stringify(pathToFileURL(join(chromiumPackage, 'build/index.js')))};
  await inflate(${JSON.stringify(join(chromiumPackage, 'bin/al2023.tar.br'))});
  process.stdout.write(await chromium.executablePath());
`;

export interface OwnBrowser {
  readonly browser: Browser;
  close(): Promise<void>;
}

/** Starts the Chromium that comes from npm, with the network closed but for 127.0.0.1. Linux on x64 only. */
export async function startChromium(): Promise<OwnBrowser> {
  const folder = await mkdtemp(join(tmpdir(), 'contact-gateway-browser-'));
  const env = { ...process.env, TMPDIR: folder, FONTCONFIG_FILE: join(folder, 'own-fonts.conf') };
  const remove = () => rm(folder, { recursive: true, force: true, maxRetries: 3 });
  try {
    // Without any font it crashes, and the configuration that comes with its fonts looks for them elsewhere.
    await writeFile(env.FONTCONFIG_FILE, fontconfig(folder));
    const unpacked = await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', unpack], { env });
    const launch = (libraries: object) =>
      chromium.launch({
        executablePath: unpacked.stdout,
        // Not the package's own arguments: some are for a Lambda function, and others switch web security off.
        args: ['--no-sandbox', '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1'],
        env: { ...env, ...libraries },
      });
    // The machine's libraries where it has them, else those of the package.
    const browser = await launch({}).catch(() => launch({ LD_LIBRARY_PATH: join(folder, 'al2023/lib') }));
    const { version } = JSON.parse(await readFile(join(chromiumPackage, 'package.json'), 'utf8'));
    const [major] = version.split('.');
    if (!browser.version().startsWith(`${major}.`)) {
      await browser.close();
      throw new Error(`Chromium ${major} was expected, ${browser.version()} has started.`);
    }
    return {
      browser,
      close: async () => {
        await browser.close();
        await remove();
      },
    };
  } catch (error) {
    await remove();
    throw error;
  }
}

function fontconfig(folder: string): string {
  return `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>${folder}/fonts</dir>
  <cachedir>${folder}/fonts-cache</cachedir>
</fontconfig>
`;
}
