/** Points in the plane that answer whether any of them is near; made for many queries within one distance. */
export interface PointIndex {
  add(x: number, y: number): void;
  /** Whether a point lies closer than `distance` (at most the reach the index was made for). */
  hasWithin(x: number, y: number, distance: number): boolean;
}

export function createPointIndex(reach: number): PointIndex {
  const bins = new Map<number, number[]>();
  const key = (column: number, row: number): number => column * 67108864 + row;
  return {
    add(x, y) {
      const bin = key(Math.floor(x / reach), Math.floor(y / reach));
      const points = bins.get(bin);
      if (points) points.push(x, y);
      else bins.set(bin, [x, y]);
    },
    hasWithin(x, y, distance) {
      const limit = distance * distance;
      const column = Math.floor(x / reach);
      const row = Math.floor(y / reach);
      for (let c = column - 1; c <= column + 1; c++) {
        for (let r = row - 1; r <= row + 1; r++) {
          const points = bins.get(key(c, r));
          if (!points) continue;
          for (let p = 0; p < points.length; p += 2)
            if ((points[p] - x) ** 2 + (points[p + 1] - y) ** 2 < limit) return true;
        }
      }
      return false;
    },
  };
}
