/** Eigenvalues of a symmetric matrix, and some rows of the matrix whose columns are its eigenvectors. */
export interface EigenRows {
  /** In no order. */
  values: Float64Array;
  /** The last `tracked` components of each eigenvector, one vector after the other. */
  tails: Float64Array;
}

/**
 * All eigenvalues of a symmetric matrix of that size, of which the lower triangle is read (row-major, overwritten), and the last
 * `tracked` components of the eigenvectors: reduction to a tridiagonal matrix and QL with implicit shifts (Martin, Reinsch and
 * Wilkinson 1968; Dubrulle, Martin and Wilkinson 1968), of which most of the time would go to components that are not wanted.
 */
export function eigenTails(matrix: Float64Array, size: number, tracked: number): EigenRows {
  const rows = Array.from({ length: tracked }, (_, t) => {
    const row = new Float64Array(size);
    row[size - tracked + t] = 1;
    return row;
  });
  const { diagonal, below } = tridiagonal(matrix, size, rows);
  const tails = new Float64Array(size * tracked);
  for (let j = 0; j < size; j++) for (let t = 0; t < tracked; t++) tails[j * tracked + t] = rows[t][j];
  diagonalise(diagonal, below, tails, tracked);
  return { values: diagonal, tails };
}

/** Reflections from the last row up; each is applied to the rows, which end as those of the product of all. */
function tridiagonal(
  a: Float64Array,
  size: number,
  rows: readonly Float64Array[],
): { diagonal: Float64Array; below: Float64Array } {
  const diagonal = new Float64Array(size);
  const below = new Float64Array(size);
  const q = new Float64Array(size);
  for (let i = size - 1; i > 0; i--) {
    const v = a.subarray(i * size, i * size + i);
    diagonal[i] = a[i * size + i];
    let square = 0;
    for (let j = 0; j < i - 1; j++) square += v[j] * v[j];
    if (square === 0) {
      below[i - 1] = v[i - 1];
      continue;
    }
    const length = Math.sqrt(square + v[i - 1] * v[i - 1]);
    below[i - 1] = v[i - 1] > 0 ? -length : length;
    v[i - 1] -= below[i - 1];
    const factor = 2 / (square + v[i - 1] * v[i - 1]);
    for (const row of rows) subtractAlong(row, v, factor);
    reflect(a, size, v, factor, q);
  }
  diagonal[0] = a[0];
  return { diagonal, below };
}

function subtractAlong(row: Float64Array, v: Float64Array, factor: number): void {
  let sum = 0;
  for (let j = 0; j < v.length; j++) sum += row[j] * v[j];
  if (sum === 0) return;
  sum *= factor;
  for (let j = 0; j < v.length; j++) row[j] -= sum * v[j];
}

/** H A H for the leading part of A and H = 1 − factor v vᵀ. */
function reflect(a: Float64Array, size: number, v: Float64Array, factor: number, q: Float64Array): void {
  const n = v.length;
  q.fill(0, 0, n);
  for (let i = 0; i < n; i++) {
    const row = a.subarray(i * size, i * size + i);
    const vi = v[i];
    let sum = a[i * size + i] * vi;
    for (let j = 0; j < i; j++) {
      sum += row[j] * v[j];
      q[j] += row[j] * vi;
    }
    q[i] += sum;
  }
  let along = 0;
  for (let i = 0; i < n; i++) along += q[i] * v[i];
  const half = (factor * factor * along) / 2;
  for (let i = 0; i < n; i++) q[i] = factor * q[i] - half * v[i];
  for (let i = 0; i < n; i++) {
    const row = a.subarray(i * size, i * size + i + 1);
    const vi = v[i];
    const qi = q[i];
    for (let j = 0; j <= i; j++) row[j] -= vi * q[j] + qi * v[j];
  }
}

const MOST_SWEEPS = 60;

/** QL with implicit shifts: `d` becomes the eigenvalues, and the columns of `width` numbers are rotated along. */
function diagonalise(d: Float64Array, e: Float64Array, columns: Float64Array, width: number): void {
  const last = d.length - 1;
  for (let l = 0; l <= last; l++) {
    for (let sweep = 0; sweep < MOST_SWEEPS; sweep++) {
      let m = l;
      while (m < last && Math.abs(e[m]) > Number.EPSILON * (Math.abs(d[m]) + Math.abs(d[m + 1]))) m++;
      if (m === l) break;
      const slope = (d[l + 1] - d[l]) / (2 * e[l]);
      const root = Math.sqrt(slope * slope + 1);
      let g = d[m] - d[l] + e[l] / (slope + (slope < 0 ? -root : root));
      let sine = 1;
      let cosine = 1;
      let p = 0;
      let i = m - 1;
      for (; i >= l; i--) {
        const f = sine * e[i];
        const b = cosine * e[i];
        const r = Math.sqrt(f * f + g * g);
        e[i + 1] = r;
        if (r === 0) {
          d[i + 1] -= p;
          break;
        }
        sine = f / r;
        cosine = g / r;
        g = d[i + 1] - p;
        const t = (d[i] - g) * sine + 2 * cosine * b;
        p = sine * t;
        d[i + 1] = g + p;
        g = cosine * t - b;
        rotate(columns, i * width, width, sine, cosine);
      }
      e[m] = 0;
      if (i >= l) continue;
      d[l] -= p;
      e[l] = g;
    }
  }
}

function rotate(columns: Float64Array, at: number, width: number, sine: number, cosine: number): void {
  for (let k = at; k < at + width; k++) {
    const x = columns[k];
    const y = columns[k + width];
    columns[k + width] = sine * x + cosine * y;
    columns[k] = cosine * x - sine * y;
  }
}
