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
  /** Cells around each node: where particles start. Without it every known node is as likely. */
  density?: Float32Array;
}

/** The speed below which the share `fraction` of the known nodes lies; 0 if there is none. */
export function speedPercentile(field: VectorField, fraction: number): number {
  const speeds = new Float32Array(field.mask.length);
  let known = 0;
  for (let node = 0; node < field.mask.length; node++)
    if (field.mask[node] !== 0)
      speeds[known++] = Math.hypot(field.vectors[2 * node], field.vectors[2 * node + 1]);
  return known === 0 ? 0 : speeds.subarray(0, known).sort()[Math.round(fraction * (known - 1))];
}

/** The area of the field's known part, in square data units. */
export function knownArea({ mask, spacing }: VectorField): number {
  return mask.reduce((sum, known) => sum + (known === 0 ? 0 : 1), 0) * spacing[0] * spacing[1];
}

/** The chance of a particle to start at each node, up to a common factor: 0 at masked nodes. */
export function startWeights({ mask, density }: VectorField): Float64Array {
  const weights = Float64Array.from(mask, (known, node) => {
    if (known === 0) return 0;
    const cells = density ? density[node] : 1;
    return cells > 0 && Number.isFinite(cells) ? cells : 0;
  });
  return weights.some((weight) => weight > 0) ? weights : Float64Array.from(mask, (m) => (m === 0 ? 0 : 1));
}

/**
 * The field at a point, by bilinear interpolation among the known nodes of its grid cell; undefined where they carry less than half of the
 * weight, as in a masked area.
 */
export function fieldAt(
  { origin, spacing, columns, rows, mask, vectors }: VectorField,
  x: number,
  y: number,
): { x: number; y: number } | undefined {
  const atX = (x - origin[0]) / spacing[0];
  const atY = (y - origin[1]) / spacing[1];
  const lowX = Math.floor(atX);
  const lowY = Math.floor(atY);
  let sumX = 0;
  let sumY = 0;
  let sum = 0;
  for (let corner = 0; corner < 4; corner++) {
    const column = lowX + (corner & 1);
    const row = lowY + (corner >> 1);
    if (column < 0 || row < 0 || column >= columns || row >= rows) continue;
    const node = row * columns + column;
    if (mask[node] === 0) continue;
    const weight = (1 - Math.abs(atX - column)) * (1 - Math.abs(atY - row));
    sumX += weight * vectors[2 * node];
    sumY += weight * vectors[2 * node + 1];
    sum += weight;
  }
  return sum >= 0.5 ? { x: sumX / sum, y: sumY / sum } : undefined;
}
