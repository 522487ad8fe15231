import { statfsSync } from 'node:fs';
import { dirname } from 'node:path';

import { ARRAYS, type ArrayName } from '../../src-worker/data/catalogue.ts';
import type { AnyStep } from '../../src-worker/steps/step.ts';
import type { DatasetRecord } from '../project/datasets.ts';
import type { Project } from '../project/project.ts';
import { findStepResult } from '../project/stepResults.ts';
import { checkSettings } from './checkSettings.ts';
import { datasetArrays, type DatasetArrays } from './datasetArrays.ts';
import { adviceFor, type Room } from './estimateAdvice.ts';
import { fingerprintSteps } from './fingerprint.ts';
import { machinePace } from './machinePace.ts';
import { planSteps } from './plan.ts';
import { peakMemory, storedBytes } from './runMemory.ts';
import { datasetSize, likelyKept, runSize, storedKept, type DatasetSize } from './runSize.ts';
import { scheduledSeconds, type TimedStep } from './schedule.ts';
import type { RunSettings } from '../project/runSettings.ts';
import { expectedSeconds } from './stepCosts.ts';

/** What a run will need. */
export interface Estimate {
  seconds: number;
  /** Peak memory in bytes. */
  memory: number;
  /** Memory that is free now, in bytes. */
  freeMemory: number;
  /** What the project file will grow by, in bytes. */
  disk: number;
  freeDisk: number;
  steps: { id: string; title: string; seconds: number; reused: boolean }[];
  /** Why it should not be started as it is, and what to change. */
  advice?: string;
}

/**
 * What a run would need: the time of each step, memory and disk, from the size of the data and from how fast this machine did
 * the steps that the project holds. Steps that are stored under the same fingerprint are taken over; of these only those cost
 * time whose unstored arrays (moments, velocities) have to be made again for others. The seconds of a step leave out that
 * steps run side by side, those of the run do not.
 *
 * @throws DataError where the settings do not fit the steps or the dataset.
 */
export function estimateRun(
  project: Project,
  dataset: DatasetRecord,
  settings: RunSettings,
  threads: number,
  { room = roomFor(project.path), counts = datasetSize(project.database, dataset) }: Given = {},
): Estimate {
  checkSettings(settings);
  const { database } = project;
  const given = datasetArrays(database, dataset, settings);
  const steps = planSteps(settings);
  const fingerprints = fingerprintSteps(steps, settings, given.fingerprints);
  const stored = new Map<string, number>();
  for (const step of steps) {
    const result = findStepResult(database, fingerprints.get(step.id)!);
    if (result) stored.set(step.id, result.id);
  }
  const filtered = stored.get('filter');
  const kept = filtered === undefined ? likelyKept(counts, settings, given) : storedKept(database, filtered);
  const size = runSize(counts, settings, kept);
  const active = stepsToCompute(steps, stored, given);
  const pace = machinePace(database, threads);
  const secondsOf = (step: AnyStep): number =>
    expectedSeconds(step, size, settings.parameters[step.id], given.fingerprints, threads);

  const timed = steps.map((step): TimedStep & Estimate['steps'][number] => ({
    id: step.id,
    title: step.title,
    seconds: active.has(step.id) ? pace(step.id, secondsOf(step)) : 0,
    reused: stored.has(step.id),
    reads: [...step.inputs, ...step.optionalInputs],
    makes: step.outputs,
  }));
  const computed = steps.filter(({ id }) => active.has(id));
  const added = computed.filter(({ id }) => !stored.has(id));
  const memory = computed.length > 0 ? peakMemory(computed, size, threads) : 0;
  const disk = storedBytes(added, size);
  const advice = adviceFor({ steps: computed, size, counts, settings, threads, room, memory, disk });
  return {
    seconds: scheduledSeconds(timed, threads),
    memory,
    freeMemory: room.memory,
    disk,
    freeDisk: room.disk,
    steps: timed.map(({ id, title, seconds, reused }) => ({ id, title, seconds, reused })),
    ...(advice === undefined ? {} : { advice }),
  };
}

/** What an estimate would else look up. */
interface Given {
  room?: Room;
  counts?: DatasetSize;
}

/** Steps that have to be computed: those not stored, and those whose unstored arrays such steps read. */
function stepsToCompute(
  steps: readonly AnyStep[],
  stored: ReadonlyMap<string, number>,
  given: DatasetArrays,
): Set<string> {
  const made = new Set(steps.flatMap((step) => [...step.outputs]));
  const active = new Set<string>();
  const wanted = new Set<ArrayName>();
  for (const step of [...steps].reverse()) {
    if (stored.has(step.id) && !step.outputs.some((name) => ARRAYS[name].derived && wanted.has(name)))
      continue;
    active.add(step.id);
    for (const name of step.inputs) wanted.add(name);
    for (const name of step.optionalInputs)
      if (made.has(name) || given.fingerprints.has(name)) wanted.add(name);
  }
  return active;
}

/** Memory that can be had now, and what is free on the disk of the project. */
export function roomFor(path: string): Room {
  const { bavail, bsize } = statfsSync(dirname(path));
  return { memory: process.availableMemory(), disk: bavail * bsize };
}
