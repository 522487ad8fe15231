import type { DrawingNode, Rectangle } from '../../drawing/nodes.ts';
import type { FigureStyle } from '../../style.ts';
import { planAxis, type Axis, type AxisPlan, type Detail } from './axis.ts';
import { drawAxis } from './drawAxis.ts';

/** A chart's area between its axes. */
export interface Chart {
  /** In points. */
  area: Rectangle;
  /** Places of values in points, within the area or beyond; NaN where they have none. */
  toX(value: number): number;
  toY(value: number): number;
  /** The axes' marks. */
  axes: DrawingNode;
  /** The axes as they were laid out. */
  x: AxisPlan;
  y: AxisPlan;
  notes: string[];
}

/** Names of categories take no more than this share of the frame. */
const MOST_NAMES = 0.42;
/** Less than this share of the frame is no chart: titles of axes are left out then, and then the labels of ticks. */
const LEAST_AREA = 0.45;

/**
 * Axes at the left and the bottom of a frame, with round numbers at ticks, titles, and margins as wide as what is written takes. In a frame
 * that is too small, titles go first, then labels.
 */
export function layOutChart(frame: Rectangle, axes: { x: Axis; y: Axis }, style: FigureStyle): Chart {
  const details: Detail[] = ['all', 'labels', 'nothing'];
  const fits = ({ area }: Laid): boolean =>
    area.width >= LEAST_AREA * frame.width && area.height >= LEAST_AREA * frame.height;
  let laid = layOut(frame, axes, details[0], style);
  for (let d = 1; d < details.length && !fits(laid); d++) laid = layOut(frame, axes, details[d], style);
  const { area, x, y, detail } = laid;
  const small =
    detail === 'all'
      ? []
      : [`The panel is too small for the axes’ ${detail === 'labels' ? 'titles' : 'titles and numbers'}.`];
  return {
    area,
    x,
    y,
    toX: (value) => area.x + axes.x.scale.place(value) * area.width,
    toY: (value) => area.y + (1 - axes.y.scale.place(value)) * area.height,
    axes: {
      kind: 'group',
      name: 'axes',
      children: [...drawAxis(x, area, frame, style), ...drawAxis(y, area, frame, style)],
    },
    notes: [...small, ...x.notes, ...y.notes],
  };
}

interface Laid {
  area: Rectangle;
  x: AxisPlan;
  y: AxisPlan;
  detail: Detail;
}

function layOut(frame: Rectangle, axes: { x: Axis; y: Axis }, detail: Detail, style: FigureStyle): Laid {
  const plan = (side: 'bottom' | 'left', area: Rectangle): AxisPlan =>
    side === 'bottom'
      ? planAxis(
          axes.x,
          side,
          area.width,
          { names: MOST_NAMES * frame.height, title: frame.width },
          detail,
          style,
        )
      : planAxis(
          axes.y,
          side,
          area.height,
          { names: MOST_NAMES * frame.width, title: area.y + area.height - frame.y },
          detail,
          style,
        );
  // Each margin depends on the other axis' length; the third time nothing moves any more.
  let y = plan('left', frame);
  let x = plan('bottom', frame);
  for (let round = 0; round < 3; round++) {
    const area = within(frame, x, y, style);
    x = plan('bottom', area);
    y = plan('left', area);
  }
  return { area: within(frame, x, y, style), x, y, detail };
}

function within(frame: Rectangle, x: AxisPlan, y: AxisPlan, style: FigureStyle): Rectangle {
  const half = style.lineWidth / 2;
  const left = Math.max(y.thickness, x.before, half);
  const right = Math.max(x.after, half);
  const top = Math.max(y.after, half);
  const bottom = Math.max(x.thickness, y.before, half);
  return {
    x: frame.x + left,
    y: frame.y + top,
    width: Math.max(frame.width - left - right, 1),
    height: Math.max(frame.height - top - bottom, 1),
  };
}
