import { formatCount } from '../../../../src-worker/drawing/format.ts';
import type { DrawingNode, Rectangle, TextNode } from '../../drawing/nodes.ts';
import type { Chart } from '../../parts/axes/chart.ts';
import { besideBar, type BarDirection } from '../../parts/bars.ts';
import { CAP_HEIGHT, LINE_HEIGHT, type FigureStyle } from '../../style.ts';

interface Group {
  cells: number;
}

/** The room beside bars for how many cells each stands for. */
export interface CountsRoom {
  /** What is left for the chart. */
  plot: Rectangle;
  /** Whether there is room to write them at all. */
  shown: boolean;
}

/** From a bar to its number, by the size of letters; above bars there is also half a number of the axis. */
const GAP = 0.5;
const GAP_ABOVE = 0.8;
/** No more of the frame than this. */
const MOST = 0.25;

/** Right of bars in rows, above upright ones. */
export function countsRoom(
  direction: BarDirection,
  groups: readonly Group[],
  frame: Rectangle,
  style: FigureStyle,
): CountsRoom {
  const { smallSize: size, measure } = style;
  const widths = groups.map(({ cells }) => measure(formatCount(cells), size, 'regular'));
  const widest = Math.max(...widths, CAP_HEIGHT * size);
  const across = widest + (direction === 'horizontal' ? GAP : GAP_ABOVE) * size;
  const line = (LINE_HEIGHT + 0.2) * size;
  const shown = direction === 'horizontal' ? across <= MOST * frame.width : across <= MOST * frame.height;
  if (!shown) return { plot: frame, shown };
  return direction === 'horizontal'
    ? {
        plot: { ...frame, y: frame.y + line, width: frame.width - across, height: frame.height - line },
        shown,
      }
    : { plot: { ...frame, y: frame.y + across, height: frame.height - across }, shown };
}

/** How many cells each bar stands for, beside it, with an n at their head. */
export function countsNodes(
  direction: BarDirection,
  groups: readonly Group[],
  { shown, plot }: CountsRoom,
  chart: Chart,
  style: FigureStyle,
): DrawingNode[] {
  if (!shown) return [];
  const { area, toX, toY } = chart;
  const horizontal = direction === 'horizontal';
  const names = horizontal ? chart.y : chart.x;
  const step = (horizontal ? area.height : area.width) / groups.length;
  const stride = Math.max(Math.ceil((1.05 * names.size) / step - 1e-9), 1);
  const { size } = names;
  const widths = groups.map(({ cells }) => style.measure(formatCount(cells), size, 'regular'));
  const right = area.x + area.width + GAP * size + Math.max(...widths);
  const upright = !horizontal && Math.max(...widths) > step - 0.4 * size;
  const numbers = groups.flatMap(({ cells }, g): TextNode[] => {
    if (g % stride !== 0) return [];
    const text = formatCount(cells);
    if (horizontal) return [besideBar(text, right, toY(g + 0.5), 'end', size, style)];
    const top = area.y - GAP_ABOVE * size;
    const at = { x: toX(g + 0.5) + (upright ? 0.5 * CAP_HEIGHT * size : 0), y: top };
    return [
      {
        ...besideBar(text, at.x, 0, upright ? 'start' : 'middle', size, style),
        y: at.y,
        ...(upright ? { rotate: -90 } : {}),
      },
    ];
  });
  const head: TextNode = horizontal
    ? { ...besideBar('n', right, 0, 'end', size, style), y: area.y - 0.35 * size, style: 'italic' }
    : {
        ...besideBar('n', area.x - GAP * size, 0, 'end', size, style),
        y: area.y - GAP_ABOVE * size,
        style: 'italic',
      };
  // At the left of upright bars it stands in the axis’ room, which may be too small.
  const fits = horizontal || head.x - style.measure('n', size, 'italic') >= plot.x;
  return [{ kind: 'group', name: 'numbers of cells', children: fits ? [head, ...numbers] : numbers }];
}
