import { MessageChannel, type MessagePort } from 'node:worker_threads';

import { Piscina } from 'piscina';

import { createBell } from '../../src-worker/crew/bell.ts';
import type { ArrayValues } from '../../src-worker/data/catalogue.ts';
import type { Dataset } from '../../src-worker/data/dataset.ts';
import { freeMemory } from '../../src-worker/data/freeMemory.ts';
import { CancelledError, errorFromRecord, errorRecord } from '../../src-worker/data/errors.ts';
import type {
  DatasetFormat,
  FileSummary,
  ImportSource,
  LayerRequest,
} from '../../src-worker/formats/index.ts';
import type { Answer, HelpersWanted, Task, TaskName, Tasks } from '../../src-worker/index.ts';
import { createControl, type StepControl } from '../../src-worker/steps/control.ts';
import { anySignal } from './anySignal.ts';
import { workerFile } from './workerFile.ts';

export interface StepTask {
  step: string;
  parameters: Readonly<Record<string, unknown>>;
  seed: number;
  inputs: ArrayValues;
  /** Through which the caller reads the step's progress. */
  control: StepControl;
  signal?: AbortSignal;
}

/** The threads that compute: each step has one that leads, and helpers of its own that share its parallel parts. */
export interface ComputePool {
  readonly threads: number;
  /** Steps that may run at the same time. */
  readonly concurrentSteps: number;
  /** Starts threads that steps will need soon; where one cannot start, the step that needs it will say so. */
  prepare(): void;
  runStep(task: StepTask): Promise<Tasks['step']['response']>;
  /** Says that large arrays are not needed any more: this thread frees their memory now, the others between two tiles or steps. */
  freeMemory(): void;
  readDataset(source: ImportSource, signal?: AbortSignal): Promise<Dataset>;
  inspectImport(source: ImportSource): Promise<FileSummary>;
  /** Writes a dataset, whole or not at all; gives what the format has no place for, in sentences. */
  writeDataset(
    dataset: Dataset,
    path: string,
    format: DatasetFormat,
    signal?: AbortSignal,
  ): Promise<string[]>;
  close(): Promise<void>;
}

/** A thread that has not answered a cancellation by then is ended. */
const PATIENCE_MS = 2000;

/** Starts `threads` computing threads; they cost nothing while idle. `code` is what they run, the worker's unless told. */
export function createPool(threads: number, code = workerFile()): ComputePool {
  const concurrentSteps = threads > 1 ? 2 : 1;
  const helpers = start(code, Math.max(1, concurrentSteps * (threads - 1)));
  const steps = start(code, concurrentSteps);
  // A reader's memory (the HDF5 library's heap) is only given back when its thread ends, so these do when idle.
  const files = start(code, 1, 100);
  const layers = threads > 1 ? start(code, 1, 100) : undefined;
  const threadsOfSteps: StepThreads = {
    steps,
    helpers,
    helpersOfStep: threads - 1,
    freed: new SharedArrayBuffer(4),
  };
  return {
    threads,
    concurrentSteps,
    prepare() {
      for (let k = 0; k < concurrentSteps; k++) ask(steps, { task: 'prepare' }).catch(() => undefined);
      for (let k = 0; k < threads - 1; k++) ask(helpers, { task: 'prepare' }).catch(() => undefined);
    },
    runStep: (task) => runStep(threadsOfSteps, task),
    freeMemory() {
      const counter = new Int32Array(threadsOfSteps.freed);
      Atomics.add(counter, 0, 1);
      Atomics.notify(counter, 0);
      freeMemory();
    },
    readDataset: (source, signal) => readDataset(files, layers, source, signal),
    inspectImport: (source) => ask(files, { task: 'inspect', source }),
    writeDataset: (dataset, path, format, signal) => writeDataset(files, dataset, path, format, signal),
    async close() {
      await Promise.all([helpers, steps, files, ...(layers ? [layers] : [])].map((pool) => pool.destroy()));
    },
  };
}

interface StepThreads {
  steps: Piscina;
  helpers: Piscina;
  /** How many of them one step may have. */
  helpersOfStep: number;
  /** How many times memory was to be freed, a number that all threads look at. */
  freed: SharedArrayBuffer;
}

function start(code: string, threads: number, idleTimeout = 60_000): Piscina {
  return new Piscina({
    filename: code,
    minThreads: 0,
    maxThreads: threads,
    idleTimeout,
    // An idle thread is to hear of other things than tasks: that it may free memory.
    atomics: 'disabled',
    // Warnings about experimental features are for developers of Node, not for users of this program.
    execArgv: ['--disable-warning=ExperimentalWarning'],
  });
}

async function ask<N extends TaskName>(
  pool: Piscina,
  task: { task: N } & Tasks[N]['request'],
  options: { signal?: AbortSignal; transferList?: MessagePort[] } = {},
): Promise<Tasks[N]['response']> {
  const answer = (await pool.run(task, options)) as Answer<Tasks[N]['response']>;
  if (!answer.ok) throw errorFromRecord(answer.error);
  return answer.value;
}

/** Reads on a thread of its own, and a layer on another where that pays. They are ended where the signal says stop. */
async function readDataset(
  files: Piscina,
  layers: Piscina | undefined,
  source: ImportSource,
  signal?: AbortSignal,
): Promise<Dataset> {
  const over = new AbortController();
  const port = layers && answerLayers(layers, anySignal(over.signal, signal));
  try {
    const transferList = port && [port];
    return await ask(files, { task: 'read', source, layers: port }, { signal, transferList });
  } catch (error) {
    throw signal?.aborted ? new CancelledError() : error;
  } finally {
    over.abort();
  }
}

/** A port for requests of layers, which are read by a thread of `layers` and sent back. */
function answerLayers(layers: Piscina, signal: AbortSignal): MessagePort {
  const { port1, port2 } = new MessageChannel();
  signal.addEventListener('abort', () => {
    port1.close();
  });
  port1.on('message', (layer: LayerRequest) => {
    const task: Task = { task: 'layer', layer };
    layers.run(task, { signal }).then(
      (answer) => {
        port1.postMessage(answer);
      },
      (error: unknown) => {
        port1.postMessage({ ok: false, error: errorRecord(error) } satisfies Answer<unknown>);
      },
    );
  });
  return port2;
}

/** Writes on a thread of its own, which takes away what it has written where the signal says stop. */
async function writeDataset(
  files: Piscina,
  dataset: Dataset,
  path: string,
  format: DatasetFormat,
  signal?: AbortSignal,
): Promise<string[]> {
  if (signal?.aborted) throw new CancelledError();
  const control = createControl();
  const onAbort = (): void => {
    control.cancel();
  };
  signal?.addEventListener('abort', onAbort, { once: true });
  try {
    return await ask(files, { task: 'write', dataset, path, format, control: control.memory });
  } finally {
    signal?.removeEventListener('abort', onAbort);
  }
}

async function runStep(
  { steps, helpers, helpersOfStep, freed }: StepThreads,
  { step, parameters, seed, inputs, control, signal }: StepTask,
): Promise<Tasks['step']['response']> {
  if (signal?.aborted) throw new CancelledError();
  const { port1, port2 } = new MessageChannel();
  const bell = createBell();
  const killer = new AbortController();
  let broken: { error: unknown } | undefined;
  let patience: NodeJS.Timeout | undefined;
  const onAbort = (): void => {
    control.cancel();
    patience = setTimeout(() => {
      killer.abort();
    }, PATIENCE_MS);
  };
  signal?.addEventListener('abort', onAbort, { once: true });
  port1.on('message', ({ ports }: HelpersWanted) => {
    for (const port of ports) {
      const help = { task: 'help' as const, port, bell: bell.memory, control: control.memory, freed };
      ask(helpers, help, { signal: killer.signal, transferList: [port] }).catch((error: unknown) => {
        // A helper that is gone (out of memory) took its tile along: the step would wait for it for ever.
        broken ??= { error };
        killer.abort();
      });
    }
  });
  try {
    const request = { step, parameters, seed, inputs, control: control.memory, bell: bell.memory };
    return await ask(
      steps,
      { task: 'step', ...request, helpers: helpersOfStep, port: port2, freed },
      { signal: killer.signal, transferList: [port2] },
    );
  } catch (error) {
    if (signal?.aborted && killer.signal.aborted) throw new CancelledError();
    throw broken ? broken.error : error;
  } finally {
    clearTimeout(patience);
    signal?.removeEventListener('abort', onAbort);
    bell.end();
    port1.close();
  }
}
