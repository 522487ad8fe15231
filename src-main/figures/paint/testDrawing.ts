import type { Drawing, DotsNode, DrawingNode } from '../drawing/nodes.ts';
import type { FigureMetadata } from '../formats.ts';

/** A drawing with a mark of every kind and with what painters must bear: missing points, nothing to see, any character. */
export function testDrawing(): Drawing {
  return {
    width: 240,
    height: 160,
    background: '#ffffff',
    children: [
      { kind: 'group', name: 'Panel A', children: embedding() },
      { kind: 'group', name: 'Panel B <&"> — 図', children: charts() },
      { kind: 'group', name: 'Panel A', children: broken() },
    ],
  };
}

/** Titles and names with what XML, PDF and file properties must escape. */
export const TEST_METADATA: FigureMetadata = {
  title: 'Flow of <β-cells> & “others” 😀 (a)',
  description: 'Two panels.\nThe second has a heatmap.',
  provenance: {
    program: 'RNAVelocity',
    version: '0.1.0',
    dataset: { name: 'pancreas & <test>', fingerprint: 'abc123', cells: 739, genes: 2000 },
    runs: [
      {
        id: 1,
        name: 'Run "1"',
        model: 'dynamical',
        fingerprint: 'def456',
        seed: 7,
        changed: ['neighbors.count = 20'],
        finishedAt: '2024-05-06T07:08:09.000Z',
      },
    ],
    verdict: [{ grade: 'caution', text: 'Few cells, p < 0.05' }],
  },
};

/** `count` dots in a disc, of three colours in turn, as a seeded sequence gives them. */
export function testDots(count: number, options: Partial<DotsNode> = {}): DotsNode {
  const points = new Float32Array(2 * count);
  const colors = new Uint8Array(4 * count);
  const palette = [
    [0, 114, 178],
    [230, 159, 0],
    [0, 158, 115],
  ];
  for (let i = 0; i < count; i++) {
    // A sunflower's seeds, scattered by steps of the golden ratio.
    const place = (i * 7919) % count;
    const distance = 48 * Math.sqrt(place / count);
    points[2 * i] = 60 + distance * Math.cos(2.399963 * place);
    points[2 * i + 1] = 80 + distance * Math.sin(2.399963 * place);
    colors.set([...palette[i % 3], 255], 4 * i);
  }
  return { kind: 'dots', points, colors, radius: 1.5, raster: false, ...options };
}

function embedding(): DrawingNode[] {
  const clip = { x: 5, y: 20, width: 110, height: 120 };
  const lines = Float32Array.of(20, 80, 60, 60, 100, 80, 20, 90, 60, NaN, 80, 95, 100, 90);
  return [
    { kind: 'group', name: 'cells', clip, children: [testDots(900)] },
    {
      kind: 'group',
      name: 'streamlines',
      clip,
      children: [
        {
          kind: 'lines',
          points: lines,
          offsets: Uint32Array.of(0, 3, 7),
          stroke: { color: '#101216', opacity: 0.85, width: 1.4 },
        },
      ],
    },
    {
      kind: 'text',
      text: 'Ductal',
      x: 60,
      y: 82,
      size: 9,
      style: 'bold',
      anchor: 'middle',
      ink: { color: '#101216', opacity: 1 },
      halo: { color: '#ffffff', opacity: 0.8, width: 1 },
    },
  ];
}

function charts(): DrawingNode[] {
  const ink = { color: '#333333', opacity: 1 };
  const pixels = new Uint8Array(4 * 12);
  for (let i = 0; i < 12; i++) pixels.set([20 * i, 255 - 20 * i, 128, 255], 4 * i);
  return [
    { kind: 'picture', x: 140, y: 30, width: 60, height: 40, columns: 4, rows: 3, pixels },
    {
      kind: 'ramp',
      x: 210,
      y: 30,
      width: 6,
      height: 40,
      stops: ['#440154', '#21918c', '#fde725'],
      direction: 'up',
    },
    { kind: 'ramp', x: 140, y: 76, width: 60, height: 5, stops: ['#000000', '#ff0000'], direction: 'right' },
    {
      kind: 'shape',
      commands: [['M', 140, 130], ['C', 150, 90, 170, 90, 180, 130], ['L', 160, 140], ['Z']],
      fill: { color: '#d55e00', opacity: 0.5 },
      stroke: { color: '#d55e00', opacity: 1, width: 1, dash: [3, 2], cap: 'butt' },
    },
    { kind: 'text', text: 'AVA To β₂ → x²', x: 140, y: 20, size: 10, style: 'italic', anchor: 'start', ink },
    {
      kind: 'text',
      text: 'rotated',
      x: 130,
      y: 80,
      size: 8,
      style: 'regular',
      anchor: 'middle',
      ink,
      rotate: -90,
    },
    {
      kind: 'text',
      text: '細胞 A\u0007B & <C> 😀',
      x: 220,
      y: 150,
      size: 8,
      style: 'regular',
      anchor: 'end',
      ink,
    },
    testDots(3, { points: Float32Array.of(190, 100, 200, 100, 210, 100), radius: 3 }),
  ];
}

function broken(): DrawingNode[] {
  const ink = { color: '#000000', opacity: 1 };
  return [
    testDots(4, { points: Float32Array.of(NaN, 1, 2, Infinity, 225, 120, -Infinity, 3), radius: 2 }),
    testDots(2, { radius: 0 }),
    testDots(2, { radius: NaN }),
    {
      kind: 'shape',
      commands: [
        ['M', NaN, 0],
        ['L', 5, 5],
      ],
      fill: ink,
    },
    {
      kind: 'shape',
      commands: [
        ['M', 0, 0],
        ['L', 5, 5],
      ],
      stroke: { ...ink, width: 0 },
    },
    { kind: 'lines', points: new Float32Array(0), offsets: new Uint32Array(0), stroke: { ...ink, width: 1 } },
    {
      kind: 'lines',
      points: Float32Array.of(NaN, NaN, 1, 2),
      offsets: Uint32Array.of(0, 2),
      stroke: { ...ink, width: 1 },
    },
    { kind: 'text', text: '', x: 0, y: 0, size: 8, style: 'regular', anchor: 'start', ink },
    { kind: 'text', text: 'nowhere', x: NaN, y: 0, size: 8, style: 'regular', anchor: 'start', ink },
    { kind: 'ramp', x: 0, y: 0, width: 0, height: 5, stops: ['#000000'], direction: 'right' },
    { kind: 'ramp', x: 0, y: 0, width: 5, height: 5, stops: [], direction: 'right' },
    { kind: 'picture', x: 0, y: 0, width: 9, height: 9, columns: 0, rows: 0, pixels: new Uint8Array(0) },
    { kind: 'group', name: 'nothing', clip: { x: 0, y: NaN, width: 5, height: 5 }, children: [testDots(5)] },
    { kind: 'group', name: 'empty', children: [] },
  ];
}
