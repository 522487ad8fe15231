import { sparseProduct, transposedProductArgs } from '../../kernels/sparseProduct.ts';
import { visitRow, type Chain } from './chain.ts';
import type { Work } from '../work.ts';

export interface Stationary {
  distribution: Float64Array;
  /** Σ |π P − π|. */
  residual: number;
}

const RESIDUAL = 1e-8;
const MAX_ITERATIONS = 1000;
/** The flow between groups takes longer to add up than a step of the chain. */
const AGGREGATE_EVERY = 5;

/**
 * The distribution that the chain settles in when it starts anywhere with equal chance: π = π P.
 *
 * By power iteration with aggregation (Takahashi 1975; Koury, McAllister and Stewart 1984): after each step the masses
 * of whole groups of cells are set to the stationary masses of the chain between the groups. Plain power iteration
 * would need as many steps as it takes to leak from one terminal state to another, often millions. The groups must be
 * such that the chain mixes fast inside them: its macrostates.
 */
export async function stationaryDistribution(
  chain: Chain,
  groupOf: Int32Array,
  work: Work,
): Promise<Stationary> {
  const { cells } = chain;
  const groups = groupOf.reduce((most, group) => Math.max(most, group), 0) + 1;
  const shares = groupShares(chain, groupOf, groups);
  const flow = new Float64Array(groups * groups);
  const alone = aloneCells(chain);
  // The chain's two parts transposed: for each cell, what leads to it.
  const moving = transposedProductArgs(chain.transition);
  const spreading = transposedProductArgs(chain.connectivities);
  let x = new Float64Array(cells).fill(1 / cells);
  let y = new Float64Array(cells);
  let residual = Infinity;
  for (let iteration = 0; iteration < MAX_ITERATIONS && residual > RESIDUAL; iteration++) {
    work.checkCancelled();
    for (let i = 0; i < cells; i++) {
      moving.x[i] = x[i] * chain.moveScale[i];
      spreading.x[i] = x[i] * chain.spreadScale[i];
    }
    await work.parallel(sparseProduct, moving, cells, { tile: 2048 });
    await work.parallel(sparseProduct, spreading, cells, { tile: 2048 });
    residual = 0;
    for (let i = 0; i < cells; i++) {
      const kept = (chain.selfShift[i] + alone[i]) * x[i];
      y[i] = chain.attraction[i] * moving.y[i] + spreading.y[i] + kept;
      residual += Math.abs(y[i] - x[i]);
    }
    if (residual > RESIDUAL && iteration % AGGREGATE_EVERY === 0) {
      flow.fill(0);
      for (let i = 0; i < cells; i++)
        for (let h = 0; h < groups; h++) flow[groupOf[i] * groups + h] += y[i] * shares[i * groups + h];
      rescale(y, groupOf, settledMasses(flow, groups));
    }
    [x, y] = [y, x];
  }
  return { distribution: x, residual };
}

/** The chance of each cell to step into each group, cells × groups. */
function groupShares(chain: Chain, groupOf: Int32Array, groups: number): Float64Array {
  const shares = new Float64Array(chain.cells * groups);
  let row = 0;
  const add = (j: number, probability: number): void => {
    shares[row + groupOf[j]] += probability;
  };
  for (let i = 0; i < chain.cells; i++) {
    row = i * groups;
    if (isAlone(chain, i)) shares[row + groupOf[i]] = 1;
    else visitRow(chain, i, add);
  }
  return shares;
}

/** 1 for cells that nothing leads out of. */
function aloneCells(chain: Chain): Uint8Array {
  const out = new Uint8Array(chain.cells);
  for (let i = 0; i < chain.cells; i++) out[i] = isAlone(chain, i) ? 1 : 0;
  return out;
}

/** A cell without any transition or neighbour keeps its mass. */
function isAlone(chain: Chain, i: number): boolean {
  return chain.moveScale[i] === 0 && chain.spreadScale[i] === 0 && chain.selfShift[i] === 0;
}

/**
 * The stationary masses of the chain between groups, by state reduction without subtraction (Grassmann, Taksar and
 * Heyman 1985), in each set of linked groups by itself, whose mass is kept. A set that holds a group without a way
 * out keeps its masses as they are.
 */
function settledMasses(flow: Float64Array, groups: number): Float64Array {
  const masses = new Float64Array(groups);
  const leftTo = new Float64Array(groups);
  for (let g = 0; g < groups; g++)
    for (let h = 0; h < groups; h++) {
      masses[g] += flow[g * groups + h];
      leftTo[h] += flow[g * groups + h];
    }
  const out = leftTo.slice();
  for (const set of linkedSets(flow, groups)) {
    const settled = reduceStates(flow, groups, set, masses);
    if (!settled) continue;
    const total = set.reduce((sum, g) => sum + leftTo[g], 0);
    const sum = settled.reduce((a, b) => a + b, 0);
    set.forEach((g, i) => (out[g] = (settled[i] / sum) * total));
  }
  return out;
}

function reduceStates(
  flow: Float64Array,
  groups: number,
  set: number[],
  masses: Float64Array,
): Float64Array | undefined {
  const m = set.length;
  const rate = set.map((g) =>
    Float64Array.from(set, (h) => (masses[g] > 0 ? flow[g * groups + h] / masses[g] : 0)),
  );
  const out = new Float64Array(m);
  for (let k = m - 1; k > 0; k--) {
    let leaving = 0;
    for (let j = 0; j < k; j++) leaving += rate[k][j];
    if (leaving === 0) return undefined;
    for (let i = 0; i < k; i++) rate[i][k] /= leaving;
    for (let i = 0; i < k; i++) for (let j = 0; j < k; j++) rate[i][j] += rate[i][k] * rate[k][j];
  }
  out[0] = 1;
  for (let k = 1; k < m; k++) for (let i = 0; i < k; i++) out[k] += out[i] * rate[i][k];
  return out;
}

/** Groups that exchange any flow, directly or by way of others. */
function linkedSets(flow: Float64Array, groups: number): number[][] {
  const sets: number[][] = [];
  const seen = new Uint8Array(groups);
  for (let start = 0; start < groups; start++) {
    if (seen[start] === 1) continue;
    const set = [start];
    seen[start] = 1;
    for (const g of set) {
      for (let h = 0; h < groups; h++) {
        if (seen[h] === 1 || flow[g * groups + h] + flow[h * groups + g] === 0) continue;
        seen[h] = 1;
        set.push(h);
      }
    }
    sets.push(set);
  }
  return sets;
}

function rescale(y: Float64Array, groupOf: Int32Array, masses: Float64Array): void {
  const sums = new Float64Array(masses.length);
  for (let i = 0; i < y.length; i++) sums[groupOf[i]] += y[i];
  for (let i = 0; i < y.length; i++) {
    const g = groupOf[i];
    if (sums[g] > 0) y[i] *= masses[g] / sums[g];
  }
}
