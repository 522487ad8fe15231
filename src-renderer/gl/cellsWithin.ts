const BANDS = 512;

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
    for (let e = starts[band]; e < starts[band + 1]; e++) {
      const from = edges[e];
      const to = from + 1 < corners ? from + 1 : 0;
      const y0 = outline[2 * from + 1];
      const y1 = outline[2 * to + 1];
      if (y0 > y === y1 > y) continue;
      const x0 = outline[2 * from];
      if (x < x0 + ((y - y0) / (y1 - y0)) * (outline[2 * to] - x0)) inside = !inside;
    }
    if (inside && accept(cell)) found[count++] = cell;
  }
  return found.slice(0, count);
}

/** The edges that pass each band of height, so that a cell is held against few of a long outline's. */
function edgesByBand(
  outline: ArrayLike<number>,
  corners: number,
  bandOf: (y: number) => number,
): { starts: Uint32Array; edges: Uint32Array } {
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
  const edges = new Uint32Array(starts[BANDS]);
  const next = starts.slice();
  for (let c = 0; c < corners; c++)
    for (let band = lowest[c]; band <= highest[c]; band++) edges[next[band]++] = c;
  return { starts, edges };
}
