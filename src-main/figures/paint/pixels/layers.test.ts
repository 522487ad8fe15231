import { describe, expect, it } from 'vitest';

import type { DotsNode, DrawingNode } from '../../drawing/nodes.ts';
import { loadFonts } from '../../fonts/loadFonts.ts';
import { testDots } from '../testDrawing.ts';
import { layersOf } from './layers.ts';

const fonts = await loadFonts();
const page = { x: 0, y: 0, width: 600, height: 200 };
const ramp = (x: number): DrawingNode => ({
  kind: 'ramp',
  ...{ x, y: 60, width: 40, height: 40 },
  stops: ['#000000', '#ffffff'],
  direction: 'right',
});
/** Three hundred around (60 + x, 80). */
const cells = (x: number): DotsNode => {
  const dots = testDots(300);
  return { ...dots, points: dots.points.map((value, i) => (i % 2 === 0 ? value + x : value)) };
};
const kinds = (nodes: DrawingNode[]) =>
  layersOf(nodes, page, fonts).map(({ kind, marks }) => [kind, marks.length]);

describe('layers of pixels', () => {
  it('are three for panels beside each other, each with marks below and above its cells', () => {
    const panel = (x: number): DrawingNode[] => [ramp(x + 40), cells(x), ramp(x + 40)];
    expect(kinds([...panel(0), ...panel(200), ...panel(400)])).toEqual([
      ['marks', 3],
      ['dots', 3],
      ['marks', 3],
    ]);
  });

  it('keep the order of what covers each other', () => {
    expect(kinds([cells(0), ramp(40), cells(20), ramp(60), ramp(500)])).toEqual([
      ['marks', 1],
      ['dots', 1],
      ['marks', 1],
      ['dots', 1],
      ['marks', 1],
    ]);
  });

  it('have few dots among the other marks, and nothing beyond the clip', () => {
    const clip = { x: 300, y: 0, width: 100, height: 100 };
    expect(
      kinds([testDots(20), ramp(40), { kind: 'group', name: 'gone', clip, children: [cells(0)] }]),
    ).toEqual([['marks', 2]]);
  });
});
