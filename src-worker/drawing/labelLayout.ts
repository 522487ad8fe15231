/** A name at a place; names are one line high and centred there. */
export interface PlacedLabel {
  text: string;
  x: number;
  y: number;
}

/** How much room a name takes. */
export interface LabelSize {
  /** Height of a line with the gap to the next. */
  line: number;
  widthOf: (text: string) => number;
}

/** Of the screen's names, in CSS pixels; widths are estimated from the number of letters. */
export const SCREEN_LABELS: LabelSize = { line: 18, widthOf: (text) => 7.2 * text.length };

/** The same names, moved up or down where they would cover each other, by as little as it takes. */
export function spreadLabels<L extends PlacedLabel>(labels: L[], size: LabelSize = SCREEN_LABELS): L[] {
  const placed = labels.map((label) => ({ ...label }));
  const widths = placed.map(({ text }) => size.widthOf(text));
  const near = size.line / 36;
  // A few rounds suffice: names that cover each other part by half of the overlap each.
  for (let round = 0; round < 20; round++) {
    let moved = false;
    for (let a = 0; a < placed.length; a++) {
      for (let b = a + 1; b < placed.length; b++) {
        const [upper, lower] = placed[a].y <= placed[b].y ? [placed[a], placed[b]] : [placed[b], placed[a]];
        const reach = (widths[a] + widths[b]) / 2;
        const overlap = size.line - (lower.y - upper.y);
        if (overlap <= near || Math.abs(upper.x - lower.x) > reach) continue;
        upper.y -= overlap / 2;
        lower.y += overlap / 2;
        moved = true;
      }
    }
    if (!moved) break;
  }
  return placed;
}
