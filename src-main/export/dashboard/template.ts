import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

import { DataError } from '../../../src-worker/data/errors.ts';
import type { DashboardTemplate } from './html.ts';

/**
 * The built page from the folder that `vite build -c src-renderer/dashboard/vite.config.ts` wrote: out/dashboard of
 * the application, wherever this module was bundled to, unless told otherwise.
 *
 * @throws DataError where it is not there.
 */
export async function loadTemplate(folder = builtFolder()): Promise<DashboardTemplate> {
  try {
    const [script, style] = await Promise.all([
      readFile(join(folder, 'dashboard.js'), 'utf8'),
      readFile(join(folder, 'dashboard.css'), 'utf8'),
    ]);
    return { script, style };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new DataError(
      `the dashboard’s page could not be read (${reason}).`,
      { file: folder },
      'Build the application first (npm run build).',
    );
  }
}

/** out/dashboard beside or above this module: the sources and the bundle in out/main lie in one application folder. */
function builtFolder(): string {
  const start = import.meta.dirname;
  for (let folder = start; ; folder = dirname(folder)) {
    const candidate = join(folder, 'out', 'dashboard');
    if (existsSync(join(candidate, 'dashboard.js'))) return candidate;
    if (dirname(folder) === folder) return join(start, 'out', 'dashboard');
  }
}
