import { LuDecomposition, Matrix } from 'ml-matrix';

import { sharedArray } from '../../data/arrays.ts';
import { DataError } from '../../data/errors.ts';
import { applyChainKernel, diagonal, visitRow, type Chain } from './chain.ts';
import { coarseCorrection } from './coarseCorrection.ts';
import { downwindPreconditioner } from './downwind.ts';
import { gmres } from './gmres.ts';
import type { Work } from '../work.ts';

export interface Absorption {
  /** Cells × states, row-major; NaN for a cell that reaches no state. Other rows sum to 1. */
  probabilities: Float64Array;
  /** Expected steps until a terminal state; NaN likewise. */
  time: Float64Array;
  /** Cells that reach no state. */
  unreached: number;
  /** Cells that reach one, but with a chance below 99 %. */
  doubtful: number;
  /** Largest entry of the residuals of (I − Q) F = R. */
  residual: number;
}

/** Fewer transient cells are solved directly. */
const DIRECT_LIMIT = 200;
const RESIDUAL = 1e-12;
/**
 * Chance a step that the chain is given up. It bounds the times, and so the error that the residual allows; what it
 * takes from a cell that reaches a state in 100 steps is a millionth. A cell caught in a group that it leaves once in
 * many hundred millions of steps does not reach a state in any sense that matters.
 */
const GIVING_UP = 1e-8;
const KEEP_ON = 1 - GIVING_UP;
/** Less than this chance to reach a state counts as none; the solver's error lies below it. */
const LEAST_CHANCE = 1e-3;
/** A cell with less than this chance to reach a state mostly ends elsewhere. */
const MOST_CHANCE = 0.99;
const MAX_ITERATIONS = 3000;

/**
 * Absorption probabilities and times of a chain whose `members` (the cells of each terminal state) absorb:
 * (I − Q) F = R and (I − Q) t = 1, Q the chain among the other cells and R its steps into the states (Kemeny and
 * Snell 1960). Solved to a residual of at most 1e−12 (relative to the longest time), by LU below 200 cells and else by GMRES, preconditioned by one
 * Gauss–Seidel sweep down the flow (`downstream`: larger is farther down) and a correction that is constant on groups of cells.
 *
 * A cell that reaches no state, because nothing leads there or because it is caught by a group of cells that the chain
 * hardly ever leaves, has NaN. Where cells may end in such a place, their probabilities are those given that a state
 * is reached, and the time is that until the chain is absorbed or given up (10⁸ steps).
 *
 * @throws DataError where the residual is not reached.
 */
export async function solveAbsorption(
  chain: Chain,
  members: number[][],
  downstream: Float64Array,
  work: Work,
): Promise<Absorption> {
  const { cells } = chain;
  const states = members.length;
  const stateOf = new Int32Array(cells).fill(-1);
  members.forEach((group, k) => {
    for (const i of group) stateOf[i] = k;
  });
  const reached = reaching(chain, stateOf, work);
  // Only reached cells outside the states are unknowns; everything else keeps the value 0 in every vector.
  const unknown = Uint8Array.from(reached, (r, i) => (r === 1 && stateOf[i] === -1 ? 1 : 0));
  const solve = await createSolver(chain, unknown, downstream, work);

  const probabilities = new Float64Array(cells * states);
  let residual = 0;
  for (let k = 0; k < states; k++) {
    const indicator = Float64Array.from(stateOf, (state) => (state === k ? 1 : 0));
    const solution = await solve(await applied(chain, indicator, work));
    residual = Math.max(residual, solution.residual);
    for (let i = 0; i < cells; i++)
      probabilities[i * states + k] = unknown[i] === 1 ? solution.x[i] : indicator[i];
  }
  const steps = await solve(new Float64Array(cells).fill(1));
  residual = Math.max(residual, steps.residual);

  const time = new Float64Array(cells);
  let unreached = 0;
  let doubtful = 0;
  for (let i = 0; i < cells; i++) {
    const chance = toDistribution(probabilities, i * states, states);
    if (chance < LEAST_CHANCE) {
      unreached++;
      time[i] = Number.NaN;
      probabilities.fill(Number.NaN, i * states, (i + 1) * states);
    } else {
      if (chance < MOST_CHANCE) doubtful++;
      time[i] = unknown[i] === 1 ? steps.x[i] : 0;
    }
  }
  return { probabilities, time, unreached, doubtful, residual };
}

type Solve = (rhs: Float64Array) => Promise<{ x: Float64Array; residual: number }>;

async function createSolver(
  chain: Chain,
  unknown: Uint8Array,
  downstream: Float64Array,
  work: Work,
): Promise<Solve> {
  const index = [...unknown.keys()].filter((i) => unknown[i] === 1);
  if (index.length < DIRECT_LIMIT) return directSolver(chain, index);
  const self = diagonal(chain);
  const sweep = downwindPreconditioner(chain, unknown, downstream, self);
  const correct = coarseCorrection(chain, unknown, KEEP_ON);
  const apply = async (x: Float64Array): Promise<Float64Array> => {
    work.checkCancelled();
    const y = await applied(chain, x, work);
    for (let i = 0; i < y.length; i++) y[i] = unknown[i] === 1 ? x[i] - KEEP_ON * y[i] : 0;
    return y;
  };
  const precondition = async (r: Float64Array): Promise<Float64Array> => {
    const x = sweep(r);
    const rest = await apply(x);
    for (let i = 0; i < rest.length; i++) rest[i] = r[i] - rest[i];
    correct(rest, x);
    return x;
  };
  return async (rhs) => {
    const b = rhs.map((value, i) => (unknown[i] === 1 ? value : 0));
    const solution = await gmres({ size: b.length, apply, precondition }, b, RESIDUAL, MAX_ITERATIONS);
    if (!(solution.residual <= RESIDUAL))
      throw new DataError(
        `the absorption probabilities did not converge (residual ${solution.residual.toExponential(1)} after ${solution.iterations} iterations).`,
        { step: 'fate' },
        'Some cells hardly ever reach a terminal state. Add a terminal state where they gather, or raise connectivityWeight.',
      );
    return solution;
  };
}

function directSolver(chain: Chain, index: number[]): Solve {
  const size = index.length;
  const place = new Int32Array(chain.cells).fill(-1);
  index.forEach((cell, row) => (place[cell] = row));
  const system = Matrix.eye(size);
  for (let row = 0; row < size; row++)
    visitRow(chain, index[row], (j, probability) => {
      const column = place[j];
      if (column >= 0) system.set(row, column, system.get(row, column) - KEEP_ON * probability);
    });
  const factors = size > 0 ? new LuDecomposition(system) : undefined;
  return (rhs) => {
    const x = new Float64Array(chain.cells);
    if (!factors) return Promise.resolve({ x, residual: 0 });
    const b = Matrix.columnVector(index.map((i) => rhs[i]));
    const solution = factors.solve(b);
    index.forEach((i, row) => (x[i] = solution.get(row, 0)));
    const residual = Matrix.sub(b, system.mmul(solution)).abs().max();
    return Promise.resolve({ x, residual });
  };
}

async function applied(chain: Chain, x: Float64Array, work: Work): Promise<Float64Array> {
  const source = sharedArray('f64', chain.cells);
  source.set(x);
  const attracted = sharedArray('f64', chain.cells);
  for (let i = 0; i < chain.cells; i++) attracted[i] = chain.attraction[i] * x[i];
  const y = sharedArray('f64', chain.cells);
  await work.parallel(applyChainKernel, { chain, x: source, attracted, y }, chain.cells, { tile: 1024 });
  return y;
}

/** 1 for every cell from which the chain can get to a terminal state. */
function reaching(chain: Chain, stateOf: Int32Array, work: Work): Uint8Array {
  const { cells } = chain;
  const out = Uint8Array.from(stateOf, (state) => (state >= 0 ? 1 : 0));
  // Sweeps over the rows instead of a search from the states: no transpose is needed, and every other sweep goes the
  // other way, so that few are.
  for (let changed = true, up = true; changed; up = !up) {
    work.checkCancelled();
    changed = false;
    for (let step = 0; step < cells; step++) {
      const i = up ? step : cells - 1 - step;
      if (out[i] === 1) continue;
      let reaches = 0;
      visitRow(chain, i, (j, probability) => {
        if (probability > 0) reaches |= out[j];
      });
      if (reaches === 0) continue;
      out[i] = 1;
      changed = true;
    }
  }
  return out;
}

/** Scales one row to sum 1, its entries into [0, 1]; the sum it had, which is the chance to reach any state. */
function toDistribution(values: Float64Array, at: number, count: number): number {
  let sum = 0;
  for (let k = at; k < at + count; k++) {
    values[k] = Math.max(0, values[k]);
    sum += values[k];
  }
  if (sum > 0) for (let k = at; k < at + count; k++) values[k] = Math.min(1, values[k] / sum);
  return sum;
}
