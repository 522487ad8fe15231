import { ARRAYS, type ArrayName } from '../../src-worker/data/catalogue.ts';
import type { AnyStep } from '../../src-worker/steps/step.ts';
import type { RunSize } from './runSize.ts';

/** The program itself with its threads, before any array. */
const PROGRAM_BYTES = 200e6;
const THREAD_BYTES = 30e6;
/** Freed memory that is not given back at once; measured on the runs named in `stepCosts.ts`. */
const SLACK = 1.3;
/** Compressed against plain, of what those runs stored. */
const COMPRESSED = 0.9;
const FATES = 5;
const CONNECTED = 1.4;

/**
 * Most memory that a run holds at once, in bytes: arrays that steps make are kept while it lasts, and the step that needs most
 * has that beside them.
 *
 * @param steps those that are computed
 */
export function peakMemory(steps: readonly AnyStep[], size: RunSize, threads: number): number {
  const arrays = new Set<ArrayName>();
  for (const step of steps)
    for (const name of [...step.inputs, ...step.outputs]) if (name in ARRAYS) arrays.add(name);
  let held = 0;
  for (const name of arrays) held += arrayBytes(name, size);
  const scratch = Math.max(0, ...steps.map((step) => scratchBytes(step.id, size)));
  return PROGRAM_BYTES + threads * THREAD_BYTES + SLACK * (held + scratch);
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
