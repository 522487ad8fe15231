import { describe, expect, it } from 'vitest';

import type { Tool } from './selectionDrag.ts';
import { StagePointer, type StageEvent } from './stagePointer.ts';

/** A stage and what it was asked to do, in order. */
function stage(tool: Tool): { pointer: StagePointer; asked: unknown[][] } {
  const asked: unknown[][] = [];
  const note =
    (what: string) =>
    (...args: unknown[]): void => {
      asked.push([what, ...args]);
    };
  const pointer = new StagePointer({
    tool: () => tool,
    pan: note('pan'),
    zoom: note('zoom'),
    point: note('point'),
    draw: note('draw'),
    drag: note('drag'),
    click: note('click'),
    enclose: note('enclose'),
  });
  return { pointer, asked };
}

function at(offsetX: number, offsetY: number, others: Partial<StageEvent> = {}): StageEvent {
  const plain = { type: 'pointer', pointerId: 1, button: 0, shiftKey: false, altKey: false };
  return { ...plain, offsetX, offsetY, ...others };
}

describe('pointers on the embedding', () => {
  it('point at cells as long as none is pressed', () => {
    const { pointer, asked } = stage('pan');
    pointer.move(at(3, 4));
    expect(asked).toEqual([['point', 3, 4]]);
  });

  it('pan with the pan tool and click where they stayed', () => {
    const { pointer, asked } = stage('pan');
    pointer.down(at(0, 0));
    pointer.move(at(9, 5));
    pointer.up(at(9, 5));
    pointer.down(at(9, 5));
    pointer.up(at(9, 5));
    expect(asked).toEqual([
      ['drag', true],
      ['pan', 9, 5],
      ['drag', false],
      ['drag', true],
      ['drag', false],
      ['click', 9, 5],
    ]);
  });

  it('enclose cells with a selecting tool, and do not pan meanwhile', () => {
    const { pointer, asked } = stage('box');
    pointer.down(at(0, 0));
    pointer.move(at(10, 20));
    pointer.up(at(10, 20, { shiftKey: true }));
    expect(asked.filter(([what]) => what === 'pan')).toEqual([]);
    expect(asked.at(-1)).toEqual(['enclose', [0, 0, 10, 0, 10, 20, 0, 20], 'add']);
  });

  it('pan with the middle button whatever the tool', () => {
    const { pointer, asked } = stage('lasso');
    pointer.down(at(0, 0, { button: 1 }));
    pointer.move(at(10, 0));
    expect(asked).toEqual([
      ['drag', true],
      ['pan', 10, 0],
    ]);
    expect(pointer.down(at(0, 0, { button: 2 }))).toBe(false);
  });

  it('select nothing where a second finger comes, the outline is given up or the system breaks off', () => {
    for (const end of ['finger', 'given up', 'pointercancel']) {
      const { pointer, asked } = stage('lasso');
      pointer.down(at(0, 0));
      pointer.move(at(50, 0));
      if (end === 'finger') pointer.down(at(80, 80, { pointerId: 2 }));
      if (end === 'given up') expect(pointer.cancelOutline()).toBe(true);
      pointer.up(at(50, 0, end === 'pointercancel' ? { type: end } : {}));
      const outcome = asked.filter(([what]) => what === 'enclose' || what === 'click');
      expect(outcome, end).toEqual([]);
      expect(
        asked.findLast(([what]) => what === 'draw'),
        end,
      ).toEqual(['draw', undefined]);
    }
  });
});
