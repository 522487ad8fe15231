/** The largest value with a little room beyond it: where an axis of a phase portrait, which starts at 0, ends. */
export function portraitEnd(values: ArrayLike<number>): number {
  let most = 0;
  for (let i = 0; i < values.length; i++)
    if (values[i] > most && Number.isFinite(values[i])) most = values[i];
  return most > 0 ? 1.04 * most : 1;
}

/** How cells and lines of a phase portrait are drawn: shares of the full ink, and dashes by the width of the line. */
export const PORTRAIT = { cells: 0.85, halo: 0.7, dash: [3.4, 3.4] } as const;
