import type { SparseMatrix } from '../../data/arrays.ts';
import { sharedArray } from '../../data/arrays.ts';
import { neighbourhoods, type Neighbourhoods } from '../../data/neighbourhoods.ts';
import { createRandom } from '../../data/random.ts';

/** Some of the cells, and the graph among them. */
export interface CellSample {
  /** Ascending indices of the cells. */
  cells: Uint32Array;
  /** Over the sample: a cell's neighbours are those of the sample that lie nearest to it in the graph of all cells. */
  graph: Neighbourhoods;
}

/** At most so many steps are gone from a cell in search of its neighbours. */
const MOST_STEPS = 5;

/**
 * A sample of `size` cells, always the same for the same graph: as many of every neighbourhood as its share. Two cells of it are as near as there are
 * ways of two steps from one to the other (of more where two steps meet too few cells of the sample); the `k` nearest
 * become neighbours.
 *
 * @returns nothing where there are no more than `size` cells.
 */
export function sampleCells(graph: Neighbourhoods, size: number, k: number): CellSample | undefined {
  const all = graph.indptr.length - 1;
  if (all <= size) return undefined;
  const cells = evenSample(graph, size);
  const place = new Int32Array(all).fill(-1);
  for (let c = 0; c < size; c++) place[cells[c]] = c;
  const walk = createWalk(graph);
  const indptr = new Uint32Array(size + 1);
  const indices: number[] = [];
  for (let c = 0; c < size; c++) {
    indices.push(...nearest(walk, cells[c], place, k));
    indptr[c + 1] = indices.length;
  }
  const links: SparseMatrix = {
    kind: 'sparse',
    rows: size,
    cols: size,
    indptr,
    indices: Uint32Array.from(indices),
    data: new Float32Array(indices.length).fill(1),
  };
  return { cells, graph: neighbourhoods(links) };
}

/**
 * Takes cells in a random order, but none whose neighbourhood has its share of the sample already; where cells are left to
 * take, neighbourhoods may have a little more, and so on. Sums over the sample then vary far less than with chance alone.
 */
function evenSample({ indptr, receiverIndptr, receivers }: Neighbourhoods, size: number): Uint32Array {
  const all = indptr.length - 1;
  const order = createRandom(0, 'sample of cells').permutation(all);
  const taken = new Uint8Array(all);
  /** How many cells of each neighbourhood are taken. */
  const around = new Uint32Array(all);
  const cells = sharedArray('u32', size);
  let count = 0;
  for (let share = size / all; count < size; share *= 1.1) {
    for (let k = 0; k < all && count < size; k++) {
      const i = order[k];
      if (taken[i] > 0 || around[i] >= share * (indptr[i + 1] - indptr[i])) continue;
      taken[i] = 1;
      cells[count++] = i;
      for (let p = receiverIndptr[i]; p < receiverIndptr[i + 1]; p++) around[receivers[p]]++;
    }
  }
  return cells.sort();
}

/** The sample's cells nearest to a cell, which is one of them, by their ascending places in the sample. */
function nearest(walk: Walk, cell: number, place: Int32Array, k: number): Float64Array {
  walk.start(cell);
  walk.step();
  const found: number[] = [];
  for (let step = 2; step <= MOST_STEPS && found.length < k; step++) {
    walk.step();
    found.length = 0;
    // One number to sort by: most ways first, then the place.
    for (const i of walk.reached) if (place[i] >= 0) found.push(place[i] - walk.ways[i] * PLACES);
  }
  const keys = Float64Array.from(found).sort().subarray(0, k);
  for (let c = 0; c < keys.length; c++) keys[c] = ((keys[c] % PLACES) + PLACES) % PLACES;
  return keys.sort();
}

/** More than a sample has cells. */
const PLACES = 2 ** 20;

/** Steps from cell to cell along a graph. */
interface Walk {
  /** Cells where the walk may be now, and in how many ways it comes to each cell. */
  reached: number[];
  ways: Float64Array;
  start(cell: number): void;
  step(): void;
}

function createWalk({ indptr, indices }: Neighbourhoods): Walk {
  const cells = indptr.length - 1;
  let next: Float64Array = new Float64Array(cells);
  const walk: Walk = {
    reached: [],
    ways: new Float64Array(cells),
    start(cell) {
      for (const i of walk.reached) walk.ways[i] = 0;
      walk.reached = [cell];
      walk.ways[cell] = 1;
    },
    step() {
      const reached: number[] = [];
      for (const i of walk.reached) {
        for (let p = indptr[i]; p < indptr[i + 1]; p++) {
          const j = indices[p];
          if (next[j] === 0) reached.push(j);
          next[j] += walk.ways[i];
        }
        walk.ways[i] = 0;
      }
      [walk.ways, next] = [next, walk.ways];
      walk.reached = reached;
    },
  };
  return walk;
}
