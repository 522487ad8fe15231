import {
  boundsOf,
  fitView,
  pointDiameterOf,
  type Padding,
  type Size,
  type View,
} from '../../src-worker/drawing/view.ts';
import type { AnimationContent } from './content.ts';

/** A picture whose shorter side has so many pixels is drawn as on the screen; larger ones have everything larger. */
const SCREEN_SIDE = 720;
const MARGIN = 32;

/** How the embedding lies in a picture. */
export interface AnimationLayout {
  /** Of the picture, in the pixels that everything is drawn by; {@link pixelRatio} of the file's make one. */
  size: Size;
  pixelRatio: number;
  view: View;
  pointDiameter: number;
}

/**
 * Lays the embedding out in a picture of so many pixels: everything, beside the legend or beneath it, where it is larger; or the part
 * that the user looked at, all of it.
 *
 * @param legend What the legend takes of the upper left corner, in CSS pixels; undefined without one.
 */
export function layoutOf(
  { width, height }: Size,
  {
    positions,
    pointScale,
    view,
    stage,
  }: Pick<AnimationContent, 'positions' | 'pointScale' | 'view' | 'stage'>,
  legend: Size | undefined,
): AnimationLayout {
  const pixelRatio = Math.max(1, Math.min(width, height) / SCREEN_SIDE);
  const size = { width: width / pixelRatio, height: height / pixelRatio };
  const box = boundsOf(positions);
  const fitted = paddingsOf(size, legend)
    .map((padding) => fitView(box, size, padding))
    .reduce((best, one) => (one.scale > best.scale ? one : best));
  const shown = view ? { ...view, scale: view.scale * shrinkage(size, stage) } : fitted;
  return {
    size,
    pixelRatio,
    view: shown,
    pointDiameter: pointScale * pointDiameterOf(positions.length / 2, size, shown.scale / fitted.scale),
  };
}

/** The ways to keep the legend free. */
function paddingsOf({ width, height }: Size, legend: Size | undefined): Padding[] {
  const margin = Math.min(MARGIN, Math.min(width, height) / 12);
  const even = { left: margin, right: margin, top: margin, bottom: margin };
  if (!legend) return [even];
  return [
    { ...even, left: legend.width + margin / 2 },
    { ...even, top: legend.height + margin / 2 },
  ];
}

/** What makes all that is seen on the stage fit into the picture. */
function shrinkage(size: Size, stage: Size): number {
  if (stage.width <= 0 || stage.height <= 0) return 1;
  return Math.min(size.width / stage.width, size.height / stage.height);
}
