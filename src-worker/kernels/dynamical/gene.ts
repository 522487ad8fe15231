import { percentileInPlace } from '../../data/percentile.ts';

/** What is observed of one gene, and what of it stays the same during a fit. */
export interface GeneObservations {
  cells: number;
  /** First moments of unspliced and spliced counts, one a cell. */
  u: Float64Array;
  s: Float64Array;
  /** 1 for cells that the parameters are fitted on: both u and s positive and not above their 99th percentile. */
  fitted: Uint8Array;
  fittedCount: number;
  /** 1 for fitted cells with u and s above a third of their maximum, over which the likelihood is taken. */
  upper: Uint8Array;
  upperCount: number;
  /** Standard deviations over the fitted cells; 1 where one of them is 0. */
  stdU: number;
  stdS: number;
  /** Σ (s/σ_s)² over the fitted and the upper cells. */
  fittedSquareS: number;
  upperSquareS: number;
  /** Room for u and s of some of the cells. */
  chosenU: Float64Array;
  chosenS: Float64Array;
}

/** The percentile of u and s above which cells do not take part in the fit. */
const UPPER_PERCENTILE = 99;

/** Storage for the observations of any gene over that many cells. */
export function createObservations(cells: number): GeneObservations {
  return {
    cells,
    u: new Float64Array(cells),
    s: new Float64Array(cells),
    fitted: new Uint8Array(cells),
    fittedCount: 0,
    upper: new Uint8Array(cells),
    upperCount: 0,
    stdU: 1,
    stdS: 1,
    fittedSquareS: 0,
    upperSquareS: 0,
    chosenU: new Float64Array(cells),
    chosenS: new Float64Array(cells),
  };
}

/**
 * Takes over one gene's moments (arrays of `gene.cells` values).
 *
 * @returns whether it can be fitted: at least three cells have both u and s, and all values are finite.
 */
export function observe(
  gene: GeneObservations,
  unspliced: ArrayLike<number>,
  spliced: ArrayLike<number>,
): boolean {
  const { u, s, fitted, upper, cells } = gene;
  u.set(unspliced);
  s.set(spliced);
  if (!selectFittedCells(gene)) return false;
  measureSpread(gene);
  let maxU = 0;
  let maxS = 0;
  for (let i = 0; i < cells; i++) {
    if (fitted[i] === 0) continue;
    maxU = Math.max(maxU, u[i]);
    maxS = Math.max(maxS, s[i]);
  }
  gene.upperCount = gene.fittedSquareS = gene.upperSquareS = 0;
  for (let i = 0; i < cells; i++) {
    upper[i] = fitted[i] !== 0 && u[i] > maxU / 3 && s[i] > maxS / 3 ? 1 : 0;
    const square = (s[i] / gene.stdS) ** 2;
    gene.upperCount += upper[i];
    gene.fittedSquareS += fitted[i] * square;
    gene.upperSquareS += upper[i] * square;
  }
  return true;
}

/** Takes over what was observed of some of another gene's cells, with the bounds and spreads of all of them. */
export function observeSample(gene: GeneObservations, all: GeneObservations, cells: Uint32Array): void {
  gene.stdU = all.stdU;
  gene.stdS = all.stdS;
  gene.fittedCount = gene.upperCount = gene.fittedSquareS = gene.upperSquareS = 0;
  for (let k = 0; k < cells.length; k++) {
    const i = cells[k];
    gene.u[k] = all.u[i];
    gene.s[k] = all.s[i];
    gene.fitted[k] = all.fitted[i];
    gene.upper[k] = all.upper[i];
    const square = (gene.s[k] / gene.stdS) ** 2;
    gene.fittedCount += gene.fitted[k];
    gene.upperCount += gene.upper[k];
    gene.fittedSquareS += gene.fitted[k] * square;
    gene.upperSquareS += gene.upper[k] * square;
  }
}

function selectFittedCells(gene: GeneObservations): boolean {
  const { u, s, fitted, cells, chosenU, chosenS } = gene;
  let positive = 0;
  for (let i = 0; i < cells; i++) {
    if (!Number.isFinite(u[i] + s[i])) return false;
    if (u[i] > 0 && s[i] > 0) {
      chosenU[positive] = u[i];
      chosenS[positive++] = s[i];
    }
  }
  if (positive <= 2) return false;
  const boundU = percentileInPlace(chosenU.subarray(0, positive), UPPER_PERCENTILE);
  const boundS = percentileInPlace(chosenS.subarray(0, positive), UPPER_PERCENTILE);
  gene.fittedCount = 0;
  for (let i = 0; i < cells; i++) {
    fitted[i] = u[i] > 0 && s[i] > 0 && u[i] <= boundU && s[i] <= boundS ? 1 : 0;
    gene.fittedCount += fitted[i];
  }
  return gene.fittedCount > 0;
}

function measureSpread(gene: GeneObservations): void {
  const { u, s, fitted, fittedCount, cells } = gene;
  let sumU = 0;
  let sumS = 0;
  for (let i = 0; i < cells; i++) {
    sumU += fitted[i] * u[i];
    sumS += fitted[i] * s[i];
  }
  const meanU = sumU / fittedCount;
  const meanS = sumS / fittedCount;
  let squareU = 0;
  let squareS = 0;
  for (let i = 0; i < cells; i++) {
    squareU += fitted[i] * (u[i] - meanU) ** 2;
    squareS += fitted[i] * (s[i] - meanS) ** 2;
  }
  gene.stdU = Math.sqrt(squareU / fittedCount);
  gene.stdS = Math.sqrt(squareS / fittedCount);
  if (gene.stdU === 0 || gene.stdS === 0) gene.stdU = gene.stdS = 1;
}
