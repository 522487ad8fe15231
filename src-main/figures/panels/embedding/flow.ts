import { arrowLevel, cellArrows, gridArrows, type Arrows } from '../../../../src-worker/drawing/arrows.ts';
import { shuffledCells } from '../../../../src-worker/drawing/drawOrder.ts';
import { drawnLines, headPlace, type Lines } from '../../../../src-worker/drawing/lines.ts';
import { paceOf, roomFor } from '../../../../src-worker/drawing/particleRules.ts';
import { particleTrails } from '../../../../src-worker/drawing/particleTrails.ts';
import {
  arrowHead,
  HALF_WIDTH,
  HALO_WIDTH,
  HEAD_ASPECT,
  HEAD_LENGTH,
  INK,
  LONGEST_ARROW,
  trailOpacity,
  trailReach,
} from '../../../../src-worker/drawing/strokes.ts';
import { trailPieces } from '../../../../src-worker/drawing/trailPieces.ts';
import type { DrawingNode, Ink, LinesNode, PathCommand } from '../../drawing/nodes.ts';
import { inkOf } from '../../parts/rgb.ts';
import type { PanelOf } from '../../spec/panels.ts';
import type { FigureStyle } from '../../style.ts';
import type { EmbeddingData } from './data.ts';
import { project, type Projection } from './projection.ts';

/** Trails are cut into pieces of this many different strengths. */
const TRAIL_LEVELS = 8;

/** Velocity as the panel is asked to show it, over the cells: a group with that name, or nothing. */
export function flowNodes(
  panel: PanelOf<'embedding'>,
  data: EmbeddingData,
  projection: Projection,
  style: FigureStyle,
): DrawingNode[] {
  const { positions, streamlines, field, velocities, coloring } = data;
  const inks = {
    line: inkOf(INK[style.theme].line),
    halo: { ...inkOf(INK[style.theme].halo), color: style.ground },
  };
  const scale = projection.view.scale / projection.linePixel;
  const group = (name: string, children: DrawingNode[]): DrawingNode[] => [{ kind: 'group', name, children }];
  if (panel.flow === 'lines' && streamlines)
    return group('streamlines', streamlineNodes(streamlines, projection, inks));
  if (panel.flow === 'grid' && field)
    return group('arrows', arrowNodes(gridArrows(field, arrowLevel(scale)), projection, inks));
  if (panel.flow === 'cells' && velocities) {
    const accept = (cell: number): boolean => coloring.colors[4 * cell + 3] !== 0;
    const arrows = cellArrows(positions, velocities, shuffledCells(positions), arrowLevel(scale), accept);
    return group('arrows', arrowNodes(arrows, projection, inks));
  }
  if (panel.flow === 'particles' && field) {
    const trails = particleTrails(field, roomFor(field, scale), paceOf(positions), panel.seed);
    const pieces = trailPieces(trails, TRAIL_LEVELS);
    return group('particles', trailNodes(pieces, projection, inks));
  }
  return [];
}

interface Inks {
  line: Ink;
  halo: Ink;
}

/** The stored lines, point for point, with an arrow head at the middle of each. */
function streamlineNodes(lines: Lines, projection: Projection, { line, halo }: Inks): DrawingNode[] {
  const { linePixel } = projection;
  const points = project(projection, lines.points);
  const drawn: Pick<LinesNode, 'kind' | 'points' | 'offsets'> = {
    kind: 'lines',
    points,
    offsets: lines.offsets,
  };
  const length = HEAD_LENGTH * linePixel;
  const heads: PathCommand[] = [];
  for (const { from, to } of drawnLines(lines)) {
    const tip = 2 * headPlace(from, to);
    const [x, y] = [points[tip], points[tip + 1]];
    const way = Math.hypot(x - points[tip - 2], y - points[tip - 1]);
    if (!(way > 0)) continue;
    const along = [(x - points[tip - 2]) / way, (y - points[tip - 1]) / way] as const;
    // The middle of the head lies on the point.
    const tail = [x - (along[0] * length) / 2, y - (along[1] * length) / 2] as const;
    pushTriangle(heads, tail, along, length, HEAD_ASPECT * length);
  }
  return [
    { ...drawn, stroke: { ...halo, width: 2 * (HALF_WIDTH + HALO_WIDTH) * linePixel, cap: 'butt' } },
    { ...drawn, stroke: { ...line, width: 2 * HALF_WIDTH * linePixel, cap: 'butt' } },
    { kind: 'shape', commands: heads, fill: line },
  ];
}

/** Arrows with solid heads, each from its tail to its tip around its place. */
function arrowNodes(arrows: Arrows, projection: Projection, { line, halo }: Inks): DrawingNode[] {
  const { linePixel, view, plot } = projection;
  const shafts: number[] = [];
  const heads: PathCommand[] = [];
  const places = project(
    projection,
    arrows.filter((_, k) => k % 4 < 2),
  );
  for (let a = 0; a < arrows.length / 4; a++) {
    const [x, y] = [places[2 * a], places[2 * a + 1]];
    const [dx, dy] = [arrows[4 * a + 2] * view.scale, -arrows[4 * a + 3] * view.scale];
    const way = Math.hypot(dx, dy);
    const extent = Math.min(way, LONGEST_ARROW * linePixel);
    const beyond = extent / 2;
    if (x < plot.x - beyond || x > plot.x + plot.width + beyond) continue;
    if (y < plot.y - beyond || y > plot.y + plot.height + beyond) continue;
    const along = [dx / way, dy / way] as const;
    const head = arrowHead(extent / linePixel) * linePixel;
    const tail = [x - along[0] * beyond, y - along[1] * beyond] as const;
    const neck = [tail[0] + along[0] * (extent - head), tail[1] + along[1] * (extent - head)] as const;
    shafts.push(...tail, ...neck);
    pushTriangle(heads, neck, along, head, head);
  }
  if (shafts.length === 0) return [];
  const offsets = Uint32Array.from({ length: shafts.length / 4 + 1 }, (_, k) => 2 * k);
  const drawn = { kind: 'lines', points: Float32Array.from(shafts), offsets } as const;
  return [
    { ...drawn, stroke: { ...halo, width: 2 * (HALF_WIDTH + HALO_WIDTH) * linePixel } },
    { kind: 'shape', commands: heads, stroke: { ...halo, width: 2 * HALO_WIDTH * linePixel } },
    { ...drawn, stroke: { ...line, width: 2 * HALF_WIDTH * linePixel } },
    { kind: 'shape', commands: heads, fill: line },
  ];
}

/** Trails as particles have drawn them, the faint ends first. */
function trailNodes(
  pieces: ReturnType<typeof trailPieces>,
  projection: Projection,
  { line, halo }: Inks,
): DrawingNode[] {
  const { linePixel } = projection;
  const drawn = pieces.map(({ points, offsets, strength }) => ({
    node: { kind: 'lines', points: project(projection, points), offsets } as const,
    reach: trailReach(strength),
    opacity: trailOpacity(strength),
  }));
  const ribbon = ({ node, opacity }: (typeof drawn)[number], ink: Ink, half: number): LinesNode => ({
    kind: 'lines',
    points: node.points,
    offsets: node.offsets,
    // Round ends would show where pieces meet.
    stroke: { color: ink.color, opacity: ink.opacity * opacity, width: 2 * half * linePixel, cap: 'butt' },
  });
  return [
    ...drawn.map((piece) => ribbon(piece, halo, piece.reach + HALO_WIDTH)),
    ...drawn.map((piece) => ribbon(piece, line, piece.reach)),
  ];
}

function pushTriangle(
  commands: PathCommand[],
  [x, y]: readonly [number, number],
  [ax, ay]: readonly [number, number],
  length: number,
  base: number,
): void {
  const half = base / 2;
  commands.push(
    ['M', x + ax * length, y + ay * length],
    ['L', x - ay * half, y + ax * half],
    ['L', x + ay * half, y - ax * half],
    ['Z'],
  );
}
