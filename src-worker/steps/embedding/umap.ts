import { dense, type DenseArray, type SparseMatrix } from '../../data/arrays.ts';
import type { Random } from '../../data/random.ts';
import { defineStep } from '../step.ts';
import { umapCurve } from './umapCurve.ts';
import { layoutGraph } from './umapLayout.ts';

const BOX = 10;
const NOISE = 1e-4;
const MANY_CELLS = 10_000;

/**
 * A layout of the cells in two dimensions (`X_umap`, cells × 2) in which cells with large connectivities lie together.
 * It starts from the first two principal components, so that the large-scale shape is theirs and the same every time.
 */
export const umap = defineStep({
  id: 'umap',
  version: 1,
  title: 'UMAP',
  summary: 'Lays the neighbour graph out in the plane, or takes the UMAP of the file.',
  reference: 'McInnes, Healy and Melville 2018, arXiv:1802.03426',
  parameters: {
    source: {
      type: 'choice',
      default: 'auto',
      choices: ['auto', 'compute'],
      label: 'UMAP',
      help: 'auto: that of the file where it has one; compute: always lay out anew.',
    },
    minDist: {
      type: 'number',
      default: 0.5,
      min: 0,
      max: 10,
      label: 'Minimum distance',
      help: 'How close cells may lie; smaller values give tighter clumps.',
    },
    spread: {
      type: 'number',
      default: 1,
      min: 0.05,
      max: 20,
      label: 'Spread',
      help: 'The scale of the distances between cells.',
    },
    epochs: {
      type: 'integer',
      default: 0,
      min: 0,
      max: 5000,
      label: 'Epochs',
      help: 'Rounds of optimisation; 0 chooses 500, or 200 above 10,000 cells.',
    },
  },
  inputs: ['connectivities', 'X_pca'],
  optionalInputs: ['X_umap_given', 'cell_index'],
  outputs: ['X_umap'],
  seeded: true,
  run(context) {
    const { source, minDist, spread } = context.parameters;
    const connectivities = context.input('connectivities');
    const cells = connectivities.rows;
    const given = context.optional('X_umap_given');
    if (given && source === 'auto') {
      const layout = restricted(given, context.optional('cell_index')?.data, cells);
      if (layout) return { X_umap: layout };
      context.warn('The UMAP of the file is not two finite numbers a cell; it was laid out anew.');
    }

    const epochs = context.parameters.epochs || (cells > MANY_CELLS ? 200 : 500);
    const random = context.random('layout');
    const positions = startingPositions(context.input('X_pca'), random);
    const edges = edgesToSample(connectivities, epochs);
    if (edges.heads.length === 0)
      context.warn('No cells are neighbours: the layout shows principal components.');
    layoutGraph({
      ...edges,
      positions,
      epochs,
      ...umapCurve(minDist, spread),
      random: random.uniform,
      onEpoch: (done) => {
        context.checkCancelled();
        context.progress(done / epochs);
      },
    });
    const layout = dense('f32', [cells, 2]);
    positions.forEach((position, i) => layout.data.set(position, 2 * i));
    return { X_umap: layout };
  },
});

/** The file's layout for the kept cells, or nothing where it cannot be drawn. */
function restricted(
  given: DenseArray<Float32Array>,
  cellIndex: Uint32Array | undefined,
  cells: number,
): DenseArray<Float32Array> | undefined {
  const width = given.shape[1];
  if (!(width >= 2)) return undefined;
  const layout = dense('f32', [cells, 2]);
  for (let i = 0; i < cells; i++) {
    const row = (cellIndex ? cellIndex[i] : i) * width;
    layout.data[2 * i] = given.data[row];
    layout.data[2 * i + 1] = given.data[row + 1];
  }
  return layout.data.every(Number.isFinite) ? layout : undefined;
}

/** The first two components, each stretched to a box, with a trace of noise that parts identical cells. */
function startingPositions(pca: DenseArray<Float32Array>, random: Random): number[][] {
  const [cells, width] = pca.shape;
  const positions = Array.from({ length: cells }, () => [0, 0]);
  for (let d = 0; d < 2; d++) {
    let low = Infinity;
    let high = -Infinity;
    for (let i = 0; i < cells && d < width; i++) {
      low = Math.min(low, pca.data[i * width + d]);
      high = Math.max(high, pca.data[i * width + d]);
    }
    for (let i = 0; i < cells; i++) {
      const place = high > low ? (pca.data[i * width + d] - low) / (high - low) : 0.5;
      positions[i][d] = BOX * place + NOISE * random.normal();
    }
  }
  return positions;
}

/** Edges in both directions, without those so weak that no epoch would use them. */
function edgesToSample(
  graph: SparseMatrix<Float32Array>,
  epochs: number,
): { heads: number[]; tails: number[]; epochsPerSample: number[] } {
  const strongest = graph.data.reduce((a, b) => Math.max(a, b), 0);
  const heads: number[] = [];
  const tails: number[] = [];
  const epochsPerSample: number[] = [];
  for (let i = 0; i < graph.rows; i++) {
    for (let p = graph.indptr[i]; p < graph.indptr[i + 1]; p++) {
      const weight = graph.data[p];
      if (graph.indices[p] === i || weight === 0 || weight < strongest / epochs) continue;
      heads.push(i);
      tails.push(graph.indices[p]);
      epochsPerSample.push(strongest / weight);
    }
  }
  return { heads, tails, epochsPerSample };
}
