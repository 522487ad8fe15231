const BANDS = 1024;

/**
 * The cells inside a closed outline (even–odd rule), in their order.
 *
 * @param outline (x, y) a corner, in data units; fewer than three corners enclose nothing.
 * @param positions (x, y) a cell.
 * @param accept Which cells count, for instance those that are shown.
 */
export function cellsWithin(
  outline: ArrayLike<number>,
  positions: Float32Array,
  accept: (cell: number) => boolean,
): Uint32Array {
  const corners = Math.floor(outline.length / 2);
  if (corners < 3) return new Uint32Array(0);
  let [left, right, bottom, top] = [Infinity, -Infinity, Infinity, -Infinity];
  for (let c = 0; c < corners; c++) {
    left = Math.min(left, outline[2 * c]);
    right = Math.max(right, outline[2 * c]);
    bottom = Math.min(bottom, outline[2 * c + 1]);
    top = Math.max(top, outline[2 * c + 1]);
  }
  const perUnit = top > bottom ? BANDS / (top - bottom) : 0;
  const bandOf = (y: number): number => Math.min(Math.floor((y - bottom) * perUnit), BANDS - 1);
  const { starts, edges } = edgesByBand(outline, corners, bandOf);
  const found = new Uint32Array(positions.length / 2);
  let count = 0;
  for (let cell = 0; cell < found.length; cell++) {
    const x = positions[2 * cell];
    const y = positions[2 * cell + 1];
    if (!(x >= left && x <= right && y >= bottom && y <= top)) continue;
    const band = bandOf(y);
    let inside = false;
    for (let e = 4 * starts[band]; e < 4 * starts[band + 1]; e += 4) {
      // An edge that crosses the cell's height to its right.
      if (edges[e] > y !== edges[e + 1] > y && x < edges[e + 2] + (y - edges[e]) * edges[e + 3])
        inside = !inside;
    }
    if (inside && accept(cell)) found[count++] = cell;
  }
  return found.slice(0, count);
}

/** The edges that pass each band of height, as (y from, y to, x from, slope), so that a cell is held against few of many. */
function edgesByBand(
  outline: ArrayLike<number>,
  corners: number,
  bandOf: (y: number) => number,
): { starts: Uint32Array; edges: Float64Array } {
  const starts = new Uint32Array(BANDS + 1);
  const lowest = new Uint32Array(corners);
  const highest = new Uint32Array(corners);
  for (let c = 0; c < corners; c++) {
    const a = bandOf(outline[2 * c + 1]);
    const b = bandOf(outline[2 * ((c + 1) % corners) + 1]);
    lowest[c] = Math.min(a, b);
    highest[c] = Math.max(a, b);
    for (let band = lowest[c]; band <= highest[c]; band++) starts[band + 1]++;
  }
  for (let band = 0; band < BANDS; band++) starts[band + 1] += starts[band];
  const edges = new Float64Array(4 * starts[BANDS]);
  const next = starts.slice();
  for (let c = 0; c < corners; c++) {
    const to = (c + 1) % corners;
    const [x0, y0, x1, y1] = [outline[2 * c], outline[2 * c + 1], outline[2 * to], outline[2 * to + 1]];
    for (let band = lowest[c]; band <= highest[c]; band++)
      edges.set([y0, y1, x0, y1 === y0 ? 0 : (x1 - x0) / (y1 - y0)], 4 * next[band]++);
  }
  return { starts, edges };
}
