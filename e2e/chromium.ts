import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { createReadStream, createWriteStream } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createBrotliDecompress } from 'node:zlib';

/** A browser to run, and what its process (and no other) must have in its environment. */
export interface Chromium {
  executable: string;
  environment: Record<string, string>;
}

const installed: Partial<Record<NodeJS.Platform, string[]>> = {
  linux: [
    '/usr/bin/google-chrome',
    '/usr/bin/google-chrome-stable',
    '/usr/bin/chromium',
    '/usr/bin/chromium-browser',
    '/opt/google/chrome/chrome',
  ],
  darwin: [
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
  ],
};

/**
 * The browser to test with: the one `STANDIN_CHROMIUM` names, else an installed Chrome or Chromium (140 or later), else the one
 * inside the `@sparticuz/chromium` package, unpacked once to the system's folder for temporary files.
 *
 * @throws where there is none, naming what to install
 */
export async function findChromium(): Promise<Chromium> {
  const named = process.env.STANDIN_CHROMIUM;
  if (named) {
    if (!existsSync(named)) throw new Error(`STANDIN_CHROMIUM names ${named}, which does not exist.`);
    return { executable: named, environment: librariesOf(dirname(named)) };
  }
  const found = installed[process.platform]?.find((path) => existsSync(path));
  if (found) return { executable: found, environment: {} };
  if (process.platform === 'linux' && process.arch === 'x64') return unpackChromium();
  throw new Error('No browser found. Install Chrome or Chromium, or name one in STANDIN_CHROMIUM.');
}

/**
 * Unpacks the browser of the `@sparticuz/chromium` package (Linux x64) with the libraries it needs beyond libc.
 * The package does the latter only where it believes itself on AWS Lambda.
 */
export async function unpackChromium(): Promise<Chromium> {
  const packageFile = createRequire(import.meta.url)
    .resolve('@sparticuz/chromium')
    .replace(/build\/.*$/, 'package.json');
  const { version } = createRequire(import.meta.url)(packageFile) as { version: string };
  const archives = join(dirname(packageFile), 'bin');
  const folder = join(tmpdir(), `rnavelocity-e2e-chromium-${version}`);
  if (!existsSync(folder)) {
    const unfinished = `${folder}.${String(process.pid)}`;
    mkdirSync(unfinished, { recursive: true });
    await Promise.all([
      inflate(join(archives, 'chromium.br'), join(unfinished, 'chromium')),
      extract(join(archives, 'al2023.tar.br'), join(unfinished, 'al2023')),
      extract(join(archives, 'swiftshader.tar.br'), unfinished),
    ]);
    publish(unfinished, folder);
  }
  return { executable: join(folder, 'chromium'), environment: librariesOf(folder) };
}

function librariesOf(folder: string): Record<string, string> {
  const libraries = join(folder, 'al2023', 'lib');
  if (!existsSync(libraries)) return {};
  const path = [libraries, process.env.LD_LIBRARY_PATH].filter(Boolean).join(':');
  return { LD_LIBRARY_PATH: path };
}

async function inflate(archive: string, target: string): Promise<void> {
  await pipeline(
    createReadStream(archive),
    createBrotliDecompress(),
    createWriteStream(target, { mode: 0o755 }),
  );
}

async function extract(archive: string, folder: string): Promise<void> {
  const tar = createRequire(createRequire(import.meta.url).resolve('@sparticuz/chromium'))('tar-fs') as {
    extract: (folder: string) => NodeJS.WritableStream;
  };
  await pipeline(createReadStream(archive), createBrotliDecompress(), tar.extract(folder));
}

/** Gives a finished folder its name in one step, so that another process never sees half of it. */
function publish(unfinished: string, folder: string): void {
  try {
    renameSync(unfinished, folder);
  } catch (error) {
    rmSync(unfinished, { recursive: true, force: true });
    if (!existsSync(folder)) throw error;
  }
}
