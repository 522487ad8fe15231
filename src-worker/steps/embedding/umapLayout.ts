import { UMAP } from 'umap-js';

/** An undirected weighted graph as a list of directed edges, and where its layout starts and ends. */
export interface LayoutRequest {
  heads: number[];
  tails: number[];
  /** Epochs between two uses of an edge: the largest weight over its weight. */
  epochsPerSample: number[];
  /** Starting positions, one pair a vertex; moved in place to the final ones. */
  positions: number[][];
  epochs: number;
  a: number;
  b: number;
  random: () => number;
  /** Called after every epoch; may throw to stop. */
  onEpoch: (done: number) => void;
}

/**
 * Moves the vertices by the stochastic gradient descent of UMAP, as umap-js does it.
 *
 * umap-js can only be started from points in a vector space and from random positions, and fits a and b coarsely;
 * here the graph, the start and the curve are given. So its state before the first epoch is filled in directly.
 */
export function layoutGraph(request: LayoutRequest): void {
  const { heads, tails, epochsPerSample, positions, epochs, a, b } = request;
  const optimizer = optimizerOf(new UMAP({ nEpochs: epochs, nComponents: 2, random: request.random }));
  Object.assign(optimizer.optimizationState, {
    head: heads,
    tail: tails,
    headEmbedding: positions,
    tailEmbedding: positions,
    epochsPerSample,
    a,
    b,
    nEpochs: epochs,
    nVertices: positions.length,
  });
  optimizer.prepareForOptimizationLoop();
  for (let epoch = 1; epoch <= epochs; epoch++) {
    optimizer.step();
    request.onEpoch(epoch);
  }
}

/** What this file uses of umap-js beyond its public face; its version is pinned for that reason. */
interface UmapOptimizer {
  optimizationState: {
    head: number[];
    tail: number[];
    headEmbedding: number[][];
    tailEmbedding: number[][];
    epochsPerSample: number[];
    a: number;
    b: number;
    nEpochs: number;
    nVertices: number;
  };
  prepareForOptimizationLoop(): void;
  step(): number;
}

function optimizerOf(umap: UMAP): UmapOptimizer {
  const optimizer = umap as unknown as UmapOptimizer;
  if (typeof optimizer.prepareForOptimizationLoop !== 'function' || !optimizer.optimizationState)
    throw new Error(
      'This version of umap-js has another inside than 1.4; layoutGraph must be adapted to it.',
    );
  return optimizer;
}
