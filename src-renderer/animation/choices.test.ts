import * as v from 'valibot';
import { describe, expect, it } from 'vitest';

import { animationChoices, chosenSize, frameCount, secondsProblem, SIZES, sizeProblem } from './choices.ts';

describe('choices of an animation', () => {
  it('are 1080p for ten seconds unless something else was kept', () => {
    const choices = v.parse(animationChoices, { seconds: 'long', size: '8k', legend: false });
    expect(choices).toMatchObject({ size: '1080p', seconds: 10, frameRate: 30, legend: false });
    expect(chosenSize(choices)).toEqual({ width: 1920, height: 1080 });
  });

  it('give a custom size only where that is chosen', () => {
    const own = { width: 640, height: 480 };
    expect(chosenSize({ size: 'custom', ...own })).toEqual(own);
    expect(chosenSize({ size: 'square', ...own })).toEqual({ width: 1080, height: 1080 });
  });

  it('offer only sizes that can be encoded', () => {
    for (const size of Object.values(SIZES)) expect(sizeProblem(size)).toBeUndefined();
  });

  it.each([
    { width: 321, height: 240, says: /even/ },
    { width: 320, height: 240.5, says: /whole/ },
    { width: 32, height: 240, says: /At least 64/ },
  ])('refuse $width × $height', ({ width, height, says }) => {
    expect(sizeProblem({ width, height })).toMatch(says);
  });

  it('refuse lengths of no time, of hours, and none', () => {
    expect([0, 121, Number.NaN].map(secondsProblem)).toEqual(Array(3).fill('Between 1 and 120 seconds.'));
    expect(secondsProblem(1.5)).toBeUndefined();
  });

  it('have as many frames as fit the length', () => {
    expect(frameCount({ seconds: 1.5, frameRate: 24 })).toBe(36);
    expect(frameCount({ seconds: 10, frameRate: 60 })).toBe(600);
  });
});
