import { describe, expect, it, vi } from 'vitest';

import { PictureMarks } from './pictureMarks.ts';

const FRAME = 17;

describe('the marks of a picture', () => {
  const marked = (frames: [changes: boolean, complete: boolean, elapsed?: number][]): string[] => {
    const mark = vi.spyOn(performance, 'mark');
    const marks = new PictureMarks();
    for (const [changes, complete, elapsed = FRAME] of frames) marks.note(changes, complete, elapsed);
    const names = mark.mock.calls.map(([name]) => name);
    mark.mockRestore();
    return names;
  };

  it('tell of the first picture, and of the one with all cells', () => {
    expect(
      marked([
        [true, false],
        [false, false],
        [false, true],
        [false, true],
      ]),
    ).toEqual(['embedding-drawn', 'embedding-changed', 'embedding-complete']);
  });

  it('tell of a movement once', () => {
    expect(
      marked([
        [true, true],
        [true, true],
        [true, true],
      ]),
    ).toEqual(['embedding-drawn', 'embedding-changed', 'embedding-complete']);
    expect(
      marked([
        [true, false],
        [true, false],
        [false, true],
      ]),
    ).toEqual(['embedding-drawn', 'embedding-changed', 'embedding-complete']);
  });

  it('tell of a change after a rest, though no frame lies between', () => {
    expect(
      marked([
        [true, true],
        [true, true, 2000],
      ]),
    ).toEqual([
      'embedding-drawn',
      'embedding-changed',
      'embedding-complete',
      'embedding-changed',
      'embedding-complete',
    ]);
  });
});
