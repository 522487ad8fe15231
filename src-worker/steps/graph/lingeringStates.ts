import type { SparseMatrix } from '../../data/arrays.ts';
import { chosenInOrder, nearbyOrder } from '../../data/nearbyOrder.ts';
import { percentile } from '../../data/percentile.ts';
import { sparseProduct, transposedProductArgs, type SparseProductArgs } from '../../kernels/sparseProduct.ts';
import { connectedComponents, nodesByComponent, strongComponents } from './components.ts';
import { leadingEigenpairs, type LinearOperator } from './eigen/leadingEigenpairs.ts';

/** Where the mass of a Markov chain stays. */
export interface LingeringStates {
  /** Sum over the states of their distributions, each scaled to a maximum of 1; one value a cell. */
  mass: Float64Array;
  /** How many distributions have an eigenvalue within the tolerance of 1. */
  stationary: number;
  /** Eigenvalues of distributions that were taken although they leak more, one for each part without any other. */
  leaking: number[];
}

export interface LingeringOptions {
  /** Eigenvalues down to 1 − tolerance count as 1. */
  tolerance: number;
  checkCancelled?: () => void;
}

/** Classes of fewer cells are outliers that nothing else leads to or from, not roots or ends. */
const FEWEST_CELLS = 10;
const SMALLEST_SHARE = 0.002;
/** No more distributions are sought in one strongly connected class. */
const MOST_STATES = 10;

/**
 * The (nearly) stationary distributions of a chain, combined as scVelo's `terminal_states` does: absolute left
 * eigenvectors of T with eigenvalue ≥ 1 − tolerance, each cut at its 2nd and 98th percentile and scaled to 1.
 *
 * `transitions` is cells × cells with rows that sum to 1 or are empty. Eigenvectors are sought in one strongly connected
 * class after the other, where the leading one is unique and positive (Perron–Frobenius); so a chain that falls apart
 * or has several absorbing classes has no arbitrary mixtures.
 *
 * Followed backward, outliers that no other cell points at absorb mass or let it out. So classes of fewer than 10
 * cells (or 0.2 % of them) are left out, and a connected part all of whose other classes leak more than the tolerance is
 * represented by the slowest-leaking one: its quasi-stationary distribution (Darroch and Seneta 1965). scVelo finds
 * nothing there, or rests on what round-off leaves of it.
 */
export function lingeringStates(transitions: SparseMatrix, options: LingeringOptions): LingeringStates {
  const parts = connectedComponents(transitions);
  const fewest = Math.min(transitions.rows, Math.max(FEWEST_CELLS, SMALLEST_SHARE * transitions.rows));
  const classes = classesByPart(transitions, parts.labels, parts.sizes.length, fewest);
  const order = nearbyOrder(transitions);
  const result: LingeringStates = { mass: new Float64Array(transitions.rows), stationary: 0, leaking: [] };
  nodesByComponent(parts).forEach((cells, part) => {
    addStatesOfPart({ transitions, order }, cells, classes[part], options, result);
  });
  return result;
}

/** Transitions, and the cells in an order in which near ones stand together: products in that order are faster. */
interface OrderedChain {
  transitions: SparseMatrix;
  order: Uint32Array;
}

interface State {
  value: number;
  cells: Uint32Array;
  /** In the order of the cells. */
  weights: Float64Array;
}

function addStatesOfPart(
  { transitions, order }: OrderedChain,
  part: Uint32Array,
  classes: Uint32Array[],
  options: LingeringOptions,
  result: LingeringStates,
): void {
  const floor = 1 - options.tolerance;
  let slowest: State | undefined;
  let found = 0;
  for (const members of classes) {
    const cells = chosenInOrder(order, members);
    const transposed = transposedProductArgs(transitions, cells);
    const states = leadingStates(transposed, cells, floor, options);
    for (const state of states) {
      if (state.value < floor) {
        if (!slowest || state.value > slowest.value) slowest = state;
        continue;
      }
      addState(result.mass, part, state);
      found++;
    }
  }
  result.stationary += found;
  if (found > 0 || !slowest) return;
  addState(result.mass, part, slowest);
  result.leaking.push(slowest.value);
}

/** States of one class with eigenvalue ≥ floor, or else its leading one. */
function leadingStates(
  transposed: SparseProductArgs,
  cells: Uint32Array,
  floor: number,
  options: LingeringOptions,
): State[] {
  // Rows that all lose more than the tolerance bound the spectrum: then only the leading state can matter.
  const count = largestColumnSum(transposed) >= floor ? MOST_STATES : 1;
  const { values, vectors } = leadingEigenpairs(productOf(transposed), {
    count,
    order: 'largestReal',
    floor,
    checkCancelled: options.checkCancelled,
  });
  const states = vectors.map((weights, k) => ({ value: values[k], cells, weights }));
  return values[0] < floor ? states.slice(0, 1) : states.filter((state) => state.value >= floor);
}

function addState(mass: Float64Array, part: Uint32Array, state: State): void {
  const weightOf = new Float64Array(mass.length);
  state.cells.forEach((cell, k) => (weightOf[cell] = Math.abs(state.weights[k])));
  const weights = Float64Array.from(part, (cell) => weightOf[cell]);
  const low = percentile(weights, 2);
  let high = percentile(weights, 98);
  // A state of less than 2 % of the cells has nothing above its 98th percentile but itself.
  if (high === 0) for (const weight of weights) high = Math.max(high, weight);
  for (let i = 0; i < part.length; i++)
    if (weights[i] >= low) mass[part[i]] += Math.min(weights[i], high) / high;
}

/**
 * x ↦ Tᵀx, whose eigenvectors are the left eigenvectors of T. Turned once, each product adds up what it reads, in the same order, instead
 * of writing to memory again and again.
 */
function productOf(transposed: SparseProductArgs): LinearOperator {
  const { rows, x: given, y: result } = transposed;
  return {
    size: rows,
    multiply(x, y) {
      given.set(x);
      sparseProduct.run(transposed, 0, rows);
      y.set(result);
    },
  };
}

/** The largest sum of a column, so of a row of the matrix that was transposed. */
function largestColumnSum({ x, indices, values }: SparseProductArgs): number {
  const sums = new Float64Array(x.length);
  for (let p = 0; p < indices.length; p++) sums[indices[p]] += values[p];
  return sums.reduce((most, sum) => Math.max(most, sum), 0);
}

/** The cells of every strongly connected class that is large enough, by the part it lies in. */
function classesByPart(
  transitions: SparseMatrix,
  partOf: Int32Array,
  parts: number,
  fewest: number,
): Uint32Array[][] {
  const groups: Uint32Array[][] = Array.from({ length: parts }, () => []);
  for (const cells of nodesByComponent(strongComponents(transitions)))
    if (cells.length >= fewest) groups[partOf[cells[0]]].push(cells);
  return groups;
}
