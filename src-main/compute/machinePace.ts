import type { Database } from 'better-sqlite3';

import type { ArrayName } from '../../src-worker/data/catalogue.ts';
import { stepNamed } from '../../src-worker/steps/registry.ts';
import { listArrays } from '../project/arrays.ts';
import { getDataset } from '../project/datasets.ts';
import { latestStepResult, listStepTimes } from '../project/stepResults.ts';
import { datasetSize, runSize, storedKept, type DatasetSize } from './runSize.ts';
import type { Model } from '../project/runSettings.ts';
import { expectedSeconds } from './stepCosts.ts';

/** Corrects the expected seconds of a step for this machine and these data. */
export type Pace = (step: string, expected: number) => number;

/** Seconds of measured steps after which the machine's pace, and that of a step, counts as much as what was expected. */
const TRUST_MACHINE = 3;
const TRUST_STEP = 2;
const SLOWEST = 20;
const FASTEST = 1 / 20;

/** A step of the past: how long it took, and how long was expected. */
export interface PastStep {
  step: string;
  measured: number;
  expected: number;
}

/** The pace that the steps of the past tell: of the machine from all, and of each step from its own as far as they reach. */
export function learnPace(past: readonly PastStep[]): Pace {
  const ratio = (steps: readonly PastStep[], trust: number, prior: number): number => {
    let measured = trust * prior;
    let expected = trust;
    for (const step of steps) {
      measured += step.measured;
      expected += step.expected;
    }
    return Math.min(SLOWEST, Math.max(FASTEST, measured / expected));
  };
  const machine = ratio(past, TRUST_MACHINE, 1);
  const bySteps = Map.groupBy(past, ({ step }) => step);
  return (step, expected) => expected * ratio(bySteps.get(step) ?? [], TRUST_STEP, machine);
}

/** The pace of this machine from the results that the project holds. */
export function machinePace(database: Database, threads: number): Pace {
  const datasets = new Map<number, PastDataset | undefined>();
  const past = listStepTimes(database).flatMap(({ datasetId, step: id, parameters, seconds: measured }) => {
    if (!datasets.has(datasetId)) datasets.set(datasetId, pastDataset(database, datasetId));
    const dataset = datasets.get(datasetId);
    if (!dataset) return [];
    const settings = { model: modelOf(id), parameters: { [id]: parameters } };
    const size = runSize(dataset.counts, settings, dataset.kept);
    const expected = expectedSeconds(stepNamed(id), size, parameters, dataset.available, threads);
    return [{ step: id, measured, expected }];
  });
  return learnPace(past);
}

interface PastDataset {
  counts: DatasetSize;
  kept: { cells: number; genes: number };
  available: ReadonlyMap<ArrayName, unknown>;
}

function pastDataset(database: Database, datasetId: number): PastDataset | undefined {
  const filtered = latestStepResult(database, datasetId, 'filter');
  if (filtered === undefined) return undefined;
  const stored = listArrays(database, { datasetId });
  const available = new Map<ArrayName, true>();
  if (stored.has('obsm/X_umap')) available.set('X_umap_given', true);
  // Which clusters a run took is not kept with its steps; to take some over or to look for them costs little beside the rest.
  available.set('clusters_given', true);
  return {
    counts: datasetSize(database, getDataset(database, datasetId)),
    kept: storedKept(database, filtered),
    available,
  };
}

/** Steps after the velocity do not say which model it was of; between the models they differ little. */
function modelOf(step: string): Model {
  return step === 'velocity.steadyState' || step === 'velocity.stochastic' ? 'stochastic' : 'dynamical';
}
