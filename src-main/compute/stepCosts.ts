import type { ArrayName } from '../../src-worker/data/catalogue.ts';
import { resolveParameters } from '../../src-worker/steps/parameters.ts';
import type { AnyStep } from '../../src-worker/steps/step.ts';
import type { RunSize } from './runSize.ts';

/** Seconds of a step on one core: what stays on one thread, and what all threads share. */
interface StepCost {
  serial: number;
  shared: number;
}

type Parameters = Readonly<Record<string, unknown>>;
type CostRule = (size: RunSize, parameters: Parameters) => StepCost;

/**
 * What each step costs. The numbers are fitted to whole runs of November 2026 with Node 24 on one core of a server (x86-64, about
 * 2.5 GHz), CPU time a step: the bundled pancreas data (739 cells, 3,962 genes kept) and simulated data of 3,000 cells × 2,000
 * genes with all models, 10,000 × 1,000 steady state; and seconds on two cores of 20,000 × 2,000 and 100,000 × 2,000, steady
 * state. Other machines differ by a factor that the project's own runs tell (`estimate.ts`).
 */
const COSTS: Record<string, CostRule> = {
  filter: ({ allNonzero }) => serial(0.05 + 1e-8 * allNonzero),
  normalize: ({ nonzero }) => serial(0.01 + 1.8e-8 * nonzero),
  variableGenes: ({ nonzero }) => serial(0.01 + 4e-9 * nonzero),
  pca: ({ nonzero, cells, components }, { source }) =>
    source === 'file'
      ? serial(1e-8 * cells * components)
      : cost(0.2 + 1.5e-8 * nonzero, (0.05 + 9.5e-8 * nonzero) * (0.4 + 0.6 * (components / 30))),
  neighbors: ({ cells, components, neighbors }, { source, components: used }) =>
    source === 'file'
      ? serial(1e-7 * cells * neighbors)
      : cost(
          1.5e-7 * cells * neighbors,
          (neighborSearch(cells, neighbors) * Math.min(Number(used), components)) / 30,
        ),
  cluster: ({ cells, neighbors }, { source }) =>
    source === 'compute' ? serial(0.05 + 4.5e-6 * cells * neighbors) : serial(1e-7 * cells),
  moments: ({ cells, genes, neighbors }) => shared(0.02 + 4.8e-8 * cells * genes * (neighbors / 30)),
  umap: ({ cells, neighbors }, { source, epochs }) =>
    source === 'file'
      ? serial(1e-7 * cells)
      : shared(0.05 + 2.3e-7 * cells * (Number(epochs) || (cells > 10_000 ? 200 : 500)) * (neighbors / 30)),
  'velocity.steadyState': ({ cells, genes }) => shared(0.03 + 3.5e-8 * cells * genes),
  'velocity.stochastic': ({ cells, genes, neighbors }) =>
    shared(0.03 + (0.5 + 0.5 * (neighbors / 30)) * 1.1e-7 * cells * genes),
  recoverDynamics: ({ cells, fittedGenes }, { maxIterations }) =>
    shared(fittedGenes * (2.1e-7 * cells + (7.5e-7 + 3e-8 * Number(maxIterations)) * Math.min(cells, 3000))),
  'velocity.dynamical': ({ cells, fittedGenes }) => shared(3e-7 * cells * fittedGenes),
  velocityGraph: ({ graphEntries, velocityGenes }) =>
    shared(0.05 + graphEntries * (1.5e-7 + 3.5e-10 * velocityGenes)),
  velocityConfidence: ({ graphEntries, velocityGenes }) =>
    shared(0.05 + graphEntries * (8e-8 + 3.3e-10 * velocityGenes)),
  rootsAndEnds: ({ graphEntries }) => serial(0.05 + 5.2e-7 * graphEntries),
  pseudotime: ({ graphEntries }, { components }) =>
    serial(0.01 + 1.25e-7 * graphEntries * (Number(components) / 10)),
  latentTime: ({ cells, fittedGenes }) => shared(1e-7 * cells * fittedGenes),
  transitionMatrix: ({ graphEntries }) => shared(0.01 + 4e-8 * graphEntries),
  projection: ({ graphEntries }) => shared(0.02 + 2.2e-7 * graphEntries),
  streamlines: ({ cells }, { density }) => cost(0.05 * Number(density), 6e-6 * cells),
  rankVelocityGenes: ({ cells, genes }) => shared(8e-8 * cells * genes),
  rankDynamicalGenes: ({ cells, fittedGenes }) => shared(8e-8 * cells * fittedGenes),
  fate: ({ graphEntries, cells }) => {
    const work = 0.3 + 5.5e-7 * graphEntries * (1 + cells / 100_000);
    return cost(0.6 * work, 0.4 * work);
  },
};

/**
 * Seconds that a step is expected to take on the machine that was measured.
 *
 * @param given its parameters, where they differ from the defaults
 * @param available arrays that the dataset itself provides
 */
export function expectedSeconds(
  step: AnyStep,
  size: RunSize,
  given: Parameters | undefined,
  available: ReadonlyMap<ArrayName, unknown>,
  threads: number,
): number {
  const rule = COSTS[step.id];
  if (!rule) throw new Error(`No cost is known of step ${step.id}`);
  let parameters: Parameters = resolveParameters(step.id, step.parameters, given);
  if (parameters['source'] === 'auto') {
    const takes = step.optionalInputs.some((name) => name.endsWith('_given') && available.has(name));
    parameters = { ...parameters, source: takes ? 'file' : 'compute' };
  }
  const { serial: alone, shared: divided } = rule(size, parameters);
  // Threads share memory: the last ones bring less than the first.
  return alone + divided / Math.max(1, threads) ** 0.9;
}

/** Of every cell with every other, or along the graph, whichever is faster. */
function neighborSearch(cells: number, neighbors: number): number {
  return Math.min(0.08 + 1.6e-8 * cells ** 2, 9e-6 * cells * Math.log2(cells) * (neighbors / 30) ** 1.5);
}

function cost(serialSeconds: number, sharedSeconds: number): StepCost {
  return { serial: serialSeconds, shared: sharedSeconds };
}

function serial(seconds: number): StepCost {
  return cost(seconds, 0);
}

function shared(seconds: number): StepCost {
  return cost(0, seconds);
}
