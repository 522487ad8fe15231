import { LuDecomposition, Matrix } from 'ml-matrix';

import { DataError } from '../../data/errors.ts';
import { visitRow, type Chain } from './chain.ts';
import { gmres } from './gmres.ts';
import { lockstep } from './lockstep.ts';
import { createPreconditioner } from './preconditioner.ts';
import { transientSystem, type TransientSystem } from './transientSystem.ts';
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
  // Only reached cells outside the states are unknowns.
  const unknown = Uint8Array.from(reached, (r, i) => (r === 1 && stateOf[i] === -1 ? 1 : 0));
  const system = transientSystem(chain, unknown, downstream, KEEP_ON);
  const solutions = await solve(system, chain, rightSides(chain, system, stateOf, states), work);

  const probabilities = new Float64Array(cells * states);
  for (let i = 0; i < cells; i++) if (stateOf[i] >= 0) probabilities[i * states + stateOf[i]] = 1;
  const time = new Float64Array(cells);
  system.cells.forEach((cell, row) => {
    for (let k = 0; k < states; k++) probabilities[cell * states + k] = solutions[k].x[row];
    time[cell] = solutions[states].x[row];
  });
  let unreached = 0;
  let doubtful = 0;
  for (let i = 0; i < cells; i++) {
    const chance = toDistribution(probabilities, i * states, states);
    if (chance < LEAST_CHANCE) {
      unreached++;
      time[i] = Number.NaN;
      probabilities.fill(Number.NaN, i * states, (i + 1) * states);
    } else if (chance < MOST_CHANCE) doubtful++;
  }
  const residual = solutions.reduce((most, solution) => Math.max(most, solution.residual), 0);
  return { probabilities, time, unreached, doubtful, residual };
}

/** The chance to step into each state, and last the step itself. */
function rightSides(
  chain: Chain,
  { size, cells }: TransientSystem,
  stateOf: Int32Array,
  states: number,
): Float64Array[] {
  const sides = Array.from({ length: states + 1 }, () => new Float64Array(size));
  sides[states].fill(1);
  cells.forEach((cell, row) => {
    visitRow(chain, cell, (j, probability) => {
      if (stateOf[j] >= 0) sides[stateOf[j]][row] += probability;
    });
  });
  return sides;
}

async function solve(
  system: TransientSystem,
  chain: Chain,
  sides: Float64Array[],
  work: Work,
): Promise<{ x: Float64Array; residual: number }[]> {
  if (system.size < DIRECT_LIMIT) return solveDirectly(system, sides);
  const { operate, leave } = lockstep(
    sides.length,
    createPreconditioner(system, chain.connectivities, sides.length, work),
  );
  const problem = {
    size: system.size,
    apply: (x: Float64Array) => applied(system, x),
    precondition: operate,
  };
  const solutions = await Promise.all(
    sides.map((side) => gmres(problem, side, RESIDUAL, MAX_ITERATIONS).finally(leave)),
  );
  for (const { residual, iterations } of solutions)
    if (!(residual <= RESIDUAL))
      throw new DataError(
        `the absorption probabilities did not converge (residual ${residual.toExponential(1)} after ${iterations} iterations).`,
        { step: 'fate' },
        'Some cells hardly ever reach a terminal state. Add a terminal state where they gather, or raise connectivityWeight.',
      );
  return solutions;
}

function solveDirectly(
  system: TransientSystem,
  sides: Float64Array[],
): { x: Float64Array; residual: number }[] {
  const { size, diagonal, indptr, indices, data } = system;
  if (size === 0) return sides.map(() => ({ x: new Float64Array(), residual: 0 }));
  const matrix = Matrix.zeros(size, size);
  for (let row = 0; row < size; row++) {
    matrix.set(row, row, diagonal[row]);
    for (let p = indptr[row]; p < indptr[row + 1]; p++) matrix.set(row, indices[p], -data[p]);
  }
  const factors = new LuDecomposition(matrix);
  return sides.map((side) => {
    const x = Float64Array.from(factors.solve(Matrix.columnVector(side)).to1DArray());
    const product = applied(system, x);
    return {
      x,
      residual: side.reduce((most, value, row) => Math.max(most, Math.abs(value - product[row])), 0),
    };
  });
}

/** A x. */
function applied({ size, diagonal, indptr, indices, data }: TransientSystem, x: Float64Array): Float64Array {
  const out = new Float64Array(size);
  for (let row = 0; row < size; row++) {
    let sum = diagonal[row] * x[row];
    for (let p = indptr[row]; p < indptr[row + 1]; p++) sum -= data[p] * x[indices[p]];
    out[row] = sum;
  }
  return out;
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
