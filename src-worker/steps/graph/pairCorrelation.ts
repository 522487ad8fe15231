/**
 * Pearson correlation over genes of the velocity of a cell with the displacement to another one, in double precision: `v` is the
 * cell's centred velocity, of length `norm`, and the cells' values are the `width` numbers of `x` from `cell` and from
 * `other` on. With `squareRoot`, sign(·) √|·| of the displacement is taken first; that of the velocity has been. 0 where
 * either does not vary over genes.
 *
 * With v centred, Σ v (d − d̄) = Σ v d; and Σ (d − d̄)² = Σ d² − (Σ d)²/n. The displacements are formed gene by gene
 * rather than from dot products of the cells, which would cancel for near neighbours.
 */
export function pairCorrelation(
  x: Float32Array,
  cell: number,
  other: number,
  v: Float64Array,
  norm: number,
  squareRoot: boolean,
): number {
  const width = v.length;
  let dot = 0;
  let square = 0;
  let total = 0;
  for (let k = 0; k < width; k++) {
    const way = x[other + k] - x[cell + k];
    const d = squareRoot ? Math.sign(way) * Math.sqrt(Math.abs(way)) : way;
    dot += v[k] * d;
    square += d * d;
    total += d;
  }
  const variance = square - (total * total) / width;
  // A displacement that is the same in all genes has no direction; what is left of it is rounding.
  if (norm === 0 || !(variance > 1e-12 * square)) return 0;
  return Math.max(-1, Math.min(1, dot / (Math.sqrt(variance) * norm)));
}

/** Writes the centred velocity of one cell to `out` and returns its norm; 0 where it does not vary over genes. */
export function centredVelocity(
  velocity: Float32Array,
  from: number,
  squareRoot: boolean,
  out: Float64Array,
): number {
  const width = out.length;
  let mean = 0;
  let raw = 0;
  for (let k = 0; k < width; k++) {
    const value = velocity[from + k];
    out[k] = squareRoot ? Math.sign(value) * Math.sqrt(Math.abs(value)) : value;
    mean += out[k];
    raw += out[k] * out[k];
  }
  mean /= width;
  let square = 0;
  for (let k = 0; k < width; k++) {
    out[k] -= mean;
    square += out[k] * out[k];
  }
  return square > 1e-12 * raw ? Math.sqrt(square) : 0;
}
