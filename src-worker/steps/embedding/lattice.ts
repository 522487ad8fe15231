/** A field on a lattice of square meshes: mass and mean arrow at every node, row after row from the bottom left. */
export interface Lattice {
  left: number;
  bottom: number;
  spacing: number;
  columns: number;
  rows: number;
  /** Three values a node: mass, and the two components of the arrow. */
  values: Float64Array;
}

/** Mass and arrow at one point. */
export interface FieldSample {
  mass: number;
  vx: number;
  vy: number;
}

/** A box with square meshes of the given spacing, at least covering the box. */
export function layLattice(
  box: { left: number; right: number; bottom: number; top: number },
  spacing: number,
): { lattice: Lattice; points: Float64Array } {
  const columns = Math.max(2, Math.ceil((box.right - box.left) / spacing) + 1);
  const rows = Math.max(2, Math.ceil((box.top - box.bottom) / spacing) + 1);
  // What the whole meshes are wider than the box is shared between both sides.
  const left = (box.left + box.right - (columns - 1) * spacing) / 2;
  const bottom = (box.bottom + box.top - (rows - 1) * spacing) / 2;
  const points = new Float64Array(2 * columns * rows);
  for (let r = 0; r < rows; r++) {
    for (let c = 0; c < columns; c++) {
      points[2 * (r * columns + c)] = left + c * spacing;
      points[2 * (r * columns + c) + 1] = bottom + r * spacing;
    }
  }
  const values = new Float64Array(3 * columns * rows);
  return { lattice: { left, bottom, spacing, columns, rows, values }, points };
}

/**
 * Bilinear interpolation at (x, y), written to `out`; the arrow is weighted by mass, so that nodes without cells do not
 * shorten it. Outside the lattice the mass is 0.
 */
export function sampleLattice(lattice: Lattice, x: number, y: number, out: FieldSample): void {
  const { left, bottom, spacing, columns, rows, values } = lattice;
  const cx = (x - left) / spacing;
  const cy = (y - bottom) / spacing;
  out.mass = out.vx = out.vy = 0;
  if (!(cx >= 0 && cy >= 0 && cx <= columns - 1 && cy <= rows - 1)) return;
  const c = Math.min(columns - 2, Math.floor(cx));
  const r = Math.min(rows - 2, Math.floor(cy));
  const fx = cx - c;
  const fy = cy - r;
  for (let k = 0; k < 4; k++) {
    const node = 3 * ((r + (k >> 1)) * columns + c + (k & 1));
    const weight = (k & 1 ? fx : 1 - fx) * (k >> 1 ? fy : 1 - fy) * values[node];
    out.mass += weight;
    out.vx += weight * values[node + 1];
    out.vy += weight * values[node + 2];
  }
  if (out.mass > 0) {
    out.vx /= out.mass;
    out.vy /= out.mass;
  }
}
