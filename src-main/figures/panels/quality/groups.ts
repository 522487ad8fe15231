import { formatCount, formatPercent } from '../../../../src-worker/drawing/format.ts';
import type { DrawingNode, Rectangle } from '../../drawing/nodes.ts';
import type { FigureStyle } from '../../style.ts';
import type { ComposedPanel } from '../panel.ts';
import type { QualityData } from './collect.ts';
import { acrossLine } from './acrossLine.ts';
import { layOutRows } from './rows.ts';

type Groups = Extract<QualityData, { kind: 'groups' }>;

/** A bar a cluster, with the value over all cells as a line across. */
export function composeGroups(data: Groups, frame: Rectangle, style: FigureStyle): ComposedPanel {
  const { show, groups, overall } = data;
  const share = show === 'unspliced';
  const factor = share ? 100 : 1;
  const text = (value: number | null): string =>
    value === null ? '—' : share ? formatPercent(value) : value.toFixed(2).replace('-', '−');
  const values = [overall, ...groups.map(({ value }) => value)].map((value) => factor * (value ?? 0));
  const most = share ? 1.04 * Math.max(...values, 1) : 1;
  const rows = groups.map(({ label, color, value }) => ({
    label,
    color,
    value: value === null ? null : factor * value,
    text: text(value),
  }));
  const titles = share
    ? ['Unspliced counts (% of all counts)', 'Unspliced counts (%)', 'Unspliced (%)']
    : ['Mean velocity confidence', 'Mean confidence', 'Confidence'];
  const { chart, bars } = layOutRows(rows, [Math.min(0, ...values), most], titles, frame, style);
  const across: DrawingNode[] =
    overall === null
      ? []
      : acrossLine(`all cells ${text(overall)}`, chart.toX(factor * overall), chart.area, frame, style);
  const cells = formatCount(groups.reduce((sum, group) => sum + group.cells, 0));
  const missing = groups.filter(({ value }) => value === null).map(({ label }) => label);
  return {
    nodes: [{ kind: 'group', name: 'bars', children: bars }, ...across, chart.axes],
    notes: [...chart.notes, ...(missing.length > 0 ? [`No cell of ${missing.join(', ')} has a value.`] : [])],
    description: `${share ? 'Share of unspliced counts' : 'Mean velocity confidence'} by cluster (n = ${cells} cells); ${text(overall)} over all cells (dashed line).`,
    colors: groups.map(({ label, color }) => ({ label, color })),
  };
}
