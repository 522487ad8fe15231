import { statfsSync } from 'node:fs';
import { dirname } from 'node:path';

import type { AnyStep } from '../../src-worker/steps/step.ts';
import type { DatasetRecord } from '../project/datasets.ts';
import type { Project } from '../project/project.ts';
import { checkSettings } from './checkSettings.ts';
import { datasetArrays } from './datasetArrays.ts';
import { adviceFor, type Room } from './estimateAdvice.ts';
import { fingerprintArrays, fingerprintSteps } from './fingerprint.ts';
import { machinePace } from './machinePace.ts';
import { stepsToCompute, storedResults, tiesOf } from './neededSteps.ts';
import { planSteps } from './plan.ts';
import { PREVIEWED_STEP } from './preview.ts';
import { previewNeed, putAhead } from './previewNeed.ts';
import { peakMemory, storedBytes } from './runMemory.ts';
import { datasetSize, likelyKept, runSize, storedKept, type DatasetSize, type RunSize } from './runSize.ts';
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
  {
    room = roomFor(project.path),
    counts = datasetSize(project.database, dataset),
    preview = false,
  }: Given = {},
): Estimate {
  checkSettings(settings);
  const { database } = project;
  const given = datasetArrays(database, dataset, settings);
  const steps = planSteps(settings);
  const fingerprints = fingerprintSteps(steps, settings, given.fingerprints);
  const stored = storedResults(database, fingerprints);
  const filtered = stored.get('filter');
  const kept = filtered === undefined ? likelyKept(counts, settings, given) : storedKept(database, filtered);
  const size = runSize(counts, settings, kept);
  const active = stepsToCompute(steps, stored, given);
  const pace = machinePace(database, threads);
  const secondsOf = (step: AnyStep, of: RunSize): number =>
    pace(step.id, expectedSeconds(step, of, settings.parameters[step.id], given.fingerprints, threads));

  const timed = steps.map((step): TimedStep & Estimate['steps'][number] => ({
    id: step.id,
    title: step.title,
    seconds: active.has(step.id) ? secondsOf(step, size) : 0,
    reused: stored.has(step.id),
    ...tiesOf(step),
  }));
  const ahead =
    preview && active.has(PREVIEWED_STEP)
      ? previewNeed(
          database,
          settings,
          fingerprintArrays(steps, fingerprints, given.fingerprints),
          runSize(counts, { ...settings, model: 'steady_state' }, kept),
          secondsOf,
        )
      : { steps: [], disk: 0 };
  const computed = steps.filter(({ id }) => active.has(id));
  const added = computed.filter(({ id }) => !stored.has(id));
  const memory = computed.length > 0 ? peakMemory(computed, size, threads) : 0;
  const disk = storedBytes(added, size) + ahead.disk;
  const advice = adviceFor({ steps: computed, size, counts, settings, threads, room, memory, disk });
  return {
    seconds: scheduledSeconds(putAhead(timed, ahead.steps, PREVIEWED_STEP), threads),
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
  /** Whether a preview is made where the run needs one. Its time and disk are the run's; its memory is less. */
  preview?: boolean;
}

/** Memory that can be had now, and what is free on the disk of the project. */
export function roomFor(path: string): Room {
  const { bavail, bsize } = statfsSync(dirname(path));
  return { memory: process.availableMemory(), disk: bavail * bsize };
}
