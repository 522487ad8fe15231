import type { TextNode } from '../drawing/nodes.ts';

/** Which share of a line's width lies before its anchor. */
export function anchorShare(anchor: TextNode['anchor']): number {
  return anchor === 'start' ? 0 : anchor === 'middle' ? 0.5 : 1;
}
