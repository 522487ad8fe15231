import { formatCount, formatStep } from '../../../../src-worker/drawing/format.ts';
import type { Histogram } from '../../../views/contract.ts';
import type { DrawingNode, Rectangle } from '../../drawing/nodes.ts';
import { layOutChart } from '../../parts/axes/chart.ts';
import { linearScale } from '../../parts/axes/scale.ts';
import { bar } from '../../parts/bars.ts';
import { below } from '../../parts/framed.ts';
import type { FigureStyle } from '../../style.ts';
import type { ComposedPanel } from '../panel.ts';
import { acrossLine } from './acrossLine.ts';

/** How much ink bars have. */
const INK = 0.55;

/** How values are spread over genes or cells, with their median as a line. */
export function composeHistogram(histogram: Histogram, frame: Rectangle, style: FigureStyle): ComposedPanel {
  const { counts, range, label, of, median, missing } = histogram;
  const most = Math.max(...counts, 1);
  const titled = of === 'genes' ? 'Genes' : 'Cells';
  const chart = layOutChart(
    below(frame, 1.4 * style.smallSize),
    {
      x: { scale: linearScale(...range), titles: [label, TITLES[histogram.id]] },
      y: { scale: linearScale(0, 1.03 * most), titles: [`Number of ${of}`, titled] },
    },
    style,
  );
  const { toX, toY, area } = chart;
  const width = (range[1] - range[0]) / counts.length;
  const seam = Math.min(0.6 * style.lineWidth, 0.15 * (toX(range[0] + width) - toX(range[0])));
  const bars = counts.flatMap((count, b): DrawingNode[] => {
    const left = toX(range[0] + b * width) + seam / 2;
    const right = toX(range[0] + (b + 1) * width) - seam / 2;
    const top = toY(count);
    return count > 0
      ? [bar({ x: left, y: top, width: right - left, height: toY(0) - top }, style.muted, INK)]
      : [];
  });
  const total = counts.reduce((sum, count) => sum + count, 0);
  const middle = `median ${formatStep(median, 0.01)}`;
  const left = missing > 0 ? [`${formatCount(missing)} ${of} have no value and are left out.`] : [];
  if (histogram.id === 'velocity_r2' && range[0] === -1)
    left.push('Values below −1 are counted in the first bar.');
  return {
    nodes: [
      { kind: 'group', name: 'bars', children: bars },
      ...acrossLine(middle, toX(median), area, frame, style),
      chart.axes,
    ],
    notes: [...chart.notes, ...left],
    description: `${label} of ${formatCount(total)} ${of}; ${middle} (dashed line).`,
  };
}

const TITLES = {
  fit_likelihood: 'Likelihood',
  velocity_r2: 'R²',
  velocity_confidence: 'Confidence',
} as const;
