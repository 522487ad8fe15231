import { DataError } from '../../../src-worker/data/errors.ts';
import type { Rectangle } from '../drawing/nodes.ts';
import { POINTS_PER_MM } from '../spec/presets.ts';

/** What a panel wants of the grid; lengths in points. */
export interface GridPanel {
  /** How many columns it takes. */
  span: number;
  /** Its whole height; null for what suits its width. */
  height: number | null;
  /** Height of what stands above it. */
  heading(width: number): number;
  /** Height that suits its frame, without what stands above. */
  suits(width: number): number;
}

export interface GridRequest {
  panels: readonly GridPanel[];
  columns: number;
  gap: number;
  area: { x: number; y: number; width: number };
  /** What all rows together are stretched or shrunk to; null for what they need. */
  height: number | null;
}

export interface GridCell {
  /** Upper left corner, where the heading is. */
  x: number;
  y: number;
  /** What is left for the panel below its heading. */
  frame: Rectangle;
}

/** A row of panels is not shrunk below this, in points. */
const LEAST = 28;

/**
 * Panels in rows of equal columns, from left to right; one that has no room left in a row begins the next. A row is as high as its
 * highest panel, and all its frames begin at one height. There are no more columns than the panels take.
 *
 * @throws DataError where the height is too small for the rows.
 */
export function layOutGrid(request: GridRequest): { cells: GridCell[]; height: number } {
  const { panels, gap, area } = request;
  const taken = panels.reduce((sum, { span }) => sum + span, 0);
  const columns = Math.max(Math.min(request.columns, taken), 1);
  const column = Math.max((area.width - (columns - 1) * gap) / columns, 1);
  const rows = inRows(panels, columns);
  const widthOf = (span: number): number => span * column + (span - 1) * gap;
  const needs = rows.map((row) => {
    const heading = Math.max(...row.map(({ panel, span }) => panel.heading(widthOf(span))));
    const frames = row.map(({ panel, span }) =>
      panel.height === null ? panel.suits(widthOf(span)) : panel.height - heading,
    );
    return { heading, frame: Math.max(...frames, LEAST) };
  });
  const heights = stretched(needs, request.height, gap);
  const cells: GridCell[] = [];
  let y = area.y;
  rows.forEach((row, r) => {
    const { heading } = needs[r];
    for (const { span, first } of row) {
      const x = area.x + first * (column + gap);
      cells.push({ x, y, frame: { x, y: y + heading, width: widthOf(span), height: heights[r] } });
    }
    y += heading + heights[r] + gap;
  });
  return { cells, height: y - gap - area.y };
}

interface Placed {
  panel: GridPanel;
  span: number;
  /** Its first column. */
  first: number;
}

function inRows(panels: readonly GridPanel[], columns: number): Placed[][] {
  const rows: Placed[][] = [];
  let next = columns;
  for (const panel of panels) {
    const span = Math.min(panel.span, columns);
    if (next + span > columns) {
      rows.push([]);
      next = 0;
    }
    rows[rows.length - 1].push({ panel, span, first: next });
    next += span;
  }
  return rows;
}

/** Heights of the rows' frames: as they need, or all changed by one factor so that they fill what there is. */
function stretched(
  needs: readonly { heading: number; frame: number }[],
  height: number | null,
  gap: number,
): number[] {
  const own = needs.map(({ frame }) => frame);
  if (height === null) return own;
  const fixed = needs.reduce((sum, { heading }) => sum + heading, 0) + (needs.length - 1) * gap;
  const factor = (height - fixed) / own.reduce((sum, frame) => sum + frame, 0);
  const fitted = own.map((frame) => frame * factor);
  if (Math.min(...fitted) >= LEAST - 1e-6) return fitted;
  const missing = Math.ceil((fixed + LEAST * needs.length - height) / POINTS_PER_MM);
  throw new DataError(
    'the figure is not high enough for its panels, title and caption.',
    {},
    `Make it about ${Math.max(missing, 1)} mm higher, or leave its height open.`,
  );
}
