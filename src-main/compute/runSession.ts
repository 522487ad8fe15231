import { bytesOf, type SparseMatrix } from '../../src-worker/data/arrays.ts';
import type { ArrayName, ArrayTypes } from '../../src-worker/data/catalogue.ts';
import type { Column } from '../../src-worker/data/dataset.ts';
import { CancelledError } from '../../src-worker/data/errors.ts';
import { listArrays, loadArray } from '../project/arrays.ts';
import { getDataset, loadNames, type DatasetRecord } from '../project/datasets.ts';
import { saveFateResults } from '../project/fates.ts';
import { logEvent } from '../project/log.ts';
import type { Project } from '../project/project.ts';
import { addRunStep, createRun, finishRun, getRun, type RunRecord } from '../project/runs.ts';
import { VERSION } from '../version.ts';
import { checkSettings } from './checkSettings.ts';
import { estimateRun, roomFor } from './estimate.ts';
import { inWords } from './inWords.ts';
import { makePreview, type PreviewListener } from './preview.ts';
import { clustersColumn } from './clustersGiven.ts';
import { pickColumn } from './pickColumn.ts';
import { createPipeline, type Pipeline, type PipelineOptions, type PipelineResources } from './pipeline.ts';
import type { ComputePool } from './pool.ts';
import { refuseTooLarge } from './refuseTooLarge.ts';
import type { RunResult, StepRecord } from './runResult.ts';
import type { RunSettings } from '../project/runSettings.ts';

export interface FinishedRun {
  runId: number;
  result: RunResult;
}

export interface RunOptions extends PipelineResources {
  /** Starts a run even where it seems not to fit in memory or on the disk. */
  anySize?: boolean;
  /** The dataset, where its counts are still being stored; they are then among those that are loaded. */
  dataset?: DatasetRecord;
  /** Has a preview made of a model that is slow, for whoever looks at the run meanwhile, and hears of it. */
  onPreview?: PreviewListener;
}

/**
 * Runs the whole analysis on a dataset of the project, storing each step as it ends. What an earlier run stored under
 * the same fingerprint is taken over, so a cancelled run goes on where it stopped.
 *
 * @throws DataError for settings or data that do not fit, CancelledError where the signal stopped it.
 */
export async function executeRun(
  project: Project,
  pool: ComputePool,
  datasetId: number,
  settings: RunSettings,
  options: Pick<PipelineOptions, 'signal' | 'onProgress'> & RunOptions & { name?: string } = {},
): Promise<FinishedRun> {
  const { database } = project;
  const name = options.name ?? settings.model.replace('_', ' ');
  const runId = createRun(database, datasetId, name, settings, VERSION);
  const { pipeline, steps } = await performRun(project, pool, getRun(database, runId), options);
  const dataset = options.dataset ?? getDataset(database, datasetId);
  return { runId, result: await resultOf(project, pipeline, getRun(database, runId), dataset, steps) };
}

/**
 * Does the work of a run that the project has as running, storing each step as it ends, and enters how it ended.
 *
 * @throws DataError for settings or data that do not fit, or a run that the machine has no room for, CancelledError where the
 *   signal stopped it.
 */
export async function performRun(
  project: Project,
  pool: ComputePool,
  run: RunRecord,
  options: PipelineOptions & RunOptions = {},
): Promise<{ pipeline: Pipeline; steps: StepRecord[] }> {
  const { database } = project;
  try {
    const dataset = options.dataset ?? getDataset(database, run.datasetId);
    if (!options.anySize) refuseWhatDoesNotFit(project, pool, dataset, run.settings, options);
    const pipeline = createPipeline(project, pool, dataset, run.settings, options);
    const { onPreview } = options;
    const steps = await pipeline.execute({
      ...options,
      before: (step, signal) => onPreview && makePreview(database, run.id, pipeline, step, onPreview, signal),
      onStored: (position, stored, reused) => {
        addRunStep(database, run.id, position, stored.id, reused);
        options.onStored?.(position, stored, reused);
      },
    });
    if (run.settings.fate) await storeFates(project, run.id, pipeline);
    finishRun(database, run.id, 'done');
    logEvent(database, 'run', { runId: run.id, model: run.settings.model });
    return { pipeline, steps };
  } catch (error) {
    const cancelled = error instanceof CancelledError;
    finishRun(database, run.id, cancelled ? 'cancelled' : 'failed', (inWords(error) as Error).message);
    throw error;
  }
}

/** @param options whose `loaded` arrays are in memory already, so that the run needs the less */
function refuseWhatDoesNotFit(
  project: Project,
  pool: ComputePool,
  dataset: DatasetRecord,
  settings: RunSettings,
  { loaded = new Map(), onPreview }: RunOptions,
): void {
  const room = roomFor(project.path);
  for (const value of loaded.values()) room.memory += bytesOf(value);
  const nonzero = (layer: 'spliced' | 'unspliced'): number | undefined =>
    (loaded.get(layer) as SparseMatrix | undefined)?.data.length;
  const [spliced, unspliced] = [nonzero('spliced'), nonzero('unspliced')];
  const counts = spliced !== undefined && unspliced !== undefined && { ...dataset, spliced, unspliced };
  refuseTooLarge(
    estimateRun(project, dataset, settings, pool.threads, {
      room,
      ...(counts && { counts }),
      preview: onPreview !== undefined,
    }),
  );
}

/** A finished run of the project, to be exported or looked at again; derived arrays are made when asked for. */
export async function openRun(project: Project, pool: ComputePool, run: RunRecord): Promise<RunResult> {
  checkSettings(run.settings);
  const dataset = getDataset(project.database, run.datasetId);
  const pipeline = createPipeline(project, pool, dataset, run.settings);
  return resultOf(project, pipeline, run, dataset, await pipeline.execute());
}

async function storeFates(project: Project, runId: number, pipeline: Pipeline): Promise<void> {
  const [names, states, probabilities] = await Promise.all([
    pipeline.array('fate_names'),
    pipeline.array('terminal_states'),
    pipeline.array('fate_probabilities'),
  ]);
  saveFateResults(project.database, runId, names.values, states.value, probabilities);
}

async function resultOf(
  project: Project,
  pipeline: Pipeline,
  run: RunRecord,
  dataset: DatasetRecord,
  steps: StepRecord[],
): Promise<RunResult> {
  const { database } = project;
  const [cells, genes] = await Promise.all([pipeline.array('cell_index'), pipeline.array('gene_index')]);
  const pick = (names: string[], index: Uint32Array): string[] => Array.from(index, (i) => names[i]);
  const stored = listArrays(database, { datasetId: dataset.id });
  const columns = (group: 'obs' | 'var', index: Uint32Array): Record<string, Column> =>
    Object.fromEntries(
      [...stored.keys()]
        .filter((key) => key.startsWith(`${group}/`))
        .map((key) => {
          const column = loadArray(database, { datasetId: dataset.id }, key) as Column;
          return [key.slice(group.length + 1), pickColumn(column, index)];
        }),
    );
  return {
    info: {
      name: run.name,
      dataset: dataset.name,
      given: { cells: dataset.cells, genes: dataset.genes, umap: stored.has('obsm/X_umap') },
      model: run.settings.model,
      seed: run.settings.seed,
      version: run.appVersion,
      createdAt: run.startedAt ?? run.queuedAt,
      ...(run.settings.parameters['cluster']?.['source'] === 'compute'
        ? {}
        : { clustersColumn: clustersColumn(database, dataset.id, run.settings.clusters) }),
      warnings: dataset.warnings,
      steps,
    },
    cellNames: pick(loadNames(database, 'cells', dataset.id), cells.data),
    geneNames: pick(loadNames(database, 'genes', dataset.id), genes.data),
    obs: columns('obs', cells.data),
    var: columns('var', genes.data),
    has: (name: ArrayName) => pipeline.has(name),
    array: <N extends ArrayName>(name: N): Promise<ArrayTypes[N]> => pipeline.array(name),
  };
}
