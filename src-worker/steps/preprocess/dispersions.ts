import type { SparseMatrix } from '../../data/arrays.ts';

const BINS = 20;

/**
 * The normalised dispersion of every gene of a cells × genes matrix of normalised counts (not logarithms).
 *
 * log(variance / mean), less its mean over the genes of the same one of 20 equal bins of log(1 + mean), divided by
 * its standard deviation over them. A gene alone in its bin gets 1; a gene without variance has no dispersion: NaN.
 * Satija et al. 2015; the same as scanpy's flavour "seurat".
 */
export function normalizedDispersions(matrix: SparseMatrix): Float64Array {
  const { mean, variance } = geneMoments(matrix);
  const genes = matrix.cols;
  const logMean = new Float64Array(genes);
  const dispersion = new Float64Array(genes);
  for (let g = 0; g < genes; g++) {
    logMean[g] = Math.log1p(mean[g]);
    // Rounding leaves a trace of variance in a constant gene, which would spoil its bin.
    const varies = variance[g] > 1e-12 * mean[g] * mean[g];
    dispersion[g] = varies ? Math.log(variance[g] / mean[g]) : Number.NaN;
  }
  const bin = equalBins(logMean, BINS);
  const { average, deviation } = binStatistics(dispersion, bin);
  return dispersion.map((value, g) => (value - average[bin[g]]) / deviation[bin[g]]);
}

/** Mean and variance (n − 1) of each column, in two passes over the nonzero values. */
function geneMoments(matrix: SparseMatrix): { mean: Float64Array; variance: Float64Array } {
  const { rows, cols, indices, data } = matrix;
  const mean = new Float64Array(cols);
  const nonzero = new Uint32Array(cols);
  for (let p = 0; p < indices.length; p++) {
    mean[indices[p]] += data[p];
    nonzero[indices[p]]++;
  }
  for (let g = 0; g < cols; g++) mean[g] /= rows;
  const variance = new Float64Array(cols);
  for (let p = 0; p < indices.length; p++) {
    const d = data[p] - mean[indices[p]];
    variance[indices[p]] += d * d;
  }
  for (let g = 0; g < cols; g++)
    variance[g] = (variance[g] + (rows - nonzero[g]) * mean[g] * mean[g]) / (rows - 1);
  return { mean, variance };
}

/** The bin of each value among `count` of equal width, closed on the right; the lowest includes the minimum. */
function equalBins(values: Float64Array, count: number): Uint8Array {
  let low = Infinity;
  let high = -Infinity;
  for (const value of values) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  const width = (high - low) / count;
  const edges = Float64Array.from({ length: count + 1 }, (_, i) => (i === count ? high : low + i * width));
  return Uint8Array.from(values, (value) => {
    let bin = 0;
    while (bin < count - 1 && value > edges[bin + 1]) bin++;
    return bin;
  });
}

function binStatistics(
  dispersion: Float64Array,
  bin: Uint8Array,
): { average: Float64Array; deviation: Float64Array } {
  const count = new Float64Array(BINS);
  const average = new Float64Array(BINS);
  const deviation = new Float64Array(BINS);
  dispersion.forEach((value, g) => {
    if (Number.isNaN(value)) return;
    count[bin[g]]++;
    average[bin[g]] += value;
  });
  for (let b = 0; b < BINS; b++) average[b] /= count[b];
  dispersion.forEach((value, g) => {
    if (!Number.isNaN(value)) deviation[bin[g]] += (value - average[bin[g]]) ** 2;
  });
  for (let b = 0; b < BINS; b++) {
    deviation[b] = Math.sqrt(deviation[b] / (count[b] - 1));
    // One gene has no spread of its own: it counts as one standard deviation above the mean.
    if (count[b] === 1) {
      deviation[b] = average[b];
      average[b] = 0;
    }
  }
  return { average, deviation };
}
