import { spreadLabels, type PlacedLabel } from '../../src-worker/drawing/labelLayout.ts';
import { toScreen } from '../../src-worker/drawing/view.ts';
import type { Canvas2d } from './canvasText.ts';
import type { AnimationContent } from './content.ts';
import type { Inks } from './inks.ts';
import type { AnimationLayout } from './layout.ts';
import { drawLegend } from './legend.ts';

/** Draws what lies over the cells and stands still: names of clusters, and the legend, as the screen has them. */
export function drawOverlay(
  context: Canvas2d,
  { size, pixelRatio, view }: AnimationLayout,
  { labels, legend }: Pick<AnimationContent, 'labels' | 'legend'>,
  inks: Inks,
  family: string,
): void {
  context.save();
  context.scale(pixelRatio, pixelRatio);
  const placed = labels.map(({ text, x, y }) => ({ text, ...toScreen(view, size, x, y) }));
  const within = placed.filter(({ x, y }) => x > 0 && y > 0 && x < size.width && y < size.height);
  drawNames(context, spreadLabels(within), inks, family);
  if (legend) drawLegend(context, legend, size.height, inks, family);
  context.restore();
}

function drawNames(context: Canvas2d, names: PlacedLabel[], { text, halo }: Inks, family: string): void {
  context.font = `600 13px ${family}`;
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  context.lineJoin = 'round';
  context.lineWidth = 4;
  context.strokeStyle = halo;
  context.fillStyle = text;
  for (const name of names) {
    context.strokeText(name.text, name.x, name.y);
    context.fillText(name.text, name.x, name.y);
  }
}
