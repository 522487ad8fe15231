import { ARRAYS, type ArrayName } from '../../src-worker/data/catalogue.ts';
import type { AnyStep } from '../../src-worker/steps/step.ts';
import { waitsFor } from './plan.ts';
import type { RunSize } from './runSize.ts';

/** The program itself with its threads, before any array. */
const PROGRAM_BYTES = 250e6;
const THREAD_BYTES = 30e6;
/** Freed memory that is not given back at once. */
const SLACK = 1.1;
/** Compressed against plain, of what those runs stored. */
const COMPRESSED = 0.9;
const FATES = 5;
const CONNECTED = 1.4;

/**
 * Most memory that a run holds at once, in bytes. An array is in memory from the step that makes it, or first reads it, to the last
 * that reads it; beside that, two steps at a time need what they work on. Steps that can run at the same time count as doing so.
 *
 * @param steps those that are computed, each after what it reads
 */
export function peakMemory(steps: readonly AnyStep[], size: RunSize, threads: number): number {
  const stages = stagesOf(steps);
  const lives = new Map<ArrayName, { from: number; to: number }>();
  steps.forEach((step, position) => {
    const stage = stages[position];
    for (const name of [...step.inputs, ...step.outputs]) {
      const life = lives.get(name);
      if (life) life.to = Math.max(life.to, stage);
      else lives.set(name, { from: stage, to: stage });
    }
  });
  let most = 0;
  for (const stage of new Set(stages)) {
    let bytes = 0;
    for (const [name, { from, to }] of lives)
      if (from <= stage && stage <= to) bytes += arrayBytes(name, size);
    const scratch = steps
      .filter((_, position) => stages[position] === stage)
      .map((step) => scratchBytes(step.id, size))
      .sort((a, b) => b - a);
    most = Math.max(most, bytes + scratch[0] + (threads > 1 ? (scratch[1] ?? 0) : 0));
  }
  return PROGRAM_BYTES + threads * THREAD_BYTES + SLACK * most;
}

/** How many steps have to be done one after another before each. */
function stagesOf(steps: readonly AnyStep[]): number[] {
  const madeAt = new Map<ArrayName, number>();
  const stages = new Map<string, number>();
  const stageOf = (step: AnyStep): number => {
    const after = steps
      .filter(({ id }) => waitsFor(step.id).includes(id))
      .map((other) => stages.get(other.id) ?? stageOf(other));
    return Math.max(
      0,
      ...[...after, ...step.inputs.map((name) => madeAt.get(name) ?? -1)].map((stage) => stage + 1),
    );
  };
  return steps.map((step) => {
    const stage = stageOf(step);
    stages.set(step.id, stage);
    for (const name of step.outputs) madeAt.set(name, stage);
    return stage;
  });
}

/** What the project file grows by, in bytes, where the results of these steps are added. */
export function storedBytes(steps: readonly AnyStep[], size: RunSize): number {
  let bytes = 0;
  for (const step of steps)
    for (const name of step.outputs)
      if (!ARRAYS[name].derived) bytes += 200 + COMPRESSED * arrayBytes(name, size);
  return bytes;
}

/** Arrays whose size their axes do not tell. */
const BYTES: { readonly [N in ArrayName]?: (size: RunSize) => number } = {
  // 8 bytes an entry, half of the entries in either layer.
  spliced: ({ allNonzero }) => 4 * allNonzero,
  unspliced: ({ allNonzero }) => 4 * allNonzero,
  normalized_spliced: ({ nonzero }) => 4 * nonzero,
  normalized_unspliced: ({ nonzero }) => 4 * nonzero,
  distances: ({ cells, neighbors }) => 8 * cells * neighbors,
  connectivities: ({ cells, neighbors }) => 8 * CONNECTED * cells * neighbors,
  velocity_graph: ({ graphEntries }) => 4 * graphEntries,
  velocity_graph_neg: ({ graphEntries }) => 4 * graphEntries,
  transition_matrix: ({ graphEntries }) => 8 * graphEntries,
  fate_probabilities: ({ cells }) => 8 * cells * FATES,
};

/** Bytes of an array in memory, from what it runs over. */
function arrayBytes(name: ArrayName, size: RunSize): number {
  const own = BYTES[name];
  if (own) return own(size);
  const { cells, genes, components } = size;
  switch (ARRAYS[name].axes) {
    case 'genes × cells':
      return 4 * genes * cells;
    case 'cells × components':
      return 4 * cells * components;
    case 'genes × components':
      return 4 * genes * components;
    case 'cells × 2':
      return 8 * cells;
    case 'cells':
      return 4 * cells;
    case 'genes':
      return 8 * genes;
    case 'all cells':
    case 'all genes':
      return 64 * (cells + genes); // names
    case 'points × 2':
      return 20e3;
    default:
      return 5e3;
  }
}

/** What a step needs beside the arrays that it reads and makes, where that is much. */
function scratchBytes(step: string, size: RunSize): number {
  const { cells, genes, nonzero, allNonzero, velocityGenes, neighbors, graphEntries } = size;
  switch (step) {
    case 'filter':
    case 'normalize':
      return 4 * allNonzero; // counts are turned from genes to cells, a layer at a time
    case 'pca':
    case 'moments':
      return 4 * nonzero;
    case 'neighbors':
      return cells * (100 + 36 * neighbors); // trees, and lists of neighbours before and after a round
    case 'velocity.stochastic':
      return 4 * nonzero + 2 * 4 * cells * genes; // second moments
    case 'velocityGraph':
    case 'velocityConfidence':
      return 2 * 4 * cells * velocityGenes + 8 * graphEntries; // moments and velocities by cell
    case 'fate':
      return 3 * 8 * graphEntries;
    default:
      return 0;
  }
}
