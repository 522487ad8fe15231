import type { DotsNode } from '../../drawing/nodes.ts';
import { batchDots, MOST_CIRCLES } from '../dotBatches.ts';
import { decimal } from '../numbers.ts';
import type { Pace } from '../pace.ts';
import type { FigureDocument } from './figureDocument.ts';
import { rgb } from './pdfPaths.ts';

/** Draws dots: few as circles, many as the round caps of tiny lines, all that can be of a colour at once. */
export async function drawDots(document: FigureDocument, node: DotsNode, pace: Pace): Promise<void> {
  const { points, radius } = node;
  if (points.length / 2 <= MOST_CIRCLES) {
    drawCircles(document, node);
    return;
  }
  document.save().addContent(`${decimal(2 * radius, 4)} w 1 J`);
  let set = 1;
  for (const { color, opacity, dots } of await batchDots(node, pace)) {
    if (opacity !== set) document.strokeOpacity(opacity);
    set = opacity;
    const parts = [`${rgb(color)} RG`];
    for (const dot of dots) {
      const y = decimal(points[2 * dot + 1]);
      parts.push(`${decimal(points[2 * dot])} ${y} m ${decimal(points[2 * dot] + 0.01)} ${y} l`);
    }
    parts.push('S');
    document.addContent(parts.join('\n'));
  }
  document.restore();
}

function drawCircles(document: FigureDocument, { points, colors, radius }: DotsNode): void {
  for (let i = 0; i < points.length / 2; i++) {
    const [red, green, blue, alpha] = colors.subarray(4 * i, 4 * i + 4);
    document.save().fillColor([red, green, blue]);
    if (alpha < 255) document.fillOpacity(alpha / 255);
    document
      .circle(points[2 * i], points[2 * i + 1], radius)
      .fill()
      .restore();
  }
}
