import type { Rectangle } from '../drawing/nodes.ts';
import type { FigureStyle } from '../style.ts';
import { legendRoom, type FigureLegend, type LegendPlace } from './legend.ts';

/**
 * Height by width of a frame that holds a plot and its legend.
 *
 * @param width of the frame, in points
 * @param plotHeight that suits a plot of a width, both in points
 */
export function aspectWithLegend(
  legend: FigureLegend | undefined,
  place: LegendPlace,
  width: number,
  style: FigureStyle,
  plotHeight: (width: number) => number,
): number {
  const room = legendRoom(legend, place, width, style);
  if (place !== 'right') return (plotHeight(width) + room.height) / width;
  return Math.max(plotHeight(width - room.width), room.height) / width;
}

/** The frame without a strip at its top. */
export function below({ x, y, width, height }: Rectangle, strip: number): Rectangle {
  return { x, y: y + strip, width, height: Math.max(height - strip, 1) };
}
