import { describe, expect, it } from 'vitest';
import * as v from 'valibot';

import { packCells } from '../../../../src-worker/drawing/packedCells.ts';
import type { VectorField } from '../../../../src-worker/drawing/vectorField.ts';
import type {
  DotsNode,
  DrawingNode,
  GroupNode,
  LinesNode,
  ShapeNode,
  TextNode,
} from '../../drawing/nodes.ts';
import { panelSchema, type PanelOf } from '../../spec/panels.ts';
import { styleOf } from '../../style.ts';
import type { EmbeddingData } from './data.ts';
import { embeddingPanel } from './index.ts';

const style = styleOf(
  { theme: 'light', fontSize: 7, lineWidth: 0.5, rasterizeAbove: 50 },
  (text, size) => 0.5 * size * text.length,
);
const frame = { x: 20, y: 30, width: 260, height: 200 };
const CELLS = 40;

function panel(others: object = {}): PanelOf<'embedding'> {
  return v.parse(panelSchema, { kind: 'embedding', ...others }) as PanelOf<'embedding'>;
}

/** Cells on a spiral in two clusters, with two streamlines through them. */
function data(others: Partial<EmbeddingData> = {}): EmbeddingData {
  const positions = Float32Array.from({ length: 2 * CELLS }, (_, p) => {
    const turn = Math.floor(p / 2) / 5;
    return (p % 2 ? Math.sin(turn) : Math.cos(turn)) * turn;
  });
  const colors = Uint8Array.from({ length: 4 * CELLS }, (_, k) => (k % 4 === 3 ? 255 : Math.floor(k / 4)));
  return {
    run: 'First',
    label: 'UMAP',
    positions,
    coloring: {
      title: 'Clusters',
      meaning: 'Colours show clusters.',
      colors,
      legend: {
        kind: 'labels',
        entries: [
          { label: 'Alpha', color: '#0072b2', count: 20 },
          { label: 'Beta', color: '#e69f00', count: 20 },
        ],
      },
    },
    streamlines: {
      points: Float32Array.of(-4, -4, -3, -2, 0, 0.25, 2, 1, 3, 3, 3.5, 4, 4, 5),
      offsets: Uint32Array.of(0, 4, 7),
    },
    names: [
      { category: 0, text: 'Alpha', x: -5, y: 0 },
      { category: 1, text: 'Beta', x: -5, y: 0.1 },
    ],
    ...others,
  };
}

function compose(asked: PanelOf<'embedding'> = panel(), drawn = data()): Map<string, DrawingNode[]> {
  const { nodes } = embeddingPanel.compose(asked, drawn, frame, style);
  return new Map(nodes.map((node) => [(node as GroupNode).name, (node as GroupNode).children]));
}

const dotsOf = (groups: Map<string, DrawingNode[]>): DotsNode => groups.get('cells')![0] as DotsNode;

/** Data → page as x = a + b X, found from two cells, and used to bring drawn points back. */
function inverse(groups: Map<string, DrawingNode[]>, { positions }: EmbeddingData) {
  const { points, colors } = dotsOf(groups);
  const placeOf = (cell: number): number => colors.findIndex((red, k) => k % 4 === 0 && red === cell) / 4;
  const [one, two] = [placeOf(7), placeOf(31)];
  return (drawn: ArrayLike<number>): number[] =>
    Array.from(drawn, (value, p) => {
      const axis = p % 2;
      const [from, to] = [points[2 * one + axis], points[2 * two + axis]];
      const [low, high] = [positions[14 + axis], positions[62 + axis]];
      return low + ((value - from) / (to - from)) * (high - low);
    });
}

describe('streamlines of an embedding panel', () => {
  it('are the stored ones point for point, with a halo beneath and a head in the middle of each', () => {
    for (const asked of [
      panel(),
      panel({ view: { x: 1, y: -1, width: 20 } }),
      panel({ legend: 'bottom', axes: 'box' }),
    ]) {
      const drawn = data();
      const groups = compose(asked, drawn);
      const [halo, line, heads] = groups.get('streamlines') as [LinesNode, LinesNode, ShapeNode];
      const { points, offsets } = drawn.streamlines!;
      for (const lines of [halo, line]) {
        expect(lines.offsets).toEqual(offsets);
        inverse(groups, drawn)(lines.points).forEach((value, p) => expect(value).toBeCloseTo(points[p], 4));
      }
      expect(halo.stroke.width).toBeGreaterThan(line.stroke.width);
      expect(heads.commands.filter(([what]) => what === 'M')).toHaveLength(2);
      // Heads lie around their points: the third of the four, the second of the three.
      const tips = inverse(
        groups,
        drawn,
      )(heads.commands.flatMap((command) => (command[0] === 'M' ? [command[1], command[2]] : [])));
      expect(Math.hypot(tips[0] - 0, tips[1] - 0.25)).toBeLessThan(0.6);
      expect(Math.hypot(tips[2] - 3.5, tips[3] - 4)).toBeLessThan(0.6);
    }
  });

  it('keep the proportions of the screen: their width is that of the panel’s pixels, times the scale asked for', () => {
    const width = (asked: PanelOf<'embedding'>): number =>
      (compose(asked).get('streamlines')![1] as LinesNode).stroke.width;
    const whole = panel({ legend: 'none', axes: 'none' });
    expect(width(whole)).toBeCloseTo((1.4 * frame.width) / 640);
    expect(width({ ...whole, lineScale: 2 })).toBeCloseTo((2.8 * frame.width) / 640);
  });
});

describe('cells of an embedding panel', () => {
  it('lie above each other by their values, and else in the screen’s order', () => {
    const order = Float32Array.from({ length: CELLS }, (_, cell) => -cell);
    const drawn = data();
    drawn.coloring.order = order;
    const { colors } = dotsOf(compose(panel(), drawn));
    expect(colors.filter((_, k) => k % 4 === 0)).toEqual(
      Uint8Array.from({ length: CELLS }, (_, k) => CELLS - 1 - k),
    );
    const shuffled = dotsOf(compose()).colors.filter((_, k) => k % 4 === 0);
    expect([...shuffled].sort((a, b) => a - b)).toEqual(Array.from({ length: CELLS }, (_, k) => k));
    expect(shuffled[0]).not.toBe(0);
  });

  it('are dimmed beneath those that are to stand out', () => {
    const selected = new Uint8Array(CELLS);
    selected[3] = 1;
    const { colors } = dotsOf(compose(panel({ highlight: packCells([3]) }), data({ selected })));
    expect([...colors.slice(-4)]).toEqual([3, 3, 3, 255]);
    expect(colors[0]).toBeGreaterThan(150);
  });

  it('are left out where they are hidden, have no place or are out of sight', () => {
    const drawn = data();
    drawn.coloring.colors[4 * 5 + 3] = 0;
    drawn.positions[2 * 6] = NaN;
    const result = embeddingPanel.compose(panel(), drawn, frame, style);
    expect(result.notes).toEqual([
      '1 cell of a hidden category is not drawn.',
      '1 cell has no place in the embedding.',
    ]);
    expect(dotsOf(compose(panel(), drawn)).points).toHaveLength(2 * (CELLS - 2));
    const close = dotsOf(compose(panel({ view: { x: 0, y: 0, width: 1 } })));
    expect(close.points.length).toBeLessThan(20);
    for (let p = 0; p < close.points.length; p += 2)
      expect(close.points[p]).toBeGreaterThan(frame.x - close.radius);
  });

  it('have the size asked for, or one that suits their number, and are pixels where they are many', () => {
    expect(dotsOf(compose(panel({ pointSize: 3 }))).radius).toBe(1.5);
    const usual = dotsOf(compose());
    expect(dotsOf(compose(panel({ pointScale: 2 }))).radius).toBeCloseTo(2 * usual.radius);
    expect(usual.raster).toBe(false);
    const few = { ...style, rasterizeAbove: 10 };
    const [cells] = embeddingPanel.compose(panel(), data(), frame, few).nodes as GroupNode[];
    expect((cells.children[0] as DotsNode).raster).toBe(true);
  });
});

describe('names in an embedding panel', () => {
  it('do not cover each other and stay within the plot', () => {
    const names = compose().get('names') as TextNode[];
    expect(names.map(({ text }) => text)).toEqual(['Beta', 'Alpha'].sort());
    expect(Math.abs(names[0].y - names[1].y)).toBeGreaterThan(style.smallSize);
    for (const { x, text } of names)
      expect(x - style.measure(text, style.fontSize, 'bold') / 2).toBeGreaterThanOrEqual(frame.x);
  });

  it('are written smaller and then left out where they are too many, which is said', () => {
    const many = Array.from({ length: 80 }, (_, k) => ({
      category: k,
      text: `Population ${k}`,
      x: 0,
      y: k / 80,
    }));
    const { nodes, notes } = embeddingPanel.compose(panel(), data({ names: many }), frame, style);
    const names = (nodes as GroupNode[]).find(({ name }) => name === 'names')!.children as TextNode[];
    expect(names[0].size).toBe(5);
    expect(notes).toEqual([`${80 - names.length} names have no room among the cells.`]);
    const heights = names.map(({ y }) => y).sort((a, b) => a - b);
    for (let k = 1; k < heights.length; k++) expect(heights[k] - heights[k - 1]).toBeGreaterThan(3.9);
  });

  it('are left out where their clusters are out of sight', () => {
    expect(compose(panel({ view: { x: 3, y: 3, width: 2 } })).has('names')).toBe(false);
  });
});

describe('the flow of an embedding panel', () => {
  const field: VectorField = {
    origin: [-8, -8],
    spacing: [0.5, 0.5],
    columns: 33,
    rows: 33,
    mask: new Uint8Array(33 * 33).fill(1),
    vectors: new Float32Array(2 * 33 * 33).fill(1),
  };

  it('is arrows of the field that point up where it does, with heads', () => {
    const groups = compose(panel({ flow: 'grid' }), data({ field, streamlines: undefined }));
    const lines = groups.get('arrows')![2] as LinesNode;
    expect(lines.points.length).toBeGreaterThan(100);
    for (let p = 0; p < lines.points.length; p += 4) {
      expect(lines.points[p + 2]).toBeGreaterThan(lines.points[p]);
      expect(lines.points[p + 3]).toBeLessThan(lines.points[p + 1]);
    }
  });

  it('has an arrow for cells that move and are shown', () => {
    const velocities = new Float32Array(2 * CELLS);
    velocities.set([0, 1], 2 * 30);
    velocities.set([0, 1], 2 * 38);
    const drawn = data({ velocities, streamlines: undefined });
    drawn.coloring.colors[4 * 38 + 3] = 0;
    const lines = compose(panel({ flow: 'cells' }), drawn).get('arrows')![2] as LinesNode;
    expect(lines.points).toHaveLength(4);
  });

  it('is trails of particles that get stronger and wider towards the particle, equal for equal seeds', () => {
    const trails = (seed: number): LinesNode[] =>
      compose(panel({ flow: 'particles', seed }), data({ field, streamlines: undefined })).get(
        'particles',
      ) as LinesNode[];
    const lines = trails(1).filter(({ stroke }) => stroke.color !== style.ground);
    for (let k = 1; k < lines.length; k++) {
      expect(lines[k].stroke.width).toBeGreaterThan(lines[k - 1].stroke.width);
      expect(lines[k].stroke.opacity).toBeGreaterThan(lines[k - 1].stroke.opacity);
    }
    expect(trails(1)).toEqual(trails(1));
    expect(trails(2)).not.toEqual(trails(1));
  });
});

describe('an embedding panel', () => {
  it('is as high as what it shows', () => {
    const tall = embeddingPanel.aspect(
      panel({ legend: 'none', axes: 'none', view: { x: 0, y: 0, width: 2, height: 3 } }),
      data(),
      100,
      style,
    );
    expect(tall).toBe(1.5);
    const usual = embeddingPanel.aspect(panel({ legend: 'none', axes: 'none' }), data(), 100, style);
    expect(usual).toBeGreaterThan(0.8);
    expect(usual).toBeLessThanOrEqual(1.25);
  });

  it('says what it shows, and that streamlines are no speeds', () => {
    const { description, colors } = embeddingPanel.compose(panel(), data(), frame, style);
    expect(description).toMatch(
      /^UMAP of 40 cells \(run “First”\), with streamlines .* not its speed\. Colours show clusters\.$/,
    );
    expect(colors).toEqual([
      { label: 'Alpha', color: '#0072b2' },
      { label: 'Beta', color: '#e69f00' },
    ]);
  });
});
