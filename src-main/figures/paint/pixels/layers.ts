import type { DotsNode, DrawingNode, Rectangle } from '../../drawing/nodes.ts';
import type { Fonts } from '../../fonts/loadFonts.ts';
import { boundsOf, meet } from '../bounds.ts';

/** Marks of one kind that may be drawn together, with what each is cut to. */
export type PixelLayer =
  | { kind: 'marks'; marks: { node: Mark; clip: Rectangle }[] }
  | { kind: 'dots'; marks: { node: DotsNode; clip: Rectangle }[] };

type Mark = Exclude<DrawingNode, { kind: 'group' }>;

/** Up to so many dots are drawn with the other marks. */
const FEW_DOTS = 200;

/**
 * A drawing's marks sorted into as few layers as can be, from below: those of one layer are either many dots or anything else. A mark
 * comes into a later layer only where it may cover a part of one that is there.
 */
export function layersOf(nodes: readonly DrawingNode[], page: Rectangle, fonts: Fonts): PixelLayer[] {
  const layers: PixelLayer[] = [];
  /** Bounds of the marks above the lowest layer. */
  const placed: { bounds: Rectangle; layer: number }[] = [];
  for (const { node, clip } of leaves(nodes, page)) {
    const isDots = node.kind === 'dots' && node.points.length / 2 > FEW_DOTS;
    const bounds = meet(boundsOf(node, fonts), clip);
    if (!bounds) continue;
    let layer = isDots ? 1 : 0;
    for (const below of placed) if (below.layer > layer && meet(bounds, below.bounds)) layer = below.layer;
    // Even layers have marks, odd ones dots.
    if (layer % 2 !== (isDots ? 1 : 0)) layer++;
    if (layer > 0) placed.push({ bounds, layer });
    while (layers.length <= layer)
      layers.push({ kind: layers.length % 2 === 0 ? 'marks' : 'dots', marks: [] });
    const mark = node.kind === 'dots' ? { ...node, raster: false } : node;
    layers[layer].marks.push({ node: mark as DotsNode, clip });
  }
  return layers.filter(({ marks }) => marks.length > 0);
}

function* leaves(nodes: readonly DrawingNode[], clip: Rectangle): Generator<{ node: Mark; clip: Rectangle }> {
  for (const node of nodes) {
    if (node.kind !== 'group') yield { node, clip };
    else {
      const within = node.clip ? meet(node.clip, clip) : clip;
      if (within) yield* leaves(node.children, within);
    }
  }
}
