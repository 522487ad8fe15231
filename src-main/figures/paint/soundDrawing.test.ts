import { describe, expect, it } from 'vitest';

import type { DrawingNode, LinesNode } from '../drawing/nodes.ts';
import { soundDrawing } from './soundDrawing.ts';
import { testDots, testDrawing } from './testDrawing.ts';

const sound = (...children: DrawingNode[]): DrawingNode[] =>
  soundDrawing({ width: 100, height: 100, background: null, children }).children;
const ink = { color: '#000000', opacity: 1 };
const lines = (points: number[], offsets: number[], width = 1): LinesNode => ({
  kind: 'lines',
  points: Float32Array.from(points),
  offsets: Uint32Array.from(offsets),
  stroke: { ...ink, width },
});

describe('what is drawn of a drawing', () => {
  it('has no number that is none, and nothing that would not be seen', () => {
    const { children } = soundDrawing(testDrawing());
    const numbers: number[] = [];
    const look = (value: unknown): void => {
      if (typeof value === 'number') numbers.push(value);
      else if (value instanceof Float32Array || value instanceof Uint8Array) numbers.push(...value);
      else if (typeof value === 'object' && value !== null) Object.values(value).forEach(look);
    };
    look(children);
    expect(numbers.length).toBeGreaterThan(5000);
    expect(numbers.every(Number.isFinite)).toBe(true);
    const broken = children[2];
    expect(broken.kind === 'group' && broken.children.map(({ kind }) => kind)).toEqual(['dots']);
  });

  it('has lines that break at missing points and none of a single point', () => {
    const [found] = sound(
      lines([0, 0, 1, 1, NaN, 1, 2, 2, NaN, NaN, 3, 3, 4, 4, 5, 5, 6, 6], [0, 7, 9]),
    ) as LinesNode[];
    expect([...found.points]).toEqual([0, 0, 1, 1, 3, 3, 4, 4, 5, 5, 6, 6]);
    expect([...found.offsets]).toEqual([0, 2, 4, 6]);
  });

  it('has only the dots that have a place, a colour and a part within their clip', () => {
    const colors = Uint8Array.of(1, 1, 1, 255, 2, 2, 2, 255, 3, 3, 3, 0, 4, 4, 4, 255, 5, 5, 5, 9);
    const dots = testDots(5, {
      points: Float32Array.of(5, 5, NaN, 5, 5, 5, 60, 60, 11, 5),
      colors,
      radius: 2,
    });
    const clip = { x: 0, y: 0, width: 10, height: 10 };
    const [group] = sound({ kind: 'group', name: 'cells', clip, children: [dots] });
    const [found] = group.kind === 'group' ? group.children : [];
    expect(found.kind === 'dots' && [...found.points]).toEqual([5, 5, 11, 5]);
    expect(found.kind === 'dots' && [...found.colors]).toEqual([1, 1, 1, 255, 5, 5, 5, 9]);
    expect(sound({ kind: 'group', name: 'beside', clip: { ...clip, x: 200 }, children: [dots] })).toEqual([]);
  });

  it('has colours and opacities that every format knows', () => {
    const square = [['M', 0, 0], ['L', 9, 0], ['L', 9, 9], ['Z']] as const;
    const shape = (color: string, opacity: number): DrawingNode => ({
      kind: 'shape',
      commands: [...square],
      fill: { color, opacity },
    });
    const fills = sound(shape('#ABCDEF', 3), shape('red" onload="', NaN), shape('#000000', 0)).map(
      (node) => node.kind === 'shape' && node.fill,
    );
    expect(fills).toEqual([
      { color: '#abcdef', opacity: 1 },
      { color: '#000000', opacity: 1 },
    ]);
  });

  it('leaves the drawing that it is made from as it was', () => {
    const drawing = testDrawing();
    soundDrawing(drawing);
    expect(drawing).toEqual(testDrawing());
  });

  it('has no strokes without a width, which PDF would draw as thin as can be', () => {
    expect(sound(lines([0, 0, 1, 1], [0, 2], 0), lines([0, 0, 1, 1], [0, 2], NaN))).toEqual([]);
  });
});
