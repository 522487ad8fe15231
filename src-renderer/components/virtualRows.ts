/** Which rows of a long list to draw, and how much empty room stands for the others. */
export interface VisibleRows {
  from: number;
  to: number;
  above: number;
  below: number;
}

/** The rows in sight of a scrolled box, with a few more at each end so that fast scrolling shows no gaps. */
export function visibleRows(
  count: number,
  rowHeight: number,
  scrollTop: number,
  height: number,
): VisibleRows {
  const spare = 8;
  const first = Math.floor(scrollTop / rowHeight) - spare;
  const from = Math.max(0, Math.min(first, count));
  const to = Math.max(from, Math.min(count, Math.ceil((scrollTop + height) / rowHeight) + spare));
  return { from, to, above: from * rowHeight, below: (count - to) * rowHeight };
}
