import { PALETTE } from '../../../../src-worker/drawing/colors/categorical.ts';
import { formatCount } from '../../../../src-worker/drawing/format.ts';
import type { Rectangle } from '../../drawing/nodes.ts';
import { segments } from '../../parts/marks.ts';
import type { FigureStyle } from '../../style.ts';
import type { ComposedPanel } from '../panel.ts';
import type { QualityData } from './collect.ts';
import { layOutRows } from './rows.ts';

type Known = Extract<QualityData, { kind: 'known' }>['known'];

/** A bar a known transition: how far velocities at the border of its clusters point along it, −1 … 1. */
export function composeKnown(known: Known, frame: Rectangle, style: FigureStyle): ComposedPanel {
  const rows = known.map(({ from, to, agreement }) => ({
    label: `${from} → ${to}`,
    color: (agreement ?? 0) < 0 ? PALETTE[3] : PALETTE[0],
    value: agreement,
    text: agreement === null ? '—' : signed(agreement),
  }));
  const titles = ['Agreement with known transitions (cosine)', 'Agreement (cosine)', 'Agreement'];
  const { chart, bars } = layOutRows(rows, [-1, 1], titles, frame, style);
  const { area, toX } = chart;
  const zero = segments([toX(0), area.y, toX(0), area.y + area.height], {
    color: style.line,
    opacity: 1,
    width: style.lineWidth,
    cap: 'butt',
  });
  const apart = known.filter(({ agreement }) => agreement === null);
  const told = known.flatMap(({ from, to, agreement, pairs }) =>
    agreement === null ? [] : [`${from} → ${to} ${signed(agreement)} (${formatCount(pairs)} pairs of cells)`],
  );
  return {
    nodes: [{ kind: 'group', name: 'bars', children: bars }, zero, chart.axes],
    notes: [
      ...chart.notes,
      ...apart.map(
        ({ from, to }) =>
          `No cell of ${from} has a neighbour in ${to}: nothing can be said of that transition.`,
      ),
    ],
    description:
      `Mean cosine between velocities at the border of two clusters and the way across it, for known transitions: 1 agrees, 0 is chance. ${told.join('; ')}${told.length > 0 ? '.' : ''}`.trim(),
  };
}

function signed(value: number): string {
  return value.toFixed(2).replace('-', '−');
}
