/** The nearest points found so far of every point: points × width, nearest first. */
export interface NeighborLists {
  width: number;
  indices: Uint32Array;
  /** Squared distances. */
  squares: Float32Array;
  /** Whether an entry came in the last round. */
  fresh: Uint8Array;
}

/** Puts a point into the list that begins at `base` if it is nearer than the last one there; says whether it was. */
export function insert(lists: NeighborLists, base: number, point: number, square: number): boolean {
  const { indices, squares, fresh } = lists;
  let p = base + lists.width - 1;
  if (!(square < squares[p])) return false;
  while (p > base && squares[p - 1] > square) {
    indices[p] = indices[p - 1];
    squares[p] = squares[p - 1];
    fresh[p] = fresh[p - 1];
    p--;
  }
  indices[p] = point;
  squares[p] = square;
  fresh[p] = 1;
  return true;
}

/** The squared distance of the points `i` and `j` of points × dimensions. */
export function squaredDistance(points: Float32Array, dimensions: number, i: number, j: number): number {
  let a = i * dimensions;
  let b = j * dimensions;
  const pairs = a + dimensions - 1;
  let even = 0;
  let odd = 0;
  while (a < pairs) {
    const x = points[a++] - points[b++];
    const y = points[a++] - points[b++];
    even += x * x;
    odd += y * y;
  }
  if (a === pairs) {
    const x = points[a] - points[b];
    even += x * x;
  }
  return even + odd;
}

/** A set of numbers to which up to `capacity` are added before it is emptied. */
export interface SeenSet {
  /** Adds a number, and says whether it was there. */
  seen(value: number): boolean;
  clear(): void;
}

export function createSeenSet(capacity: number): SeenSet {
  const bits = Math.ceil(Math.log2(2 * capacity));
  const mask = 2 ** bits - 1;
  const table = new Int32Array(2 ** bits); // value + 1, or 0
  return {
    seen(value) {
      let place = Math.imul(value, 0x9e3779b1) >>> (32 - bits);
      while (table[place] !== 0) {
        if (table[place] === value + 1) return true;
        place = (place + 1) & mask;
      }
      table[place] = value + 1;
      return false;
    },
    clear: () => void table.fill(0),
  };
}
