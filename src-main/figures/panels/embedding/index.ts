import { formatCount } from '../../../../src-worker/drawing/format.ts';
import type { Rectangle } from '../../drawing/nodes.ts';
import { axesRoom, axisNames, placeEmbeddingAxes } from '../../parts/cornerAxes.ts';
import { legendRoom, placeLegend, type FigureLegend } from '../../parts/legend.ts';
import type { PanelOf } from '../../spec/panels.ts';
import type { FigureStyle } from '../../style.ts';
import type { ComposedPanel, PanelDefinition } from '../panel.ts';
import { cellDots } from './cells.ts';
import { collectEmbedding } from './collect.ts';
import type { EmbeddingData } from './data.ts';
import { flowNodes } from './flow.ts';
import { nameNodes } from './names.ts';
import { extentOf, projectionOf } from './projection.ts';

/** Height by width of what is drawn of an embedding that is very long or very flat. */
const SHAPES = [0.55, 1.25];
/** A plot with axes in its corner is at most this much higher than that. */
const HIGHER = 1.15;

const FLOWS = {
  lines: 'with streamlines of RNA velocity, which show its direction and not its speed',
  particles: 'with trails of particles that drift along RNA velocity',
  grid: 'with arrows of RNA velocity on a grid, whose length grows with the root of its speed',
  cells: 'with arrows of RNA velocity of single cells, whose length grows with the root of its speed',
  off: '',
};

/** Cells in an embedding with their velocities, drawn from the same geometry as the screen's. */
export const embeddingPanel: PanelDefinition<'embedding', EmbeddingData> = {
  collect: collectEmbedding,
  aspect(panel, data, width, style) {
    const legend = legendRoom(legendOf(data), panel.legend, width, style);
    const beside = panel.legend === 'right' ? legend.width : 0;
    const under = panel.legend === 'bottom' ? legend.height : 0;
    const axes = axesRoom(panel.axes, style);
    const plot = shapeOf(panel, data) * Math.max(width - beside - axes, 1);
    return Math.max(plot + under + axes, panel.legend === 'right' ? legend.height : 0) / width;
  },
  compose: composeEmbedding,
};

function composeEmbedding(
  panel: PanelOf<'embedding'>,
  data: EmbeddingData,
  frame: Rectangle,
  style: FigureStyle,
): ComposedPanel {
  const legend = legendOf(data);
  const beside = placeLegend(frame, legend, panel.legend, style);
  const axes = placeEmbeddingAxes(
    roomFor(panel, data, beside.plot),
    panel.axes,
    axisNames(data.label),
    style,
  );
  const projection = projectionOf(panel, data, axes.plot);
  const cells = cellDots(panel, data, projection, style);
  const clip = axes.plot;
  const flow = flowNodes(panel, data, projection, style);
  const names = nameNodes(data, projection, style);
  return {
    nodes: [
      { kind: 'group', name: 'cells', children: [cells], clip },
      ...flow.map((node) => (node.kind === 'group' ? { ...node, clip } : node)),
      ...names.nodes,
      ...axes.nodes,
      ...beside.nodes,
    ],
    notes: [...beside.notes, ...nameNotes(names.left), ...cellNotes(data, cells.points.length / 2)],
    description: descriptionOf(panel, data),
    ...(legend.kind === 'labels' && { colors: legend.entries.map(({ label, color }) => ({ label, color })) }),
  };
}

function legendOf({ coloring }: EmbeddingData): FigureLegend {
  const { title, subtitle, italic, legend } = coloring;
  return { title, subtitle, italic, ...legend };
}

function shapeOf({ view }: PanelOf<'embedding'>, data: EmbeddingData): number {
  if (view?.height) return view.height / view.width;
  const { left, right, bottom, top } = extentOf(data);
  return Math.min(Math.max((top - bottom) / (right - left), SHAPES[0]), SHAPES[1]);
}

/**
 * What of a frame the plot and its axes take: all of it, unless it is much higher than what is drawn; arrows in the corner would then be far
 * from the cells.
 */
function roomFor(panel: PanelOf<'embedding'>, data: EmbeddingData, frame: Rectangle): Rectangle {
  if (panel.axes !== 'corner' || panel.view) return frame;
  const height = Math.min(frame.height, HIGHER * shapeOf(panel, data) * frame.width);
  return { ...frame, height };
}

function nameNotes(left: number): string[] {
  return left === 0 ? [] : [`${left} ${left === 1 ? 'name has' : 'names have'} no room among the cells.`];
}

function cellNotes({ positions, coloring }: EmbeddingData, drawn: number): string[] {
  let [hidden, without] = [0, 0];
  for (let cell = 0; 2 * cell < positions.length; cell++) {
    if (!Number.isFinite(positions[2 * cell] + positions[2 * cell + 1])) without++;
    else if (coloring.colors[4 * cell + 3] === 0) hidden++;
  }
  const cells = (count: number, verb: [one: string, several: string]): string =>
    `${formatCount(count)} ${count === 1 ? `cell ${verb[0]}` : `cells ${verb[1]}`}`;
  return [
    ...(drawn === 0 ? ['No cells are in sight.'] : []),
    ...(hidden > 0
      ? [`${cells(hidden, ['of a hidden category is', 'of hidden categories are'])} not drawn.`]
      : []),
    ...(without > 0 ? [`${cells(without, ['has', 'have'])} no place in the embedding.`] : []),
  ];
}

function descriptionOf(
  panel: PanelOf<'embedding'>,
  { label, positions, coloring, run }: EmbeddingData,
): string {
  const flow = FLOWS[panel.flow];
  const what = `${label} of ${formatCount(positions.length / 2)} cells (run “${run}”)`;
  return `${what}${flow ? `, ${flow}` : ''}. ${coloring.meaning}`;
}
