import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { CancelledError } from '../../src-worker/data/errors.ts';
import { writeAtomically } from '../../src-worker/formats/files/writeAtomically.ts';
import type { RunResult } from '../compute/runResult.ts';
import { exportFateProbabilities } from './csv/fateProbabilities.ts';
import { exportKineticParams } from './csv/kineticParams.ts';
import { exportLatentTime } from './csv/latentTime.ts';
import { exportVelocityVectors } from './csv/velocityVectors.ts';
import { exportDashboard } from './dashboard/exportDashboard.ts';
import { factsOfResult } from './methods/facts.ts';
import { methodsText } from './methods/methodsText.ts';
import { exportResultH5ad } from './resultH5ad.ts';

export type ExportFormat = 'csv' | 'h5ad' | 'dashboard' | 'methods';

export const EXPORT_FORMATS: readonly ExportFormat[] = ['csv', 'h5ad', 'dashboard', 'methods'];

const FATES = 'fate_probabilities.csv';

/** File name → path of what was written. */
export type ExportedFiles = Record<string, string>;

export interface ExportOptions {
  /** Which outputs to write; all of them unless told. */
  formats?: readonly ExportFormat[];
  /** Stops between two files. */
  signal?: AbortSignal;
}

/**
 * Writes a run's outputs to a folder; each file is whole or not there.
 *
 * @throws DataError where a file cannot be written, CancelledError where the signal said stop.
 */
export async function exportRun(
  result: RunResult,
  outDir: string,
  { formats = EXPORT_FORMATS, signal }: ExportOptions = {},
): Promise<ExportedFiles> {
  const files: ExportedFiles = {};
  const write = async (
    name: string,
    exporter: (result: RunResult, path: string) => Promise<void>,
  ): Promise<void> => {
    if (signal?.aborted) throw new CancelledError();
    const path = join(outDir, name);
    await exporter(result, path);
    files[name] = path;
  };
  if (formats.includes('csv')) {
    await write('velocity_vectors.csv', exportVelocityVectors);
    await write('kinetic_params.csv', exportKineticParams);
    await write('latent_time.csv', exportLatentTime);
    if (result.has('fate_probabilities')) await write(FATES, exportFateProbabilities);
    else await rm(join(outDir, FATES), { force: true }); // an earlier run's fates are not this run's
  }
  if (formats.includes('dashboard')) await write('velocity_dashboard.html', exportDashboard);
  if (formats.includes('methods')) {
    const { text, bibtex } = methodsText(await factsOfResult(result));
    await write('methods.md', (_, path) => writeText(path, text));
    await write('references.bib', (_, path) => writeText(path, bibtex));
  }
  if (formats.includes('h5ad')) await write('result.h5ad', exportResultH5ad);
  return files;
}

function writeText(path: string, text: string): Promise<void> {
  return writeAtomically(path, (temporary) => writeFile(temporary, text));
}
