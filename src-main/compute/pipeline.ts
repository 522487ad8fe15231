import { setTimeout as sleep } from 'node:timers/promises';

import type { Database } from 'better-sqlite3';

import {
  ARRAYS,
  type ArrayName,
  type ArrayTypes,
  type ArrayValues,
} from '../../src-worker/data/catalogue.ts';
import { bytesOf, type StepValue } from '../../src-worker/data/arrays.ts';
import { CancelledError } from '../../src-worker/data/errors.ts';
import { createControl, type StepControl } from '../../src-worker/steps/control.ts';
import { resolveParameters } from '../../src-worker/steps/parameters.ts';
import type { AnyStep } from '../../src-worker/steps/step.ts';
import { loadArray } from '../project/arrays.ts';
import type { DatasetRecord } from '../project/datasets.ts';
import type { Project } from '../project/project.ts';
import { findStepResult, saveStepResult, type StepResultRecord } from '../project/stepResults.ts';
import { anySignal } from './anySignal.ts';
import { checkSettings } from './checkSettings.ts';
import { datasetArrays } from './datasetArrays.ts';
import { fingerprintArrays, fingerprintSteps } from './fingerprint.ts';
import { planSteps, rankOf, waitsFor } from './plan.ts';
import type { ComputePool } from './pool.ts';
import type { StepRecord } from './runResult.ts';
import type { Scratch } from './scratch.ts';
import { createSlots, type Slots } from './slots.ts';
import type { RunSettings } from '../project/runSettings.ts';

/** A step that has just started, moved on or ended. */
export interface StepProgress {
  step: string;
  title: string;
  state: 'running' | 'done' | 'reused';
  /** Share of this step that is done, 0 … 1. */
  fraction: number;
  /** Steps of the run that are done, and how many there are. */
  done: number;
  total: number;
}

export interface PipelineOptions {
  signal?: AbortSignal;
  onProgress?: (progress: StepProgress) => void;
  /** Called as each step's result is in the project file. */
  onStored?: (position: number, result: StepResultRecord, reused: boolean) => void;
  /** Asked before a step that has its inputs is computed: it waits for the promise, which must end soon after the signal. */
  before?: (step: AnyStep, signal: AbortSignal | undefined) => Promise<void> | undefined;
}

/** What a pipeline may use beside the project file. */
export interface PipelineResources {
  /** Arrays of the dataset that are in memory already. The pipeline takes them out, and lets them go when no step needs them. */
  loaded?: Map<ArrayName, StepValue>;
  /** Where large derived arrays wait for what is done with the run's result. */
  scratch?: Scratch;
}

/** The steps of one run on one dataset, and the arrays they make. */
export interface Pipeline {
  readonly steps: readonly AnyStep[];
  /** Runs whatever is not in the project file yet. Cancelled or failed, it leaves what was stored intact. */
  execute(options?: PipelineOptions): Promise<StepRecord[]>;
  has(name: ArrayName): boolean;
  /** An array, from memory, from the project file, or derived anew from what is stored. */
  array<N extends ArrayName>(name: N): Promise<ArrayTypes[N]>;
  /** Other steps under the same settings, which read this run's arrays and take turns with its steps. */
  branch(steps: readonly AnyStep[]): Pipeline;
}

/** @throws DataError where the settings do not fit the steps or the dataset. */
export function createPipeline(
  project: Project,
  pool: ComputePool,
  dataset: DatasetRecord,
  settings: RunSettings,
  { loaded, scratch }: PipelineResources = {},
): Pipeline {
  checkSettings(settings);
  const { database } = project;
  const given = datasetArrays(database, dataset, settings);
  const slots = createSlots(pool.concurrentSteps);
  const steps = planSteps(settings);
  return assemble({ database, pool, datasetId: dataset.id, settings, steps, given, slots, loaded, scratch });
}

interface Parts extends PipelineResources {
  database: Database;
  pool: ComputePool;
  datasetId: number;
  settings: RunSettings;
  steps: readonly AnyStep[];
  /** The arrays that are there before any step. */
  given: { fingerprints: ReadonlyMap<ArrayName, string>; load: (name: ArrayName) => unknown };
  slots: Slots;
}

function assemble(parts: Parts): Pipeline {
  const { database, pool, datasetId, settings, steps, given, slots, loaded, scratch } = parts;
  const fingerprints = fingerprintSteps(steps, settings, given.fingerprints);
  const makers = new Map<ArrayName, AnyStep>();
  for (const step of steps) for (const name of step.outputs) makers.set(name, step);

  const arrays = new Map<ArrayName, Promise<unknown>>();
  for (const [name, value] of loaded ?? []) if (!makers.has(name)) arrays.set(name, Promise.resolve(value));
  loaded?.clear();
  const computations = new Map<string, Promise<Computed>>();
  /** Steps whose results are there: in memory, on the disk, or in the project file. */
  const made = new Set<string>();
  let current: PipelineOptions = {};
  let executing = false;

  const has = (name: ArrayName): boolean => makers.has(name) || given.fingerprints.has(name);

  function array<N extends ArrayName>(name: N): Promise<ArrayTypes[N]> {
    let value = arrays.get(name);
    if (!value) {
      if (scratch?.has(name)) return Promise.resolve(read(scratch, name) as ArrayTypes[N]);
      value = find(name);
      value.catch(() => arrays.delete(name)); // a failure is not remembered
      arrays.set(name, value);
    }
    return value as Promise<ArrayTypes[N]>;
  }

  /** What is on the disk is read for whoever asks, and not kept: by then, what was read before may have been done with. */
  function read(from: Scratch, name: ArrayName): StepValue {
    pool.freeMemory();
    return from.get(name);
  }

  async function find(name: ArrayName): Promise<unknown> {
    const step = makers.get(name);
    if (!step) {
      if (!given.fingerprints.has(name)) throw new Error(`This run has no array ${name}`);
      return given.load(name);
    }
    if (!computations.has(step.id) && !ARRAYS[name].derived) {
      const result = findStepResult(database, fingerprints.get(step.id)!);
      if (result) return loadArray(database, { resultId: result.id }, name);
    }
    return (await compute(step)).outputs[name];
  }

  function compute(step: AnyStep): Promise<Computed> {
    let computation = computations.get(step.id);
    if (!computation) {
      computation = run(step);
      computations.set(step.id, computation);
      computation.then(
        ({ outputs }) => {
          made.add(step.id);
          for (const name of step.outputs)
            if (!arrays.has(name)) arrays.set(name, Promise.resolve(outputs[name]));
          computations.delete(step.id);
          if (!executing) keepOnly(step);
        },
        () => computations.delete(step.id),
      );
    }
    return computation;
  }

  async function run(step: AnyStep): Promise<Computed> {
    const inputs: ArrayValues = {};
    for (const other of waitsFor(step.id).filter((id) => ended.has(id))) {
      await ended.get(other);
      if (!letLargeGo) continue;
      // The system takes a moment to get it back, which it is given before this step asks for more.
      pool.freeMemory();
      await sleep(FREE_AFTER_MS);
    }
    const reads = readsOf(step);
    // None is held before all are there: until then they may be set aside.
    const inMemory = reads.filter((name) => !scratch?.has(name));
    await Promise.all(inMemory.map(async (name) => void (await array(name))));
    for (const name of reads) Object.assign(inputs, { [name]: await array(name) });
    await current.before?.(step, current.signal);
    return slots(rankOf(step.id, steps.indexOf(step)), async () => {
      if (current.signal?.aborted) throw new CancelledError();
      const control = createControl();
      const stopWatching = watch(step, control);
      const started = performance.now();
      try {
        const { outputs, warnings } = await pool.runStep({
          step: step.id,
          parameters: settings.parameters[step.id] ?? {},
          seed: settings.seed,
          inputs,
          control,
          signal: current.signal,
        });
        // Threads may have filled much memory of their own with the work on large arrays: not beside that of the next step.
        if ([...Object.values(inputs), ...Object.values(outputs)].some(isLarge)) pool.freeMemory();
        return { outputs, warnings, seconds: (performance.now() - started) / 1000 };
      } finally {
        stopWatching();
      }
    });
  }

  /** Of each step of this execution, when it has ended, well or not. */
  const ended = new Map<string, Promise<undefined>>();

  /** How many steps of this execution have still to make or read each array. */
  const pending = new Map<ArrayName, number>();

  function expectUses(): void {
    pending.clear();
    for (const step of steps)
      for (const name of usesOf(step)) pending.set(name, (pending.get(name) ?? 0) + 1);
  }

  function readsOf(step: AnyStep): ArrayName[] {
    return [...step.inputs, ...step.optionalInputs.filter(has)];
  }

  function usesOf(step: AnyStep): ArrayName[] {
    return [...step.outputs, ...readsOf(step)];
  }

  /** Lets go of large arrays that no step needs any more; whoever asks for them later gets them from the disk, or made again. */
  async function letGo(step: AnyStep): Promise<void> {
    for (const name of usesOf(step)) {
      const left = pending.get(name)! - 1;
      pending.set(name, left);
      if (left === 0) await forget(name);
    }
    for (const [name, value] of arrays) if (waitsLong(name)) await setAside(name, value);
  }

  /** Whether an array is there, and the one step that will still read it waits for others first. */
  function waitsLong(name: ArrayName): boolean {
    const isThere = (one: ArrayName): boolean => {
      const maker = makers.get(one);
      return !maker || made.has(maker.id);
    };
    const readers = steps.filter((step) => !made.has(step.id) && readsOf(step).includes(name));
    return isThere(name) && readers.length === 1 && !readsOf(readers[0]).every(isThere);
  }

  /** Lets go of a very large array until a step can read it. Sparse ones stay: they share memory with others. */
  async function setAside(name: ArrayName, promised: Promise<unknown>): Promise<void> {
    if (!scratch || !ARRAYS[name].derived) return;
    const value = (await promised) as StepValue;
    if (value.kind !== 'dense' || bytesOf(value) < scratch.setAsideBytes) return;
    scratch.put(name, value);
    if (scratch.has(name)) drop(name);
  }

  /** Outside of a run arrays are asked for in the order of the steps: the next needs what the last one read or made, and no more. */
  function keepOnly(step: AnyStep): void {
    const kept = new Set<ArrayName>(usesOf(step));
    for (const name of arrays.keys()) if (!kept.has(name)) forget(name).catch(() => undefined); // a failure keeps nothing
  }

  async function forget(name: ArrayName): Promise<void> {
    const value = (await arrays.get(name)) as StepValue | undefined;
    if (!value || !isLarge(value)) return;
    if (ARRAYS[name].derived) scratch?.put(name, value);
    drop(name);
  }

  /** Whether any large array was dropped. */
  let letLargeGo = false;

  function drop(name: ArrayName): void {
    letLargeGo = true;
    arrays.delete(name);
    freeSoon();
  }

  /**
   * Frees memory a little later: by then nothing refers to it any more, on this thread or on others, and what else is let go meanwhile
   * goes along. Each time costs every thread some twenty milliseconds.
   */
  function freeSoon(): void {
    freeing ??= setTimeout(() => {
      freeing = undefined;
      pool.freeMemory();
    }, FREE_AFTER_MS).unref();
  }
  let freeing: NodeJS.Timeout | undefined;

  let done = 0;
  const report = (step: AnyStep, state: StepProgress['state'], fraction: number): void =>
    current.onProgress?.({ step: step.id, title: step.title, state, fraction, done, total: steps.length });

  function watch(step: AnyStep, control: StepControl): () => void {
    if (!current.onProgress) return () => undefined;
    report(step, 'running', 0);
    const timer = setInterval(() => {
      report(step, 'running', control.progress());
    }, 100);
    return () => {
      clearInterval(timer);
    };
  }

  async function complete(step: AnyStep, position: number): Promise<StepRecord> {
    const fingerprint = fingerprints.get(step.id)!;
    const known = findStepResult(database, fingerprint);
    let result = known;
    if (known) made.add(step.id);
    if (!result) {
      const { outputs, warnings, seconds } = await compute(step);
      result = await saveStepResult(
        database,
        datasetId,
        {
          step: step.id,
          version: step.version,
          fingerprint,
          parameters: resolveParameters(step.id, step.parameters, settings.parameters[step.id]),
          warnings,
          seconds,
        },
        outputs,
      );
    }
    current.onStored?.(position, result, known !== undefined);
    await letGo(step);
    done++;
    report(step, known ? 'reused' : 'done', 1);
    return {
      id: step.id,
      title: step.title,
      version: step.version,
      parameters: result.parameters,
      fingerprint,
      seconds: known ? 0 : result.seconds,
      reused: known !== undefined,
      warnings: result.warnings,
    };
  }

  return {
    steps,
    has,
    array,
    branch: (others) =>
      assemble({
        ...parts,
        steps: others,
        given: { fingerprints: fingerprintArrays(steps, fingerprints, given.fingerprints), load: array },
        loaded: undefined,
        scratch: undefined,
      }),
    async execute(options = {}) {
      done = 0;
      executing = true;
      expectUses();
      const failure = new AbortController();
      const signal = anySignal(failure.signal, options.signal);
      current = { ...options, signal };
      const ends = new Map(steps.map(({ id }) => [id, Promise.withResolvers<undefined>()]));
      for (const [id, { promise }] of ends) ended.set(id, promise);
      const running = steps.map(async (step, position) => {
        try {
          return await complete(step, position);
        } catch (error) {
          failure.abort(); // the other steps stop too: the run cannot end well
          throw error;
        } finally {
          ends.get(step.id)!.resolve(undefined);
        }
      });
      const outcomes = await Promise.allSettled(running);
      ended.clear();
      current = {};
      executing = false;
      const errors = outcomes
        .filter((outcome) => outcome.status === 'rejected')
        .map((o) => o.reason as unknown);
      const cause = errors.find((error) => !(error instanceof CancelledError)) ?? errors[0];
      if (cause) throw cause as Error;
      return Promise.all(running);
    },
  };
}

/** By then a message that held an array has been dealt with everywhere. */
const FREE_AFTER_MS = 150;
/** Arrays below stay in memory, so that what is asked for next is at hand. */
const LARGE_BYTES = 32e6;

function isLarge(value: StepValue): boolean {
  return bytesOf(value) > LARGE_BYTES;
}

interface Computed {
  outputs: ArrayValues;
  warnings: string[];
  seconds: number;
}
