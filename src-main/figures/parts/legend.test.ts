import { describe, expect, it } from 'vitest';

import type { DrawingNode, TextNode } from '../drawing/nodes.ts';
import { styleOf } from '../style.ts';
import { legendRoom, legendsRoom, placeLegend, placeLegends, type FigureLegend } from './legend.ts';

const style = styleOf(
  { theme: 'light', fontSize: 7, lineWidth: 0.5, rasterizeAbove: 10 },
  (text, size) => 0.5 * size * text.length,
);
const frame = { x: 10, y: 20, width: 250, height: 180 };
const labels = (count: number, name = 'Cluster'): FigureLegend => ({
  kind: 'labels',
  title: 'Clusters',
  entries: Array.from({ length: count }, (_, k) => ({ label: `${name} ${k}`, color: '#0072b2' })),
});
const numbers: FigureLegend = {
  kind: 'numbers',
  title: 'Cpe',
  subtitle: 'Velocity',
  italic: true,
  stops: ['#000000', '#ffffff'],
  range: [-0.31, 0.29],
};

describe('a legend of labels', () => {
  it('stands at the right of the plot, within the frame', () => {
    const { plot, nodes, notes } = placeLegend(frame, labels(8), 'right', style);
    expect(notes).toEqual([]);
    expect(plot.width).toBeLessThan(frame.width);
    expect(texts(nodes)).toEqual(['Clusters', ...Array.from({ length: 8 }, (_, k) => `Cluster ${k}`)]);
    for (const { x, y, text, size } of textNodes(nodes)) {
      expect(x).toBeGreaterThan(plot.x + plot.width);
      expect(x + style.measure(text, size, 'regular')).toBeLessThanOrEqual(frame.x + frame.width + 1e-6);
      expect(y).toBeLessThan(frame.y + frame.height);
    }
  });

  it('has columns under the plot, and takes as much room as it said', () => {
    const { plot, nodes } = placeLegend(frame, labels(8), 'bottom', style);
    const room = legendRoom(labels(8), 'bottom', frame.width, style);
    expect(plot.height).toBeCloseTo(frame.height - room.height);
    expect(
      new Set(
        textNodes(nodes)
          .slice(1)
          .map(({ x }) => x),
      ).size,
    ).toBeGreaterThan(2);
    for (const { y } of textNodes(nodes)) expect(y).toBeLessThan(frame.y + frame.height);
  });

  it('breaks long labels, then gets smaller, then counts what has no room', () => {
    const long = placeLegend(
      frame,
      labels(3, 'Intermediate progenitor cells of the dorsal pallium'),
      'right',
      style,
    );
    expect(long.plot.width).toBeGreaterThan(0.6 * frame.width);
    expect(textNodes(long.nodes)).toHaveLength(7);
    expect(textNodes(placeLegend(frame, labels(22), 'right', style).nodes)[1].size).toBeLessThan(
      style.smallSize,
    );
    const many = placeLegend(frame, labels(60), 'right', style);
    const shown = texts(many.nodes);
    expect(shown.at(-1)).toBe(`and ${60 - (shown.length - 2)} more`);
    expect(Math.max(...textNodes(many.nodes).map(({ y }) => y))).toBeLessThan(frame.y + frame.height);
    expect(many.notes[0]).toMatch(/entries of the legend “Clusters” have no room/);
  });

  it('leaves the frame to the plot where there is none', () => {
    expect(placeLegend(frame, labels(3), 'none', style).plot).toEqual(frame);
    expect(placeLegend(frame, undefined, 'right', style).nodes).toEqual([]);
  });
});

describe('a colour bar', () => {
  it('has a title, ticks at round numbers and its ends where values end', () => {
    for (const place of ['right', 'bottom'] as const) {
      const { nodes, plot } = placeLegend(frame, numbers, place, style);
      expect(texts(nodes)).toEqual(['Cpe', 'Velocity', '−0.2', '0.0', '0.2']);
      const [bar] = allNodes(nodes).filter((node) => node.kind === 'ramp');
      expect(bar.direction).toBe(place === 'right' ? 'up' : 'right');
      const zero = textNodes(nodes).find(({ text }) => text === '0.0')!;
      const share = 0.31 / 0.6;
      if (place === 'right') {
        expect(bar.x).toBeGreaterThan(plot.x + plot.width);
        expect(zero.y - 0.36 * zero.size).toBeCloseTo(bar.y + (1 - share) * bar.height);
      } else expect(zero.x).toBeCloseTo(bar.x + share * bar.width);
    }
  });
});

describe('several legends', () => {
  it('stand below each other, and take as much room as they said', () => {
    for (const place of ['right', 'bottom'] as const) {
      const { plot, nodes } = placeLegends(frame, [numbers, labels(3)], place, style);
      const ys = textNodes(nodes).map(({ y }) => y);
      expect(Math.max(...ys.slice(0, 5))).toBeLessThan(Math.min(...ys.slice(5)));
      const room = legendsRoom([numbers, labels(3)], place, frame.width, style);
      if (place === 'right') expect(frame.width - plot.width).toBeCloseTo(room.width);
      else expect(frame.height - plot.height).toBeCloseTo(room.height);
    }
  });

  it('are left out where they have no room, and said so', () => {
    const small = { ...frame, width: 30, height: 40 };
    const { plot, nodes, notes } = placeLegends(small, [numbers, labels(3)], 'right', style);
    expect(plot).toEqual(small);
    expect(nodes).toEqual([]);
    expect(notes).toEqual(['The legend “Cpe” has no room; make the panel larger.']);
    const low = placeLegends({ ...frame, height: 110 }, [numbers, labels(3)], 'right', style);
    expect(texts(low.nodes)).not.toContain('Clusters');
    expect(low.notes).toEqual(['The legend “Clusters” has no room; make the panel larger.']);
  });
});

function allNodes(nodes: readonly DrawingNode[]): DrawingNode[] {
  return nodes.flatMap((node) => (node.kind === 'group' ? allNodes(node.children) : [node]));
}

function textNodes(nodes: readonly DrawingNode[]): TextNode[] {
  return allNodes(nodes).filter((node) => node.kind === 'text');
}

function texts(nodes: readonly DrawingNode[]): string[] {
  return textNodes(nodes).map(({ text }) => text);
}
