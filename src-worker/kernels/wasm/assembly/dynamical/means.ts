import {
  cells,
  distancesOf,
  evenCells,
  meansOf,
  meanSquare,
  meanStandard,
  neighbours,
  receivers,
  receiverStarts,
  shares,
  standardS,
  standardU,
  starts,
} from './memory';

/** Writes to `out` the means, over each cell's neighbourhood, of numbers that lie by pairs, as `out` does. */
function meanOfPairs(pairs: usize, out: usize): void {
  let p = neighbours;
  for (let i = 0; i < cells; i++) {
    const to = neighbours + ((<usize>load<u32>(starts + ((<usize>(i + 1)) << 2))) << 2);
    // Four sums, so that an addition need not wait for the one before.
    let a = f64x2.splat(0);
    let b = a;
    let c = a;
    let d = a;
    for (; p + 16 <= to; p += 16) {
      a = f64x2.add(a, v128.load(pairs + load<u32>(p)));
      b = f64x2.add(b, v128.load(pairs + load<u32>(p, 4)));
      c = f64x2.add(c, v128.load(pairs + load<u32>(p, 8)));
      d = f64x2.add(d, v128.load(pairs + load<u32>(p, 12)));
    }
    for (; p < to; p += 4) a = f64x2.add(a, v128.load(pairs + load<u32>(p)));
    const sum = f64x2.add(f64x2.add(a, b), f64x2.add(c, d));
    const share = v128.load64_splat(shares + ((<usize>i) << 3));
    v128.store(out + ((<usize>i) << 4), f64x2.mul(sum, share));
  }
}

/** The neighbourhood means of the squared distances of an assignment. */
export function meanDistances(slot: i32): void {
  meanOfPairs(distancesOf(slot), meansOf(slot));
}

/**
 * The neighbourhood means of the observations and of the sums of their squares, which stay the same whatever the kinetics. The
 * assignment `slot` lends its room.
 */
export function meanObservations(slot: i32): void {
  const pairs = distancesOf(slot);
  const means = meansOf(slot);
  for (let i = 0; i < evenCells; i++) {
    const u = load<f64>(standardU + ((<usize>i) << 3));
    const s = load<f64>(standardS + ((<usize>i) << 3));
    v128.store(pairs + ((<usize>i) << 4), f64x2(u * u + s * s, 0));
  }
  meanOfPairs(pairs, means);
  for (let i = 0; i < cells; i++)
    store<f64>(meanSquare + ((<usize>i) << 3), load<f64>(means + ((<usize>i) << 4)));
  for (let i = 0; i < evenCells; i++) {
    const u = load<f64>(standardU + ((<usize>i) << 3));
    const s = load<f64>(standardS + ((<usize>i) << 3));
    v128.store(pairs + ((<usize>i) << 4), f64x2(u, s));
  }
  meanOfPairs(pairs, meanStandard);
}

/** Brings the means up to date where the distance of one cell to the curve `place` (0 or 1) changed by `change`. */
export function addToMeans(slot: i32, cell: i32, place: i32, change: f64): void {
  const means = meansOf(slot) + ((<usize>place) << 3);
  const from = load<u32>(receiverStarts + ((<usize>cell) << 2));
  const to = load<u32>(receiverStarts + ((<usize>(cell + 1)) << 2));
  for (let p = from; p < to; p++) {
    const i = <usize>load<u32>(receivers + ((<usize>p) << 2));
    const at = means + (i << 4);
    store<f64>(at, load<f64>(at) + change * load<f64>(shares + (i << 3)));
  }
}
