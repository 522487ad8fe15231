import {
  cells,
  meanS,
  meansOf,
  meanSquare,
  meanU,
  neighbours,
  pairs,
  quads,
  receivers,
  receiverStarts,
  shares,
  standardS,
  standardU,
  starts,
} from './memory';

/** Writes to `out` the means of `pairs` over each cell's neighbourhood, by pairs too. */
export function meanOfPairs(out: usize): void {
  let p = neighbours;
  for (let i = 0; i < cells; i++) {
    const to = neighbours + ((<usize>load<u32>(starts + ((<usize>(i + 1)) << 2))) << 2);
    // Four sums, so that an addition need not wait for the one before.
    let a = f32x4.splat(0);
    let b = a;
    let c = a;
    let d = a;
    for (; p + 16 <= to; p += 16) {
      a = f32x4.add(a, v128.load64_zero(load<u32>(p)));
      b = f32x4.add(b, v128.load64_zero(load<u32>(p, 4)));
      c = f32x4.add(c, v128.load64_zero(load<u32>(p, 8)));
      d = f32x4.add(d, v128.load64_zero(load<u32>(p, 12)));
    }
    for (; p < to; p += 4) a = f32x4.add(a, v128.load64_zero(load<u32>(p)));
    const sum = f32x4.add(f32x4.add(a, b), f32x4.add(c, d));
    const share = v128.load32_splat(shares + ((<usize>i) << 2));
    v128.store64_lane(out + ((<usize>i) << 3), f32x4.mul(sum, share), 0);
  }
}

/** The neighbourhood means of the squared distances, for an assignment. */
export function meanDistances(slot: i32): void {
  meanOfPairs(meansOf(slot));
}

/** The neighbourhood means of the observations and of the sums of their squares, which stay the same whatever the kinetics. */
export function meanObservations(): void {
  for (let i = 0; i < cells; i++) {
    const u = load<f32>(standardU + ((<usize>i) << 2));
    const s = load<f32>(standardS + ((<usize>i) << 2));
    v128.store(quads + ((<usize>i) << 4), f32x4(u, s, u * u + s * s, 0));
  }
  const fromPairs = quads - 2 * pairs;
  let p = neighbours;
  for (let i = 0; i < cells; i++) {
    const to = neighbours + ((<usize>load<u32>(starts + ((<usize>(i + 1)) << 2))) << 2);
    let a = f32x4.splat(0);
    let b = a;
    for (; p + 8 <= to; p += 8) {
      a = f32x4.add(a, v128.load(fromPairs + 2 * <usize>load<u32>(p)));
      b = f32x4.add(b, v128.load(fromPairs + 2 * <usize>load<u32>(p, 4)));
    }
    for (; p < to; p += 4) a = f32x4.add(a, v128.load(fromPairs + 2 * <usize>load<u32>(p)));
    const mean = f32x4.mul(f32x4.add(a, b), v128.load32_splat(shares + ((<usize>i) << 2)));
    v128.store32_lane(meanU + ((<usize>i) << 2), mean, 0);
    v128.store32_lane(meanS + ((<usize>i) << 2), mean, 1);
    v128.store32_lane(meanSquare + ((<usize>i) << 2), mean, 2);
  }
  // What fills the last vector up counts as cells at rest at the origin.
  for (let i = cells; i & 3; i++) store<f32>(meanSquare + ((<usize>i) << 2), -Infinity);
}

/** Brings the means up to date where the distance of one cell to the curve `place` (0 or 1) changed by `change`. */
export function addToMeans(slot: i32, cell: i32, place: i32, change: f32): void {
  const means = meansOf(slot) + ((<usize>place) << 2);
  const from = load<u32>(receiverStarts + ((<usize>cell) << 2));
  const to = load<u32>(receiverStarts + ((<usize>(cell + 1)) << 2));
  for (let p = from; p < to; p++) {
    const i = <usize>load<u32>(receivers + ((<usize>p) << 2));
    const at = means + (i << 3);
    store<f32>(at, load<f32>(at) + change * load<f32>(shares + (i << 2)));
  }
}
