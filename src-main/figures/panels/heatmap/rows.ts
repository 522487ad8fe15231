import type { DrawingNode, Rectangle, TextNode } from '../../drawing/nodes.ts';
import { shortenText } from '../../parts/text.ts';
import { CAP_HEIGHT, type FigureStyle } from '../../style.ts';
import type { HeatmapData } from './collect.ts';

/** The names beside rows: their letters' size, every how many a name stands, and the width they take. */
export interface RowNames {
  texts: string[];
  size: number;
  stride: number;
  width: number;
  notes: string[];
}

/** Names are made smaller down to this share of the usual size before some are left out. */
const SMALLEST = 0.72;
const GAP = 0.45;
/** They take no more than this share of the width. */
const MOST = 0.35;

/** How names fit beside rows of a heatmap that high, both in points. */
export function rowsWidth(
  { genes }: HeatmapData,
  height: number,
  frameWidth: number,
  { smallSize, measure }: FigureStyle,
): RowNames {
  const step = height / genes.length;
  const size = Math.max(Math.min(smallSize, step / 1.05), SMALLEST * smallSize);
  const stride = Math.max(Math.ceil((0.95 * size) / step - 1e-9), 1);
  const texts = genes.map((gene) =>
    shortenText(gene, MOST * frameWidth - GAP * size, size, 'italic', measure),
  );
  const shown = texts.filter((_, g) => g % stride === 0);
  const widest = Math.max(...shown.map((text) => measure(text, size, 'italic')));
  const notes =
    stride > 1
      ? [`Only ${shown.length} of ${genes.length} genes’ names have room; make the panel higher to see all.`]
      : [];
  return { texts, size, stride, width: widest + GAP * size, notes };
}

/** The names of genes, left of their rows. */
export function geneRows(
  { genes }: HeatmapData,
  { texts, size, stride }: RowNames,
  area: Rectangle,
  style: FigureStyle,
): DrawingNode[] {
  const step = area.height / genes.length;
  const children = texts.flatMap((text, g): TextNode[] => {
    if (g % stride !== 0) return [];
    const y = area.y + (g + 0.5) * step + 0.5 * CAP_HEIGHT * size;
    const ink = { color: style.text, opacity: 1 };
    return [{ kind: 'text', text, x: area.x - GAP * size, y, size, style: 'italic', anchor: 'end', ink }];
  });
  return [{ kind: 'group', name: 'genes', children }];
}
