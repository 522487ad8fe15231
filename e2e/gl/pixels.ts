/** A picture of one number a pixel, from the upper left, row by row. */
export interface Picture {
  width: number;
  height: number;
  values: Uint8Array;
}

/**
 * The whole shift (dx to the right, dy downwards) within ± `reach` that best lays the first picture over the second: where
 * their product is greatest.
 */
export function bestShift(before: Picture, after: Picture, reach: number): { dx: number; dy: number } {
  const { width, height } = before;
  let best = { dx: 0, dy: 0, sum: -1 };
  for (let dy = -reach; dy <= reach; dy++)
    for (let dx = -reach; dx <= reach; dx++) {
      let sum = 0;
      for (let y = reach; y < height - reach; y++)
        for (let x = reach; x < width - reach; x++)
          sum += before.values[y * width + x] * after.values[(y + dy) * width + x + dx];
      if (sum > best.sum) best = { dx, dy, sum };
    }
  return { dx: best.dx, dy: best.dy };
}

/** The mean place of what is drawn, weighted by the values; x to the right, y downwards. */
export function massCentre({ width, height, values }: Picture): { x: number; y: number } {
  let [sum, x, y] = [0, 0, 0];
  for (let row = 0; row < height; row++)
    for (let column = 0; column < width; column++) {
      const value = values[row * width + column];
      sum += value;
      x += value * column;
      y += value * row;
    }
  return { x: x / sum, y: y / sum };
}
