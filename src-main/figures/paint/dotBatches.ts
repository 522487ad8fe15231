import type { DotsNode } from '../drawing/nodes.ts';
import type { Pace } from './pace.ts';

/** Dots of one colour that may be drawn at once. */
export interface DotBatch {
  /** #rrggbb. */
  color: string;
  opacity: number;
  /** Which dots of the node, in their order. */
  dots: Uint32Array;
}

/**
 * Up to so many dots are drawn as circles, which are easier to edit. More are lines a hundredth of a point long with round caps, a third of
 * the size; lines without any length are dots as well, but some programs (Firefox, Illustrator) leave them out.
 */
export const MOST_CIRCLES = 64;

/** Dots between two looks at whether the work shall end. */
const AT_ONCE = 8192;

/**
 * Dots in as few batches of one colour as give the same picture as drawing one after the other: a dot comes into a later batch than
 * those of other colours that it covers a part of, and, where it is translucent, than all that it covers a part of. Dots that touch
 * no other may change places.
 *
 * @param dots with finite coordinates
 */
export async function batchDots(dots: DotsNode, pace: Pace): Promise<DotBatch[]> {
  const count = dots.points.length / 2;
  const levels = new Uint32Array(count);
  const colors = new Uint32Array(count);
  const bytes = new DataView(dots.colors.buffer, dots.colors.byteOffset, 4 * count);
  for (let i = 0; i < count; i++) colors[i] = bytes.getUint32(4 * i);
  const grid = new LevelGrid(dots, levels, colors);
  for (let i = 0; i < count; i++) {
    if (i % AT_ONCE === 0) await pace(i / count);
    levels[i] = grid.add(i);
  }
  return gather(levels, colors);
}

/** Dots sorted into squares as wide as a dot, so that only those nearby are looked at. */
class LevelGrid {
  readonly #points: Float32Array;
  readonly #levels: Uint32Array;
  readonly #colors: Uint32Array;
  /** Square of the distance within which two dots have something in common. */
  readonly #reach: number;
  readonly #diameter: number;
  readonly #left: number;
  readonly #top: number;
  readonly #columns: number;
  /** The last dot of a square, and the one before each; −1 for none. */
  readonly #last: Int32Array;
  readonly #before: Int32Array;
  /** The highest level in each square. */
  readonly #highest: Uint32Array;

  constructor({ points, radius }: DotsNode, levels: Uint32Array, colors: Uint32Array) {
    const count = points.length / 2;
    let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
    for (let i = 0; i < count; i++) {
      left = Math.min(left, points[2 * i]);
      right = Math.max(right, points[2 * i]);
      top = Math.min(top, points[2 * i + 1]);
      bottom = Math.max(bottom, points[2 * i + 1]);
    }
    this.#points = points;
    this.#levels = levels;
    this.#colors = colors;
    this.#reach = 4 * radius * radius;
    // Tiny dots over a wide page need no more squares than there are dots.
    this.#diameter = Math.max(2 * radius, Math.sqrt(((right - left) * (bottom - top)) / (4 * count + 1)));
    this.#left = left;
    this.#top = top;
    this.#columns = Math.floor((right - left) / this.#diameter) + 3;
    const rows = Math.floor((bottom - top) / this.#diameter) + 3;
    this.#last = new Int32Array(this.#columns * rows).fill(-1);
    this.#before = new Int32Array(count).fill(-1);
    this.#highest = new Uint32Array(this.#columns * rows);
  }

  /** Takes in a dot that lies above all before it, and gives its level. */
  add(dot: number): number {
    const points = this.#points;
    const [x, y] = [points[2 * dot], points[2 * dot + 1]];
    const column = Math.floor((x - this.#left) / this.#diameter) + 1;
    const row = Math.floor((y - this.#top) / this.#diameter) + 1;
    const color = this.#colors[dot];
    const opaque = (color & 255) === 255;
    let level = 0;
    for (let r = row - 1; r <= row + 1; r++)
      for (let c = column - 1; c <= column + 1; c++) {
        const square = r * this.#columns + c;
        if (this.#highest[square] + 1 <= level) continue;
        for (let other = this.#last[square]; other >= 0; other = this.#before[other]) {
          const needed = this.#levels[other] + (opaque && this.#colors[other] === color ? 0 : 1);
          if (needed <= level) continue;
          const [dx, dy] = [points[2 * other] - x, points[2 * other + 1] - y];
          if (dx * dx + dy * dy < this.#reach) level = needed;
        }
      }
    const own = row * this.#columns + column;
    this.#before[dot] = this.#last[own];
    this.#last[own] = dot;
    this.#highest[own] = Math.max(this.#highest[own], level);
    return level;
  }
}

/** Batches from the lowest level up; within a level colours in the order in which they first come. */
function gather(levels: Uint32Array, colors: Uint32Array): DotBatch[] {
  const batches: Map<number, number[]>[] = [];
  for (let i = 0; i < levels.length; i++) {
    const level = (batches[levels[i]] ??= new Map<number, number[]>());
    const dots = level.get(colors[i]);
    if (dots) dots.push(i);
    else level.set(colors[i], [i]);
  }
  return batches.flatMap((level) =>
    [...level].map(([color, dots]) => ({
      color: `#${(color >>> 8).toString(16).padStart(6, '0')}`,
      opacity: (color & 255) / 255,
      dots: Uint32Array.from(dots),
    })),
  );
}
