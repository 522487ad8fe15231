import { availableParallelism } from 'node:os';
import { join, resolve } from 'node:path';

import type { StepValue } from '../src-worker/data/arrays.ts';
import type { ArrayName } from '../src-worker/data/catalogue.ts';
import type { Dataset } from '../src-worker/data/dataset.ts';
import { DataError } from '../src-worker/data/errors.ts';
import { fileSource, type ImportSource } from '../src-worker/formats/source.ts';
import { simulate } from '../src-worker/simulate/index.ts';
import { anySignal } from './compute/anySignal.ts';
import { checkSettings } from './compute/checkSettings.ts';
import { createPool, type ComputePool } from './compute/pool.ts';
import type { StepProgress } from './compute/pipeline.ts';
import { executeRun } from './compute/runSession.ts';
import { createScratch } from './compute/scratch.ts';
import type { Model, RunSettings } from './project/runSettings.ts';
import { exportRun, type ExportedFiles } from './export/exportRun.ts';
import { makeFolder } from './export/makeFolder.ts';
import { writeSimulation } from './export/simulation.ts';
import { summarize, type RunSummary } from './export/summary.ts';
import { importName } from './importName.ts';
import { databaseError } from './project/databaseError.ts';
import { beginImport, type ImportOptions, type ImportUnderWay } from './project/importDataset.ts';
import { logEvent } from './project/log.ts';
import { openOrCreateProject, type Project } from './project/project.ts';

export interface EngineOptions {
  /** Folder for the project file and the outputs; made where it does not exist. */
  outDir: string;
  /**
   * Spliced and unspliced counts: a file or folder, or counts of several samples and annotations of their cells. Without
   * any, a dataset with known truth is simulated.
   */
  input?: string | ImportSource;
  /** Of the simulated dataset: 3,000 cells, 2,000 genes and 5 states unless told. */
  nCells?: number;
  nGenes?: number;
  nStates?: number;
  /** `dynamical` unless told. */
  model?: Model;
  /** Whether to compute cell fate; true unless told. */
  runFate?: boolean;
  /** Of everything random; 0 unless told. */
  seed?: number;
  /** Column of the cell table that holds the clusters. */
  clusters?: string;
  /** Step id → parameter → value, where it differs from the default. */
  parameters?: RunSettings['parameters'];
  /** Computing threads; all cores unless told. The results do not depend on it. */
  threads?: number;
  /** Starts a run even where it seems not to fit in memory or on the disk. */
  anySize?: boolean;
  signal?: AbortSignal;
  onProgress?: (progress: StepProgress) => void;
}

export interface EngineSummary extends RunSummary {
  /** The project file, which holds dataset, run and fate results. */
  project: string;
  runId: number;
  outputs: ExportedFiles;
  /** Wall-clock seconds: reading and storing the input, the run, the exports. */
  seconds: { import: number; run: number; export: number };
}

export const PROJECT_FILE = 'project.rnavelocity';

/**
 * The main job from end to end: counts in; velocity, latent time, fate and the outputs out.
 *
 * Called again with the same folder it takes over every step that is stored there with the same input and parameters.
 *
 * @throws DataError for input or options that do not fit, CancelledError where the signal stopped it. Outputs are
 *   written whole or not at all.
 */
export async function runVelocityEngine(options: EngineOptions): Promise<EngineSummary> {
  const settings: RunSettings = {
    model: options.model ?? 'dynamical',
    fate: options.runFate ?? true,
    seed: options.seed ?? 0,
    clusters: options.clusters,
    parameters: options.parameters ?? {},
  };
  checkSettings(settings);
  const threads = checkThreads(options.threads ?? availableParallelism());
  const outDir = makeFolder(options.outDir);
  const clock = stopwatch();
  const pool = createPool(threads);
  pool.prepare(); // while the file is read, on one thread
  try {
    const source = await obtainDataset(options, settings.seed, outDir, pool);
    const project = openOrCreateProject(join(outDir, PROJECT_FILE));
    const scratch = createScratch(join(outDir, `.${PROJECT_FILE}.scratch`));
    try {
      const entered = await enter(project, source, {
        signal: options.signal,
        onLayerStored: () => {
          pool.freeMemory();
        },
      });
      const importSeconds = clock();
      const { runId, result } = await whileStoring(entered.stored, options.signal, (signal) => {
        const { dataset, loaded } = entered;
        const resources = { signal, dataset, loaded, scratch };
        return executeRun(project, pool, dataset.id, settings, { ...options, ...resources });
      });
      const runSeconds = clock();
      const outputs = await exportRun(result, outDir, { signal: options.signal });
      return {
        ...(await summarize(result)),
        project: project.path,
        runId,
        outputs,
        seconds: { import: importSeconds, run: runSeconds, export: clock() },
      };
    } catch (error) {
      throw databaseError(error, project.path);
    } finally {
      scratch.close();
      project.close();
    }
  } finally {
    await pool.close();
  }
}

/** A dataset on its way into the project, which takes it out, so that nothing else keeps its memory. */
interface Incoming {
  name: string;
  dataset?: Dataset;
}

/** A dataset that a run can start on, while its counts are being stored. */
interface Entered extends ImportUnderWay {
  /** The counts as they are in memory, so that they need not be read again. */
  loaded: Map<ArrayName, StepValue>;
}

async function enter({ database }: Project, incoming: Incoming, options: ImportOptions): Promise<Entered> {
  const { name } = incoming;
  const { spliced, unspliced } = incoming.dataset!.layers;
  const begun = await beginImport(database, incoming.dataset!, name, options);
  incoming.dataset = undefined;
  const stored = begun.stored.then((record) => {
    logEvent(database, 'import', { dataset: name, source: record.sourcePath });
    return record;
  });
  stored.catch(() => undefined); // whoever waits for it hears of it
  return {
    dataset: begun.dataset,
    stored,
    loaded: new Map([
      ['spliced', spliced],
      ['unspliced', unspliced],
    ]),
  };
}

/** What `work` gives, once the dataset is stored too. Where it cannot be, the work is stopped: it would have nothing to stand on. */
async function whileStoring<T>(
  stored: Promise<unknown>,
  signal: AbortSignal | undefined,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const failure = new AbortController();
  stored.catch(() => {
    failure.abort();
  });
  const either = anySignal(failure.signal, signal);
  const [storing, working] = await Promise.allSettled([stored, work(either)]);
  if (storing.status === 'rejected') throw storing.reason;
  if (working.status === 'rejected') throw working.reason;
  return working.value;
}

async function obtainDataset(
  options: EngineOptions,
  seed: number,
  outDir: string,
  pool: ComputePool,
): Promise<Incoming> {
  if (options.input !== undefined) {
    const { input, signal } = options;
    const source = typeof input === 'string' ? fileSource(resolve(input)) : input;
    return { dataset: await pool.readDataset(source, signal), name: importName(source) };
  }
  const { nCells, nGenes, nStates } = options;
  const simulation = simulate({ nCells, nGenes, nStates, seed });
  await writeSimulation(simulation, join(outDir, 'synthetic.h5ad'));
  return { dataset: simulation.dataset, name: 'synthetic' };
}

function checkThreads(threads: number): number {
  if (Number.isInteger(threads) && threads >= 1 && threads <= 256) return threads;
  throw new DataError(`the number of threads is ${threads}.`, {}, 'It must be a whole number from 1 to 256.');
}

/** Seconds since the last call. */
function stopwatch(): () => number {
  let last = performance.now();
  return () => {
    const now = performance.now();
    const seconds = (now - last) / 1000;
    last = now;
    return seconds;
  };
}
