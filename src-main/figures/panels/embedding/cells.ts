import { byValue, selectedLast, shuffledCells } from '../../../../src-worker/drawing/drawOrder.ts';
import { DIMMED } from '../../../../src-worker/drawing/strokes.ts';
import { pointDiameterOf } from '../../../../src-worker/drawing/view.ts';
import type { DotsNode } from '../../drawing/nodes.ts';
import { rgbOf } from '../../parts/rgb.ts';
import type { PanelOf } from '../../spec/panels.ts';
import type { FigureStyle } from '../../style.ts';
import type { EmbeddingData } from './data.ts';
import { project, windowOf, type Projection } from './projection.ts';

/** The cells as discs, in the order in which the screen draws them; those that are hidden or out of sight are left out. */
export function cellDots(
  panel: PanelOf<'embedding'>,
  { positions, coloring, selected }: EmbeddingData,
  projection: Projection,
  style: FigureStyle,
): DotsNode {
  const count = positions.length / 2;
  const usual = pointDiameterOf(count, windowOf(projection), projection.magnified) * projection.pixel;
  const radius = (panel.pointSize ?? usual * panel.pointScale) / 2;
  const shuffled = shuffledCells(positions);
  const ordered = coloring.order ? byValue(shuffled, coloring.order) : shuffled;
  const { cells, selectedFrom } = selectedLast(ordered, selected);
  const places = project(projection, positions);
  const { plot } = projection;
  const inSight = (x: number, y: number): boolean =>
    x > plot.x - radius &&
    x < plot.x + plot.width + radius &&
    y > plot.y - radius &&
    y < plot.y + plot.height + radius;
  const points = new Float32Array(2 * cells.length);
  const colors = new Uint8Array(4 * cells.length);
  const ground = rgbOf(style.ground);
  let drawn = 0;
  cells.forEach((cell, k) => {
    const [x, y] = [places[2 * cell], places[2 * cell + 1]];
    if (coloring.colors[4 * cell + 3] === 0 || !inSight(x, y)) return;
    const dimmed = selected && k < selectedFrom ? DIMMED : 0;
    points.set([x, y], 2 * drawn);
    for (let c = 0; c < 3; c++) {
      const color = coloring.colors[4 * cell + c];
      colors[4 * drawn + c] = Math.round(color + (ground[c] - color) * dimmed);
    }
    colors[4 * drawn + 3] = coloring.colors[4 * cell + 3];
    drawn++;
  });
  return {
    kind: 'dots',
    points: points.slice(0, 2 * drawn),
    colors: colors.slice(0, 4 * drawn),
    radius,
    raster: drawn > style.rasterizeAbove,
  };
}
