import type { SparseMatrix } from '../../data/arrays.ts';
import { slowSubspace } from './invariantSubspace.ts';
import { memberships } from './macrostates.ts';
import { downstreamness, type Occupancies } from './occupancies.ts';
import type { Work } from '../work.ts';

export interface TerminalStateOptions {
  /** How many states to return; 0 finds the number. */
  states: number;
  cellsPerState: number;
  /** A macrostate must hold the chain for at least about so many steps. */
  leastSteps: number;
}

export interface FoundStates {
  /** The cells of each state, the most downstream state first. */
  members: number[][];
  /** Real parts of the leading eigenvalues, slowest first. */
  eigenvalues: number[];
  /** The macrostate of every cell, terminal or not. */
  macrostate: Int32Array;
  warnings: string[];
}

interface Candidate {
  cells: number[];
  /** Forward over backward occupancy of its cells. */
  downstream: number;
}

/** As many slow modes as are looked at, and so macrostates as can be found. */
const MAX_MACROSTATES = 14;
/** A group of fewer cells is an outlier, not a state. */
const LEAST_CELLS = 5;
/** Forward over backward occupancy that the last state of a directed flow has at least. */
const LEAST_DIRECTION = 10;
/** Cells whose membership is this near the highest are equally typical of a state. */
const CORE = 0.99;

/**
 * The terminal states of a chain, without being told how many.
 *
 * 1. Macrostates: groups of cells that the chain leaves slowly. There are as many as modes that relax in `leastSteps`
 *    steps or more (eigenvalues of real part ≥ 1 − 1/leastSteps); the inner simplex algorithm finds their cells.
 * 2. Of these, roots and waypoints are left out: a state is terminal if the chain gathers there going forwards rather
 *    than going backwards: the forward occupancy of its cells exceeds the backward one.
 * 3. A part of the neighbour graph without connection to the rest has terminal states only if the flow in it has a
 *    direction: in the most downstream of its states, forward occupancy must exceed the backward one ten times. Trees,
 *    simulated and real, have more than a hundred there, cycles less than four.
 *
 * With `states` given, that many of the most downstream macrostates are returned, terminal by rule 2 or not.
 */
export async function findTerminalStates(
  local: SparseMatrix<Float64Array>,
  occupied: Occupancies,
  componentOf: Int32Array,
  options: TerminalStateOptions,
  work: Work,
): Promise<FoundStates> {
  const { states, leastSteps } = options;
  const slowest = 1 - 1 / leastSteps;
  const modes = await slowSubspace(local, MAX_MACROSTATES, slowest, work);
  const warnings: string[] = [];
  if (modes.unconverged > 0)
    warnings.push(
      `${modes.unconverged} slow modes of the chain did not converge and were left out; terminal states may be missing. Choose them by cluster.`,
    );

  const slow = Math.max(1, modes.eigenvalues.filter((value) => value >= slowest).length);
  const membership = memberships(modes.basis.slice(0, slow));
  let found = candidates(membership, slow, occupied, options);
  if (states === 0) {
    const directed = new Set(
      found
        .filter((candidate) => candidate.downstream > LEAST_DIRECTION)
        .map((candidate) => componentOf[candidate.cells[0]]),
    );
    found = found.filter(
      (candidate) => candidate.downstream > 1 && directed.has(componentOf[candidate.cells[0]]),
    );
  } else {
    for (let k = slow + 1; found.length < states && k <= modes.basis.length; k++)
      found = candidates(memberships(modes.basis.slice(0, k)), k, occupied, options);
    found = found.slice(0, states);
    const notTerminal = found.filter((candidate) => candidate.downstream <= 1).length;
    if (notTerminal > 0)
      warnings.push(
        `Of the ${states} terminal states asked for, ${notTerminal} lose more cells than they gain: they look like roots or waypoints.`,
      );
    if (found.length < states)
      warnings.push(`Only ${found.length} of the ${states} terminal states asked for could be found.`);
  }
  return {
    members: found.map((candidate) => candidate.cells),
    eigenvalues: Array.from(modes.eigenvalues),
    macrostate: mostLikely(membership, slow),
    warnings,
  };
}

/**
 * The `count` most downstream of the given cells: a cluster that the user names as terminal also holds cells on their
 * way into it.
 */
export function mostDownstream(cells: number[], ratio: Float64Array, count: number): number[] {
  return [...cells].sort((a, b) => ratio[b] - ratio[a] || a - b).slice(0, count);
}

/** The index of the largest value in each row. */
export function mostLikely(values: Float64Array, columns: number): Int32Array {
  const out = new Int32Array(values.length / columns);
  for (let i = 0; i < out.length; i++)
    for (let k = 1; k < columns; k++) if (values[i * columns + k] > values[i * columns + out[i]]) out[i] = k;
  return out;
}

/** The macrostates that have enough cells, the most downstream first. */
function candidates(
  membership: Float64Array,
  states: number,
  occupied: Occupancies,
  options: TerminalStateOptions,
): Candidate[] {
  const ratio = downstreamness(occupied);
  const out: Candidate[] = [];
  for (let k = 0; k < states; k++) {
    const own: number[] = [];
    let highest = 0;
    for (let i = 0; i < ratio.length; i++) {
      const value = membership[i * states + k];
      if (value <= 0.5) continue;
      own.push(i);
      highest = Math.max(highest, value);
    }
    if (own.length < Math.min(LEAST_CELLS, options.cellsPerState)) continue;
    const typical = CORE * highest;
    const rank = (i: number): number => Math.min(membership[i * states + k], typical);
    own.sort((a, b) => rank(b) - rank(a) || ratio[b] - ratio[a] || a - b);
    const cells = own.slice(0, options.cellsPerState);
    out.push({ cells, downstream: total(occupied.forward, cells) / total(occupied.backward, cells) });
  }
  return out.sort((a, b) => b.downstream - a.downstream || a.cells[0] - b.cells[0]);
}

function total(values: Float64Array, cells: number[]): number {
  return cells.reduce((sum, i) => sum + values[i], 0);
}
