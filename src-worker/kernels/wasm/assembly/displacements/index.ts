// Sums over the displacements d = x_j − x_i from a cell to others. Single precision, but no more than CHUNK bytes of a row are added
// up before they go to a sum in double precision. Each row's sums are the same wherever in a list it stands.

import { beside, dots, own, places, squares, stride, totals, weights } from './memory';

export { beside, dots, own, places, reserve, rows, squares, stride, totals, weights } from './memory';

const CHUNK: usize = 512;
const MAGNITUDE: u32 = 0x7fffffff;

/** Σ v d and Σ d² of the first `count` rows of the list. */
export function sumDisplacements(cell: i32, count: i32): void {
  const x = own + <usize>cell * stride;
  const v = beside + <usize>cell * stride;
  for (let p = 0; p < count; p += 4) {
    const list = places + ((<usize>p) << 2);
    const a = <usize>load<u32>(list);
    const b = <usize>load<u32>(list, 4);
    const c = <usize>load<u32>(list, 8);
    const d = <usize>load<u32>(list, 12);
    let dotsAB = f64x2.splat(0);
    let dotsCD = dotsAB;
    let squaresAB = dotsAB;
    let squaresCD = dotsAB;
    for (let k: usize = 0; k < stride;) {
      const end = min(k + CHUNK, stride);
      let dotA = f32x4.splat(0);
      let dotB = dotA;
      let dotC = dotA;
      let dotD = dotA;
      let squareA = dotA;
      let squareB = dotA;
      let squareC = dotA;
      let squareD = dotA;
      for (; k < end; k += 16) {
        const here = v128.load(x + k);
        const velocity = v128.load(v + k);
        let way = f32x4.sub(v128.load(a + k), here);
        dotA = f32x4.add(dotA, f32x4.mul(velocity, way));
        squareA = f32x4.add(squareA, f32x4.mul(way, way));
        way = f32x4.sub(v128.load(b + k), here);
        dotB = f32x4.add(dotB, f32x4.mul(velocity, way));
        squareB = f32x4.add(squareB, f32x4.mul(way, way));
        way = f32x4.sub(v128.load(c + k), here);
        dotC = f32x4.add(dotC, f32x4.mul(velocity, way));
        squareC = f32x4.add(squareC, f32x4.mul(way, way));
        way = f32x4.sub(v128.load(d + k), here);
        dotD = f32x4.add(dotD, f32x4.mul(velocity, way));
        squareD = f32x4.add(squareD, f32x4.mul(way, way));
      }
      dotsAB = f64x2.add(dotsAB, sumsOf(dotA, dotB));
      dotsCD = f64x2.add(dotsCD, sumsOf(dotC, dotD));
      squaresAB = f64x2.add(squaresAB, sumsOf(squareA, squareB));
      squaresCD = f64x2.add(squaresCD, sumsOf(squareC, squareD));
    }
    const at = (<usize>p) << 3;
    v128.store(dots + at, dotsAB);
    v128.store(dots + at, dotsCD, 16);
    v128.store(squares + at, squaresAB);
    v128.store(squares + at, squaresCD, 16);
  }
}

/** Σ v t, Σ t² = Σ |d| and Σ t of t = sign(d) √|d|, of the first `count` rows of the list. */
export function sumRoots(cell: i32, count: i32): void {
  const x = own + <usize>cell * stride;
  const v = beside + <usize>cell * stride;
  for (let p = 0; p < count; p += 2) {
    const list = places + ((<usize>p) << 2);
    const a = <usize>load<u32>(list);
    const b = <usize>load<u32>(list, 4);
    let dotsAB = f64x2.splat(0);
    let squaresAB = dotsAB;
    let totalsAB = dotsAB;
    for (let k: usize = 0; k < stride;) {
      const end = min(k + CHUNK, stride);
      let dotA = f32x4.splat(0);
      let dotB = dotA;
      let squareA = dotA;
      let squareB = dotA;
      let totalA = dotA;
      let totalB = dotA;
      for (; k < end; k += 16) {
        const here = v128.load(x + k);
        const velocity = v128.load(v + k);
        let way = f32x4.sub(v128.load(a + k), here);
        let size = f32x4.abs(way);
        let root = v128.bitselect(f32x4.sqrt(size), way, i32x4.splat(MAGNITUDE));
        dotA = f32x4.add(dotA, f32x4.mul(velocity, root));
        squareA = f32x4.add(squareA, size);
        totalA = f32x4.add(totalA, root);
        way = f32x4.sub(v128.load(b + k), here);
        size = f32x4.abs(way);
        root = v128.bitselect(f32x4.sqrt(size), way, i32x4.splat(MAGNITUDE));
        dotB = f32x4.add(dotB, f32x4.mul(velocity, root));
        squareB = f32x4.add(squareB, size);
        totalB = f32x4.add(totalB, root);
      }
      dotsAB = f64x2.add(dotsAB, sumsOf(dotA, dotB));
      squaresAB = f64x2.add(squaresAB, sumsOf(squareA, squareB));
      totalsAB = f64x2.add(totalsAB, sumsOf(totalA, totalB));
    }
    const at = (<usize>p) << 3;
    v128.store(dots + at, dotsAB);
    v128.store(squares + at, squaresAB);
    v128.store(totals + at, totalsAB);
  }
}

/** Adds Σ w_j (x_j − x_i) over the first `count` rows of the list to what lies beside the cell. */
export function addDisplacements(cell: i32, count: i32): void {
  const x = own + <usize>cell * stride;
  const sum = beside + <usize>cell * stride;
  for (let p = 0; p < count; p += 4) {
    const list = places + ((<usize>p) << 2);
    const a = <usize>load<u32>(list);
    const b = <usize>load<u32>(list, 4);
    const c = <usize>load<u32>(list, 8);
    const d = <usize>load<u32>(list, 12);
    const factors = weights + ((<usize>p) << 2);
    const weightA = v128.load32_splat(factors);
    const weightB = v128.load32_splat(factors, 4);
    const weightC = v128.load32_splat(factors, 8);
    const weightD = v128.load32_splat(factors, 12);
    for (let k: usize = 0; k < stride; k += 16) {
      const here = v128.load(x + k);
      const ab = f32x4.add(
        f32x4.mul(weightA, f32x4.sub(v128.load(a + k), here)),
        f32x4.mul(weightB, f32x4.sub(v128.load(b + k), here)),
      );
      const cd = f32x4.add(
        f32x4.mul(weightC, f32x4.sub(v128.load(c + k), here)),
        f32x4.mul(weightD, f32x4.sub(v128.load(d + k), here)),
      );
      v128.store(sum + k, f32x4.add(v128.load(sum + k), f32x4.add(ab, cd)));
    }
  }
}

/** The sums of the four numbers of either vector, in double precision. */
function sumsOf(a: v128, b: v128): v128 {
  const pairsA = f64x2.add(
    f64x2.promote_low_f32x4(a),
    f64x2.promote_low_f32x4(v128.shuffle<u64>(a, a, 1, 0)),
  );
  const pairsB = f64x2.add(
    f64x2.promote_low_f32x4(b),
    f64x2.promote_low_f32x4(v128.shuffle<u64>(b, b, 1, 0)),
  );
  return f64x2.add(v128.shuffle<u64>(pairsA, pairsB, 0, 2), v128.shuffle<u64>(pairsA, pairsB, 1, 3));
}
