import { LuDecomposition, Matrix } from 'ml-matrix';

/**
 * Soft memberships of the cells in macrostates, cells × states (row-major), rows summing to 1, by the inner simplex
 * algorithm (Weber and Galliat 2002; the first guess of GPCCA, Reuter 2018): in the span of the slowest modes the
 * cells of a metastable chain lie close to a simplex, whose corners are its states.
 *
 * @param basis orthonormal columns that span the slow modes, the constant vector among them.
 */
export function memberships(basis: Float64Array[]): Float64Array {
  const states = basis.length;
  const cells = basis[0].length;
  if (states === 1) return new Float64Array(cells).fill(1);
  const corners = simplexCorners(basis);
  const atCorners = Matrix.zeros(states, states);
  for (let k = 0; k < states; k++) for (let c = 0; c < states; c++) atCorners.set(k, c, basis[c][corners[k]]);
  const inverse = new LuDecomposition(atCorners).solve(Matrix.eye(states));
  const out = new Float64Array(cells * states);
  for (let k = 0; k < states; k++) {
    for (let c = 0; c < states; c++) {
      const weight = inverse.get(c, k);
      const column = basis[c];
      for (let i = 0; i < cells; i++) out[i * states + k] += column[i] * weight;
    }
  }
  return out;
}

/** The cells that span the largest simplex, greedily: each the farthest from the flat through those before it. */
function simplexCorners(basis: Float64Array[]): number[] {
  const states = basis.length;
  const cells = basis[0].length;
  const place = basis.map((column) => column.slice());
  const corners = [farthest(place)];
  const origin = place.map((column) => column[corners[0]]);
  for (let c = 0; c < states; c++) for (let i = 0; i < cells; i++) place[c][i] -= origin[c];
  while (corners.length < states) {
    const corner = farthest(place);
    corners.push(corner);
    const direction = place.map((column) => column[corner]);
    const squared = direction.reduce((sum, x) => sum + x * x, 0);
    for (let i = 0; i < cells; i++) {
      let along = 0;
      for (let c = 0; c < states; c++) along += place[c][i] * direction[c];
      along /= squared;
      for (let c = 0; c < states; c++) place[c][i] -= along * direction[c];
    }
  }
  return corners;
}

function farthest(place: Float64Array[]): number {
  let best = 0;
  let bestSquared = -1;
  for (let i = 0; i < place[0].length; i++) {
    let squared = 0;
    for (const column of place) squared += column[i] * column[i];
    if (squared > bestSquared) {
      best = i;
      bestSquared = squared;
    }
  }
  return best;
}
