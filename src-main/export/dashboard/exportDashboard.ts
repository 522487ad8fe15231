import { writeFile } from 'node:fs/promises';

import { DataError } from '../../../src-worker/data/errors.ts';
import type { RunResult } from '../../compute/runResult.ts';
import { writeAtomically } from '../../../src-worker/formats/files/writeAtomically.ts';
import { buildPayload, type PayloadLimits } from './buildPayload.ts';
import { dashboardHtml, type DashboardTemplate } from './html.ts';
import { loadTemplate } from './template.ts';

export interface DashboardOptions {
  /** The built page; the application's own unless given. */
  template?: DashboardTemplate;
  limits?: Partial<PayloadLimits>;
}

/**
 * Writes the run as one HTML file that opens anywhere and never connects to a network: the embedding with its flow,
 * phase portraits, kinetics, fates and the run's parameters.
 *
 * @throws DataError if the run has no embedding or clusters, or the application was not built.
 */
export async function exportDashboard(
  result: RunResult,
  path: string,
  { template, limits }: DashboardOptions = {},
): Promise<void> {
  for (const name of ['X_umap', 'clusters'] as const) {
    if (result.has(name)) continue;
    throw new DataError(
      `the run has no ${name}.`,
      {},
      'Run the embedding and clustering steps, then export.',
    );
  }
  const page = template ?? (await loadTemplate());
  const html = dashboardHtml(await buildPayload(result, limits), page);
  await writeAtomically(path, (temporary) => writeFile(temporary, html));
}
