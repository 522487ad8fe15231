import { boundsOf, fitView, type Bounds, type Size, type View } from '../../../../src-worker/drawing/view.ts';
import type { Rectangle } from '../../drawing/nodes.ts';
import type { PanelOf } from '../../spec/panels.ts';
import type { EmbeddingData } from './data.ts';

/**
 * Where the data lies in a panel and how large its marks are. The screen's sizes are in CSS pixels; a panel is drawn as a window of
 * {@link REFERENCE_WIDTH} pixels would show it, so that lines, heads, halos and points keep the proportions in which they are seen.
 */
export interface Projection {
  /** In points. */
  plot: Rectangle;
  /** The data point at the middle of the plot, and points per data unit. */
  view: View;
  /** Points per CSS pixel of that window. */
  pixel: number;
  /** Points per CSS pixel of streamlines and arrows. */
  linePixel: number;
  /** Times the scale at which everything is seen. */
  magnified: number;
}

/** Width, in CSS pixels, of the window whose proportions a panel has. */
export const REFERENCE_WIDTH = 640;

/** No smaller pixel, in points: streamlines (1.4 pixels) are then 0.25 points wide, the least that prints. A small panel is a small window. */
const LEAST_PIXEL = 0.25 / 1.4;

/** Room around everything, in CSS pixels. */
const PADDING = 10;

/** How a panel's plot shows the cells: what it was asked to show, or all of them. */
export function projectionOf(
  { view: asked, lineScale }: Pick<PanelOf<'embedding'>, 'view' | 'lineScale'>,
  data: Pick<EmbeddingData, 'positions' | 'streamlines' | 'field'>,
  plot: Rectangle,
): Projection {
  const pixel = Math.max(plot.width / REFERENCE_WIDTH, LEAST_PIXEL);
  const around = PADDING * pixel;
  const padding = { left: around, right: around, bottom: around, top: around };
  const fitted = fitView(extentOf(data), plot, padding);
  const view = asked ? { x: asked.x, y: asked.y, scale: plot.width / asked.width } : fitted;
  return { plot, view, pixel, linePixel: pixel * lineScale, magnified: view.scale / fitted.scale };
}

/** The box around everything that is drawn: cells, and the flow, which goes a little beyond them. */
export function extentOf({
  positions,
  streamlines,
  field,
}: Pick<EmbeddingData, 'positions' | 'streamlines' | 'field'>): Bounds {
  const boxes = [boundsOf(positions)];
  if (streamlines) boxes.push(boundsOf(streamlines.points));
  if (field) {
    const { origin, spacing, columns, mask } = field;
    const nodes = Float32Array.from({ length: 2 * mask.length }, (_, k) => {
      const node = k >> 1;
      if (mask[node] === 0) return NaN;
      return k % 2 === 0
        ? origin[0] + (node % columns) * spacing[0]
        : origin[1] + Math.floor(node / columns) * spacing[1];
    });
    boxes.push(boundsOf(nodes));
  }
  return {
    left: Math.min(...boxes.map(({ left }) => left)),
    right: Math.max(...boxes.map(({ right }) => right)),
    bottom: Math.min(...boxes.map(({ bottom }) => bottom)),
    top: Math.max(...boxes.map(({ top }) => top)),
  };
}

/** (x, y) points of the page in place of data. */
export function project({ plot, view }: Projection, data: ArrayLike<number>): Float32Array {
  const left = plot.x + plot.width / 2;
  const top = plot.y + plot.height / 2;
  const out = new Float32Array(data.length);
  for (let p = 0; p < data.length; p += 2) {
    out[p] = left + (data[p] - view.x) * view.scale;
    out[p + 1] = top - (data[p + 1] - view.y) * view.scale;
  }
  return out;
}

/** The plot as a window: its size in CSS pixels. */
export function windowOf({ plot, pixel }: Projection): Size {
  return { width: plot.width / pixel, height: plot.height / pixel };
}
