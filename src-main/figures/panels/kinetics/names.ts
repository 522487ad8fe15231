import type { DrawingNode, TextNode } from '../../drawing/nodes.ts';
import type { Chart } from '../../parts/axes/chart.ts';
import { disc, segments } from '../../parts/marks.ts';
import { placeNames } from '../../parts/placeNames.ts';
import type { FigureStyle } from '../../style.ts';
import type { KineticsData } from './collect.ts';

/**
 * Names of genes beside their discs, which get a ring.
 *
 * @param points (x, y) a disc that is drawn, in points
 */
export function geneNames(
  { named, xs, ys, asked }: KineticsData,
  points: Float32Array,
  radius: number,
  { area, toX, toY }: Chart,
  style: FigureStyle,
): { nodes: DrawingNode[]; notes: string[] } {
  const { smallSize: size, measure } = style;
  const places = named.map(({ name, gene }) => ({ name, x: toX(xs[gene]), y: toY(ys[gene]) }));
  const within = places.filter(
    ({ x, y }) => x >= area.x && x <= area.x + area.width && y >= area.y && y <= area.y + area.height,
  );
  const names = within.map(({ name, x, y }) => ({ x, y, width: measure(name, size, 'italic') }));
  const placed = placeNames({ names, points, radius, size, area });
  const stroke = { color: style.text, opacity: 1, width: 0.8 * style.lineWidth } as const;
  const lines = placed.flatMap(({ leader }) => leader ?? []);
  const nodes: DrawingNode[] = placed.map(({ name }) => ({
    kind: 'shape',
    commands: disc(within[name].x, within[name].y, radius + 0.4 * style.lineWidth),
    stroke,
  }));
  if (lines.length > 0) nodes.push(segments(lines, stroke));
  nodes.push(
    ...placed.map(({ name, box }): TextNode => ({
      kind: 'text',
      text: within[name].name,
      x: box.x,
      y: box.y + box.height,
      size,
      style: 'italic',
      anchor: 'start',
      ink: { color: style.text, opacity: 1 },
      halo: { color: style.ground, opacity: 0.8, width: 0.3 * size },
    })),
  );
  return {
    nodes: nodes.length > 0 ? [{ kind: 'group', name: 'names of genes', children: nodes }] : [],
    notes: asked
      ? notesOf(
          places,
          within,
          placed.map(({ name }) => within[name].name),
        )
      : [],
  };
}

function notesOf(
  all: readonly { name: string }[],
  within: readonly { name: string }[],
  written: readonly string[],
): string[] {
  const unfitted = all.filter(({ name }) => !within.some((one) => one.name === name));
  const crowded = within.filter(({ name }) => !written.includes(name));
  return [
    ...(unfitted.length > 0 ? [`No place on the axes: ${unfitted.map(({ name }) => name).join(', ')}.`] : []),
    ...(crowded.length > 0
      ? [`No room for the names of ${crowded.map(({ name }) => name).join(', ')}; make the panel larger.`]
      : []),
  ];
}
