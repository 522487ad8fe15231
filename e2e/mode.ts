import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** What runs the app: the stand-in by default, real Electron with `ELECTRON=real`. */
export const mode: 'standin' | 'real' = process.env.ELECTRON === 'real' ? 'real' : 'standin';

/** The tag of a spec that holds on the stand-in and on real Electron, and of one that only real Electron can show. */
export const tags = { both: '@both', realOnly: '@real-only' } as const;

/** Why a real-only spec does not run on the stand-in. */
export const needsElectron = 'not run here: needs Electron';

/**
 * The executable of the installed `electron` package.
 *
 * @throws where it was never downloaded, saying how to
 */
export function electronExecutable(): string {
  const override = process.env.ELECTRON_OVERRIDE_DIST_PATH;
  const folder = dirname(createRequire(import.meta.url).resolve('electron/package.json'));
  const pathFile = join(folder, 'path.txt');
  const name = existsSync(pathFile) ? readFileSync(pathFile, 'utf8').trim() : 'electron';
  const executable = join(override ?? join(folder, 'dist'), name);
  if (!existsSync(executable))
    throw new Error(
      `ELECTRON=real, but Electron is not installed at ${executable}. Run "npx install-electron", or leave ELECTRON out to run on the stand-in.`,
    );
  return executable;
}
