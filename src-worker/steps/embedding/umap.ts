import { dense, type DenseArray, type SparseMatrix } from '../../data/arrays.ts';
import type { Random } from '../../data/random.ts';
import { forceTables } from '../../kernels/forceTables.ts';
import { LAYOUT_TILE, layoutEpoch, layoutEpochArgs, type LayoutEdges } from '../../kernels/layoutEpoch.ts';
import { defineStep } from '../step.ts';
import { umapCurve } from './umapCurve.ts';

const BOX = 10;
const NOISE = 1e-4;
const MANY_CELLS = 10_000;

/**
 * A layout of the cells in two dimensions (`X_umap`, cells × 2) in which cells with large connectivities lie together.
 * It starts from the first two principal components, so that the large-scale shape is theirs and the same every time.
 */
export const umap = defineStep({
  id: 'umap',
  version: 3,
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
  async run(context) {
    const { source, minDist, spread } = context.parameters;
    const connectivities = context.input('connectivities');
    const cells = connectivities.rows;
    const given = context.optional('X_umap_given');
    if (given && source === 'auto') {
      const layout = restricted(given, context.optional('cell_index')?.data, cells);
      if (layout) return { X_umap: layout };
      context.warn('The UMAP of the file is not two finite numbers a cell; it was laid out anew.');
    }

    const epochs = epochsFor(context.parameters.epochs, cells);
    const random = context.random('layout');
    const X_umap = dense('f32', [cells, 2]);
    startAtComponents(X_umap.data, context.input('X_pca'), random);
    const edges = edgesToSample(connectivities, epochs);
    if (edges.indices.length === 0)
      context.warn('No cells are neighbours: the layout shows principal components.');
    const { a, b } = umapCurve(minDist, spread);
    const args = layoutEpochArgs(edges, forceTables(a, b), epochs, random.integer(2 ** 32));
    args.even.set(X_umap.data);
    await context.parallel(layoutEpoch, args, cells, { tile: LAYOUT_TILE, rounds: epochs });
    X_umap.data.set(epochs % 2 === 0 ? args.even : args.odd);
    return { X_umap };
  },
});

/** The rounds of optimisation that are taken where so many are asked for; 0 leaves their number to the cells. */
export function epochsFor(asked: number, cells: number): number {
  return asked || (cells > MANY_CELLS ? 200 : 500);
}

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
function startAtComponents(positions: Float32Array, pca: DenseArray<Float32Array>, random: Random): void {
  const [cells, width] = pca.shape;
  for (let d = 0; d < 2; d++) {
    let low = Infinity;
    let high = -Infinity;
    for (let i = 0; i < cells && d < width; i++) {
      low = Math.min(low, pca.data[i * width + d]);
      high = Math.max(high, pca.data[i * width + d]);
    }
    for (let i = 0; i < cells; i++) {
      const place = high > low ? (pca.data[i * width + d] - low) / (high - low) : 0.5;
      positions[2 * i + d] = BOX * place + NOISE * random.normal();
    }
  }
}

/** The edges, both ways, with the share of the epochs that use each; without those so weak that none would. */
function edgesToSample(graph: SparseMatrix<Float32Array>, epochs: number): LayoutEdges {
  const strongest = graph.data.reduce((a, b) => Math.max(a, b), 0);
  const used = (i: number, p: number): boolean =>
    graph.indices[p] !== i && graph.data[p] > 0 && graph.data[p] >= strongest / epochs;
  const indptr = new Uint32Array(graph.rows + 1);
  for (let i = 0; i < graph.rows; i++) {
    let count = 0;
    for (let p = graph.indptr[i]; p < graph.indptr[i + 1]; p++) if (used(i, p)) count++;
    indptr[i + 1] = indptr[i] + count;
  }
  const indices = new Uint32Array(indptr[graph.rows]);
  const rates = new Float32Array(indptr[graph.rows]);
  for (let i = 0, q = 0; i < graph.rows; i++) {
    for (let p = graph.indptr[i]; p < graph.indptr[i + 1]; p++) {
      if (!used(i, p)) continue;
      indices[q] = graph.indices[p];
      rates[q++] = graph.data[p] / strongest;
    }
  }
  return { indptr, indices, rates };
}
