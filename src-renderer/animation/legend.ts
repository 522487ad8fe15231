import { cssColor } from '../../src-worker/drawing/colors/categorical.ts';
import { sequentialColor } from '../../src-worker/drawing/colors/sequential.ts';
import { formatStep } from '../../src-worker/drawing/format.ts';
import { drawText, linesOf, type Canvas2d, type TextLook } from './canvasText.ts';
import type { AnimationLegend } from './content.ts';
import type { Inks } from './inks.ts';
import type { Size } from '../../src-worker/drawing/view.ts';

type Labels = Extract<AnimationLegend, { kind: 'labels' }>;
type Numbers = Extract<AnimationLegend, { kind: 'numbers' }>;

/** Of the screen's legend, in CSS pixels. */
const EDGE = 8;
const LEFT = 16;
const WIDTH = 176;
const ROW = 24;
const LINE = 20;
const SMALL_LINE = 16;
const SWATCH = 6;
const BAR = 12;
const MOST_LINES = 4;

interface Looks {
  title: TextLook;
  text: TextLook;
  small: TextLook;
  muted: TextLook;
}

/** What a legend takes of the upper left corner of a picture, in CSS pixels. */
export function legendSize(context: Canvas2d, legend: AnimationLegend, family: string): Size {
  const tall =
    legend.kind === 'labels'
      ? LINE + 4 + ROW * legend.entries.length
      : numbersHeight(meaningOf(context, legend, family).length);
  return { width: LEFT + WIDTH + EDGE, height: tall + 3 * EDGE };
}

/** Draws the legend at the upper left of a picture of that height. */
export function drawLegend(
  context: Canvas2d,
  legend: AnimationLegend,
  height: number,
  inks: Inks,
  family: string,
): void {
  const looks: Looks = {
    title: { font: `600 13px ${family}`, color: inks.text },
    text: { font: `13px ${family}`, color: inks.text },
    small: { font: `12px ${family}`, color: inks.text },
    muted: { font: `12px ${family}`, color: inks.muted },
  };
  context.textBaseline = 'middle';
  context.textAlign = 'left';
  if (legend.kind === 'labels') drawLabels(context, legend, height, inks, looks);
  else drawNumbers(context, legend, meaningOf(context, legend, family), inks, looks);
}

function meaningOf(context: Canvas2d, { meaning }: Numbers, family: string): string[] {
  return linesOf(context, meaning, WIDTH, MOST_LINES, `12px ${family}`);
}

function numbersHeight(lines: number): number {
  return LINE + lines * SMALL_LINE + EDGE + BAR + LINE;
}

function drawLabels(context: Canvas2d, legend: Labels, height: number, inks: Inks, looks: Looks): void {
  const { title, entries } = legend;
  const top = 2 * EDGE + LINE + 4;
  const room = Math.max(1, Math.floor((height - top - 2 * EDGE) / ROW));
  // Where there is not room for all, the last row says how many are missing.
  const shown = entries.length <= room ? entries : entries.slice(0, room - 1);
  drawPlate(context, LINE + 4 + ROW * Math.min(entries.length, room), inks);
  drawText(context, title, LEFT, 2 * EDGE + LINE / 2, WIDTH, looks.title);
  const middle = (row: number): number => top + (row + 0.5) * ROW;
  shown.forEach(({ label, color }, row) => {
    context.fillStyle = cssColor(color);
    context.beginPath();
    context.arc(LEFT + SWATCH, middle(row), SWATCH, 0, 2 * Math.PI);
    context.fill();
    const beside = 2 * SWATCH + EDGE;
    drawText(context, label, LEFT + beside, middle(row), WIDTH - beside, looks.text);
  });
  const missing = entries.length - shown.length;
  if (missing > 0) drawText(context, `and ${missing} more`, LEFT, middle(shown.length), WIDTH, looks.muted);
}

function drawNumbers(
  context: Canvas2d,
  { title, map, range }: Numbers,
  lines: string[],
  inks: Inks,
  looks: Looks,
): void {
  drawPlate(context, numbersHeight(lines.length), inks);
  let y = 2 * EDGE;
  drawText(context, title, LEFT, y + LINE / 2, WIDTH, looks.title);
  y += LINE;
  for (const line of lines) {
    drawText(context, line, LEFT, y + SMALL_LINE / 2, WIDTH, looks.muted);
    y += SMALL_LINE;
  }
  y += EDGE;
  const gradient = context.createLinearGradient(LEFT, 0, LEFT + WIDTH, 0);
  for (let k = 0; k <= 32; k++) gradient.addColorStop(k / 32, cssColor(sequentialColor(map, k / 32)));
  context.fillStyle = gradient;
  context.beginPath();
  context.roundRect(LEFT, y, WIDTH, BAR, 2);
  context.fill();
  y += BAR + LINE / 2;
  (['left', 'center', 'right'] as const).forEach((align, k) => {
    const value = range[0] + (k / 2) * (range[1] - range[0]);
    context.textAlign = align;
    const text = formatStep(value, (range[1] - range[0]) / 20);
    drawText(context, text, LEFT + (k / 2) * WIDTH, y, WIDTH / 3, looks.small);
  });
}

/** What parts the legend from the cells beneath. */
function drawPlate(context: Canvas2d, height: number, { halo }: Inks): void {
  context.fillStyle = halo;
  context.beginPath();
  context.roundRect(EDGE, EDGE, LEFT + WIDTH, height + 2 * EDGE, 6);
  context.fill();
}
