import type { Drawing, DrawingNode, PathCommand } from '../../src-main/figures/drawing/nodes.ts';
import { POINTS_PER_MM } from '../../src-main/figures/spec/presets.ts';
import { createRandom } from '../../src-worker/data/random.ts';
import { categoryColors, hexColor } from '../../src-worker/drawing/colors/categorical.ts';
import { colorsByCategory, colorsByValue } from '../../src-worker/drawing/colors/cellColors.ts';
import { sequentialColor } from '../../src-worker/drawing/colors/sequential.ts';

const CLUSTERS = 12;
const STREAMLINES = 200;
const INK = { color: '#101216', opacity: 1 };
const CLIP = { x: 20, y: 20, width: 400, height: 320 };

/**
 * A figure as wide as a page with an embedding of `cells` cells in clouds along a spiral, streamlines through them, labels and a legend.
 *
 * @param coloring by cluster, in random order, or by a number, higher above lower
 */
export function syntheticFigure(cells: number, coloring: 'clusters' | 'numbers', raster: boolean): Drawing {
  return {
    width: 183 * POINTS_PER_MM,
    height: 130 * POINTS_PER_MM,
    background: '#ffffff',
    children: [
      {
        kind: 'group',
        name: 'Panel a',
        children: [
          { kind: 'group', name: 'cells', clip: CLIP, children: [dots(cells, coloring, raster)] },
          { kind: 'group', name: 'streamlines', clip: CLIP, children: streamlines() },
          { kind: 'group', name: 'labels', children: labels() },
          { kind: 'group', name: 'legend', children: coloring === 'clusters' ? legend() : colorBar() },
        ],
      },
    ],
  };
}

/** Along a spiral from the middle outwards, 0 … 1. */
function place(share: number): [x: number, y: number] {
  const angle = 1 + 9 * share;
  const distance = 25 + 130 * share;
  return [220 + 1.2 * distance * Math.cos(angle), 180 + distance * Math.sin(angle)];
}

function dots(cells: number, coloring: 'clusters' | 'numbers', raster: boolean): DrawingNode {
  const random = createRandom(1, 'figure');
  const shares = Float32Array.from({ length: cells }, () => random.uniform());
  if (coloring === 'numbers') shares.sort();
  const points = new Float32Array(2 * cells);
  for (let i = 0; i < cells; i++) {
    const [x, y] = place(shares[i]);
    points[2 * i] = x + 11 * random.normal();
    points[2 * i + 1] = y + 11 * random.normal();
  }
  const colors =
    coloring === 'numbers'
      ? colorsByValue(shares, [0, 1], 'viridis')
      : colorsByCategory(
          shares.map((share) => Math.floor(CLUSTERS * share)),
          categoryColors(CLUSTERS),
        );
  return { kind: 'dots', points, colors, radius: 0.7, raster };
}

function streamlines(): DrawingNode[] {
  const random = createRandom(2, 'figure');
  const length = 40;
  const points = new Float32Array(2 * STREAMLINES * length);
  const offsets = Uint32Array.from({ length: STREAMLINES + 1 }, (_, line) => line * length);
  const heads: PathCommand[] = [];
  for (let line = 0; line < STREAMLINES; line++) {
    const start = 0.95 * random.uniform();
    const [dx, dy] = [10 * random.normal(), 10 * random.normal()];
    for (let i = 0; i < length; i++) {
      const [x, y] = place(start + 0.0015 * i);
      points.set([x + dx, y + dy], 2 * (line * length + i));
    }
    const [x, y] = points.subarray(2 * (line * length + 20));
    heads.push(['M', x, y], ['L', x - 3, y - 1.4], ['L', x - 3, y + 1.4], ['Z']);
  }
  return [
    { kind: 'lines', points, offsets, stroke: { color: '#ffffff', opacity: 0.55, width: 2 } },
    { kind: 'lines', points, offsets, stroke: { ...INK, opacity: 0.85, width: 0.8 } },
    { kind: 'shape', commands: heads, fill: { ...INK, opacity: 0.85 } },
  ];
}

function labels(): DrawingNode[] {
  return Array.from({ length: CLUSTERS }, (_, i) => {
    const [x, y] = place((i + 0.5) / CLUSTERS);
    const halo = { color: '#ffffff', opacity: 0.8, width: 1 };
    return {
      kind: 'text',
      text: `Cluster ${i + 1}`,
      x,
      y,
      size: 7,
      style: 'bold',
      anchor: 'middle',
      ink: INK,
      halo,
    };
  });
}

function legend(): DrawingNode[] {
  return categoryColors(CLUSTERS).flatMap((color, i): DrawingNode[] => [
    {
      kind: 'dots',
      points: Float32Array.of(440, 40 + 10 * i),
      colors: Uint8Array.of(...color, 255),
      radius: 2.5,
      raster: false,
    },
    {
      kind: 'text',
      text: `Cluster ${i + 1}`,
      x: 446,
      y: 42.5 + 10 * i,
      size: 7,
      style: 'regular',
      anchor: 'start',
      ink: INK,
    },
  ]);
}

function colorBar(): DrawingNode[] {
  const stops = Array.from({ length: 32 }, (_, i) => hexColor(sequentialColor('viridis', i / 31)));
  return [
    { kind: 'ramp', x: 440, y: 40, width: 8, height: 80, stops, direction: 'up' },
    { kind: 'text', text: 'latent time', x: 440, y: 34, size: 7, style: 'italic', anchor: 'start', ink: INK },
  ];
}
