/** A velocity field on a regular grid, of which only the nodes with mask 1 are known. */
export interface VectorField {
  origin: [x: number, y: number];
  spacing: [x: number, y: number];
  columns: number;
  rows: number;
  /** 0 or 1 a node, row by row. */
  mask: Uint8Array;
  /** (x, y) a node. */
  vectors: Float32Array;
}

/**
 * The field at a point, by bilinear interpolation among the known nodes of its grid cell. Writes the vector to `out` and
 * returns true where the known nodes carry at least half of the weight; elsewhere the point lies in a masked area
 * and false is returned.
 */
export function sampleField(field: VectorField, x: number, y: number, out: Float64Array): boolean {
  const { origin, spacing, columns, rows, mask, vectors } = field;
  const gx = (x - origin[0]) / spacing[0];
  const gy = (y - origin[1]) / spacing[1];
  const column = Math.floor(gx);
  const row = Math.floor(gy);
  const fx = gx - column;
  const fy = gy - row;
  let weight = 0;
  let vx = 0;
  let vy = 0;
  for (let corner = 0; corner < 4; corner++) {
    const c = column + (corner & 1);
    const r = row + (corner >> 1);
    if (c < 0 || r < 0 || c >= columns || r >= rows) continue;
    const node = r * columns + c;
    if (mask[node] === 0) continue;
    const w = (corner & 1 ? fx : 1 - fx) * (corner >> 1 ? fy : 1 - fy);
    weight += w;
    vx += w * vectors[2 * node];
    vy += w * vectors[2 * node + 1];
  }
  if (!(weight >= 0.5)) return false;
  out[0] = vx / weight;
  out[1] = vy / weight;
  return true;
}

/** The speed below which the share `fraction` of the known nodes lies; 0 if there is none. */
export function speedPercentile(field: VectorField, fraction: number): number {
  const speeds: number[] = [];
  for (let node = 0; node < field.mask.length; node++)
    if (field.mask[node] !== 0) speeds.push(Math.hypot(field.vectors[2 * node], field.vectors[2 * node + 1]));
  speeds.sort((a, b) => a - b);
  return speeds.length === 0 ? 0 : speeds[Math.round(fraction * (speeds.length - 1))];
}
