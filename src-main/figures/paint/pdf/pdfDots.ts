import type { DotsNode } from '../../drawing/nodes.ts';
import { batchDots } from '../dotBatches.ts';
import { decimal } from '../numbers.ts';
import type { Pace } from '../pace.ts';
import type { FigureDocument } from './figureDocument.ts';
import { rgb } from './pdfPaths.ts';

/** Draws dots as the round caps of lines without length, many of a colour at once: a third of what circles take. */
export async function drawDots(document: FigureDocument, node: DotsNode, pace: Pace): Promise<void> {
  const { points, radius } = node;
  document.save().addContent(`${decimal(2 * radius, 4)} w 1 J`);
  let set = 1;
  for (const { color, opacity, dots } of await batchDots(node, pace)) {
    if (opacity !== set) document.strokeOpacity(opacity);
    set = opacity;
    const parts = [`${rgb(color)} RG`];
    for (const dot of dots) {
      const at = `${decimal(points[2 * dot])} ${decimal(points[2 * dot + 1])}`;
      parts.push(`${at} m ${at} l`);
    }
    parts.push('S');
    document.addContent(parts.join('\n'));
  }
  document.restore();
}
