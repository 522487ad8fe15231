/** A name at a place on the screen; names are one line high and centred there. */
export interface PlacedLabel {
  text: string;
  x: number;
  y: number;
}

const LINE = 18;
const LETTER = 7.2;

/**
 * The same names, moved up or down where they would cover each other, by as little as it takes. Widths are estimated
 * from the number of letters.
 */
export function spreadLabels<L extends PlacedLabel>(labels: L[]): L[] {
  const placed = labels.map((label) => ({ ...label }));
  // A few rounds suffice: names that cover each other part by half of the overlap each.
  for (let round = 0; round < 20; round++) {
    let moved = false;
    for (let a = 0; a < placed.length; a++) {
      for (let b = a + 1; b < placed.length; b++) {
        const [upper, lower] = placed[a].y <= placed[b].y ? [placed[a], placed[b]] : [placed[b], placed[a]];
        const reach = ((upper.text.length + lower.text.length) / 2) * LETTER;
        const overlap = LINE - (lower.y - upper.y);
        if (overlap <= 0.5 || Math.abs(upper.x - lower.x) > reach) continue;
        upper.y -= overlap / 2;
        lower.y += overlap / 2;
        moved = true;
      }
    }
    if (!moved) break;
  }
  return placed;
}
