import type { Drawing, DrawingNode, Rectangle } from '../drawing/nodes.ts';
import type { FigureData } from '../collectFigure.ts';
import { panelOf } from '../panels/index.ts';
import type { CategoryColor, ComposedPanel } from '../panels/panel.ts';
import type { FigureSpec } from '../spec/figure.ts';
import { POINTS_PER_MM, SIZE_PRESETS } from '../spec/presets.ts';
import type { PanelKind } from '../spec/panels.ts';
import { styleOf, type MeasureText } from '../style.ts';
import { captionText } from './caption.ts';
import { layOutGrid, type GridCell } from './grid.ts';
import { panelHeading } from './heading.ts';
import { letterOf, panelName } from './letters.ts';
import { textBlock, type TextBlock } from './textBlock.ts';

/** A figure as it is drawn, with what is said of it. */
export interface ComposedFigure {
  drawing: Drawing;
  /** What the reader of the figure should know, panel by panel. */
  notes: string[];
  /** As written under the panels; empty where nothing is. */
  caption: string;
  /** What all panels show, for those who cannot see it. */
  description: string;
  panels: { letter: string; kind: PanelKind; frame: Rectangle; description: string }[];
  /** The categories that are told apart by colour, each once. */
  colors: CategoryColor[];
}

/**
 * Composes a figure from its data: a page of panels in a grid, with letters, titles and caption.
 *
 * @throws DataError where a fixed height has no room for the panels.
 */
export function composeFigure(spec: FigureSpec, data: FigureData, measure: MeasureText): ComposedFigure {
  const style = styleOf(spec, measure);
  const width =
    POINTS_PER_MM * (typeof spec.size === 'string' ? SIZE_PRESETS[spec.size].width : spec.size.width);
  const margin = Math.min(POINTS_PER_MM * spec.margin, width / 4);
  const inner = width - 2 * margin;
  const caption = captionText(spec, data);
  const title = textBlock(spec.title, inner, spec.fontSize * 1.3, 'bold', style);
  const under = textBlock(caption, inner, style.smallSize, 'regular', style);
  const above = title.height > 0 ? title.height + spec.fontSize : 0;
  const below = under.height > 0 ? under.height + spec.fontSize : 0;
  const headings = spec.panels.map(
    (panel, place) => (inWidth: number) => panelHeading(letterFor(spec, place), panel.title, inWidth, style),
  );
  const grid = layOutGrid({
    panels: spec.panels.map((panel, place) => ({
      span: panel.span,
      height: panel.height === null ? null : panel.height * POINTS_PER_MM,
      heading: (inWidth) => headings[place](inWidth).height,
      suits: (inWidth) =>
        inWidth * panelOf(panel.kind).aspect(panel, data.panels[place].data, inWidth, style),
    })),
    columns: spec.columns,
    gap: POINTS_PER_MM * spec.gap,
    area: { x: margin, y: margin + above, width: inner },
    height: spec.height === null ? null : POINTS_PER_MM * spec.height - 2 * margin - above - below,
  });
  const height =
    spec.height === null ? margin * 2 + above + grid.height + below : POINTS_PER_MM * spec.height;
  const composed = spec.panels.map((panel, place) =>
    panelOf(panel.kind).compose(panel, data.panels[place].data, grid.cells[place].frame, style),
  );
  const groups = composed.map((panel, place) =>
    panelGroup(spec, place, panel, grid.cells[place], headings[place](grid.cells[place].frame.width)),
  );
  return {
    drawing: {
      width,
      height,
      background: spec.background === 'opaque' ? style.ground : null,
      children: [
        ...named('title', title.draw(margin, margin)),
        ...groups,
        ...named('caption', under.draw(margin, height - margin - under.height)),
      ],
    },
    notes: [
      ...composed.flatMap(({ notes }, place) => notes.map((note) => `${panelName(spec, place)}. ${note}`)),
      ...tallNote(spec, height),
    ],
    caption,
    description: composed
      .map(({ description }, place) => `${panelName(spec, place)}. ${description}`)
      .join(' '),
    panels: spec.panels.map(({ kind }, place) => ({
      letter: letterOf(spec.letters, place),
      kind,
      frame: grid.cells[place].frame,
      description: composed[place].description,
    })),
    colors: uniqueColors(composed),
  };
}

/** A single panel needs no letter. */
function letterFor(spec: FigureSpec, place: number): string {
  return spec.panels.length > 1 ? letterOf(spec.letters, place) : '';
}

function panelGroup(
  spec: FigureSpec,
  place: number,
  { nodes }: ComposedPanel,
  { x, y }: GridCell,
  heading: TextBlock,
): DrawingNode {
  return {
    kind: 'group',
    name: panelName(spec, place),
    children: [...named('heading', heading.draw(x, y)), ...nodes],
  };
}

function named(name: string, children: DrawingNode[]): DrawingNode[] {
  return children.length === 0 ? [] : [{ kind: 'group', name, children }];
}

function tallNote({ size }: FigureSpec, height: number): string[] {
  if (typeof size !== 'string') return [];
  const preset = SIZE_PRESETS[size];
  const tall = Math.round(height / POINTS_PER_MM);
  return tall <= preset.height
    ? []
    : [`The figure is ${tall} mm high; a page (${preset.label}) has room for ${preset.height} mm.`];
}

function uniqueColors(panels: readonly ComposedPanel[]): CategoryColor[] {
  const out = new Map<string, CategoryColor>();
  for (const { colors } of panels)
    for (const entry of colors ?? []) out.set(`${entry.label}\n${entry.color}`, entry);
  return [...out.values()];
}
