import { once } from 'node:events';
import type { MessagePort } from 'node:worker_threads';

import { createBell } from './crew/bell.ts';
import { helpCrew } from './crew/help.ts';
import { leadCrew } from './crew/lead.ts';
import type { SparseMatrix } from './data/arrays.ts';
import type { ArrayValues } from './data/catalogue.ts';
import type { Dataset } from './data/dataset.ts';
import { CancelledError, errorFromRecord, errorRecord, type ErrorRecord } from './data/errors.ts';
import { freeMemory } from './data/freeMemory.ts';
import {
  readLayer,
  writeDataset,
  type DatasetFormat,
  type FileSummary,
  type ImportSource,
  type LayerRequest,
  type ReadElsewhere,
} from './formats/index.ts';
import { inspectImport, readImport } from './merge/index.ts';
import { runStep } from './steps/context.ts';
import { createControl } from './steps/control.ts';
import { stepNamed } from './steps/registry.ts';

/** What the main process may ask of a thread of the pool, and what it gets back. */
export interface Tasks {
  step: {
    request: {
      step: string;
      parameters: Readonly<Record<string, unknown>>;
      seed: number;
      inputs: ArrayValues;
      control: SharedArrayBuffer;
      /** Threads that can be called to help. */
      helpers: number;
      /** Through which they are called, by sending the ports at which they find their work. */
      port: MessagePort;
      /** Tells them of work, and when there is no more. */
      bell: SharedArrayBuffer;
      /** How many times memory was to be freed. */
      freed: SharedArrayBuffer;
    };
    response: { outputs: ArrayValues; warnings: string[] };
  };
  help: {
    request: {
      port: MessagePort;
      bell: SharedArrayBuffer;
      control: SharedArrayBuffer;
      freed: SharedArrayBuffer;
    };
    response: undefined;
  };
  /** Does nothing, on a thread that is then there. */
  prepare: { request: object; response: undefined };
  read: {
    /** With a port where another thread can be asked for a layer: it takes requests and gives answers. */
    request: { source: ImportSource; layers?: MessagePort };
    response: Dataset;
  };
  layer: { request: { layer: LayerRequest }; response: SparseMatrix<Float32Array> };
  inspect: { request: { source: ImportSource }; response: FileSummary };
  write: {
    request: { dataset: Dataset; path: string; format: DatasetFormat; control: SharedArrayBuffer };
    /** What the format has no place for, in sentences. */
    response: string[];
  };
}

/** What a step sends to call helpers. */
export interface HelpersWanted {
  ports: MessagePort[];
}

export type TaskName = keyof Tasks;
export type Task = { [N in TaskName]: { task: N } & Tasks[N]['request'] }[TaskName];
export type Answer<T> = { ok: true; value: T } | { ok: false; error: ErrorRecord };

/** The entry of a pool thread. Errors are returned as records, since a thrown one loses its class on the way. */
export default async function runTask(task: Task): Promise<Answer<unknown>> {
  working++;
  worked = true;
  try {
    return { ok: true, value: await handle(task) };
  } catch (error) {
    return { ok: false, error: errorRecord(error) };
  } finally {
    working--;
  }
}

/** How many times memory was to be freed when this thread last did so; unknown until its first task. */
let freed: number | undefined;
/** Whether this thread has worked on arrays since then, and so may still refer to some. */
let worked = false;
let working = 0;

function freeingIfTold(memory: SharedArrayBuffer): () => void {
  const counter = new Int32Array(memory);
  return () => {
    freeMemoryIfTold(counter);
  };
}

function freeMemoryIfTold(counter: Int32Array): void {
  const told = Atomics.load(counter, 0);
  if (told === freed) return;
  freed = told;
  if (worked) freeMemory();
  worked = working > 0;
}

/** From now on this thread frees memory when it is told to, also while it has nothing to do. */
async function freeWhenTold(counter: Int32Array): Promise<never> {
  freed = Atomics.load(counter, 0);
  for (;;) {
    await Atomics.waitAsync(counter, 0, freed).value;
    freeMemoryIfTold(counter);
  }
}

async function handle(task: Task): Promise<Tasks[TaskName]['response']> {
  if ('freed' in task && freed === undefined) void freeWhenTold(new Int32Array(task.freed));
  switch (task.task) {
    case 'step':
      return runStepTask(task);
    case 'help': {
      const { port, bell, control, freed: counter } = task;
      helpCrew(port, createBell(bell), createControl(control), freeingIfTold(counter));
      return undefined;
    }
    case 'prepare':
      return undefined;
    case 'read':
      return readWithHelp(task);
    case 'layer':
      return readLayer(task.layer);
    case 'inspect':
      return inspectImport(task.source);
    case 'write': {
      const control = createControl(task.control);
      return writeDataset(task.dataset, task.path, task.format, {
        checkpoint() {
          if (control.cancelled()) throw new CancelledError();
        },
      });
    }
  }
}

/** Reads a dataset; a layer of it is read by another thread meanwhile, where one can be asked. */
async function readWithHelp({ source, layers }: Tasks['read']['request']): Promise<Dataset> {
  if (!layers) return readImport(source);
  const elsewhere: ReadElsewhere = async (request) => {
    layers.postMessage(request);
    const [answer] = (await once(layers, 'message')) as [Answer<SparseMatrix<Float32Array>>];
    if (!answer.ok) throw errorFromRecord(answer.error);
    return answer.value;
  };
  try {
    return await readImport(source, { elsewhere });
  } finally {
    layers.close();
  }
}

async function runStepTask(task: Tasks['step']['request']): Promise<Tasks['step']['response']> {
  const { port } = task;
  const control = createControl(task.control);
  const warnings: string[] = [];
  const between = freeingIfTold(task.freed);
  const call = (ports: MessagePort[]): void => {
    port.postMessage({ ports } satisfies HelpersWanted, ports);
  };
  try {
    const outputs = await runStep({
      step: stepNamed(task.step),
      parameters: task.parameters,
      seed: task.seed,
      inputs: task.inputs,
      control,
      warn: (message) => void warnings.push(message),
      runTiles: leadCrew(task.helpers, createBell(task.bell), control, between, call),
      between,
    });
    return { outputs, warnings };
  } finally {
    port.close();
  }
}
