import { beta, curveGamma, offCross, offSSpan, onCross, onSEnd, onSSpan, switchTime, unitS } from './curve';
import { exponential, loadBytes, sum2, widened } from './lanes';
import { meanOfPairs } from './means';
import { cells, countedS, meansOf, pairs, standardS, statesOf, tauOffOf, tauOnOf } from './memory';
import { timesOf } from './states';

/**
 * The time of every cell averaged over its neighbourhood, and its velocity there: the twin of velocity.ts, which says what is
 * computed, for the assignment `slot`, which was made last. They go to the times since switching on and off of the assignment
 * `out`, whose means lend their room. Four cells at once, as below.
 *
 * @param leastLikelihood below it a cell belongs to no part of the curve.
 */
export function deriveVelocities(slot: i32, out: i32, leastLikelihood: f64): void {
  const farthest = f32x4.splat(<f32>farthestDistance(slot, leastLikelihood));
  const states = statesOf(slot);
  const end = f32x4.splat(<f32>switchTime);
  for (let i = 0; i < cells; i += 4) {
    const time = timesOf(slot, i, end);
    // For the velocity, cells at rest enter the averages of their neighbours with time 0, as in scVelo.
    const moving = v128.andnot(time, i32x4.eq(loadBytes(states + i), i32x4.splat(3)));
    const pair = pairs + ((<usize>i) << 3);
    v128.store(pair, i32x4.shuffle(time, moving, 0, 4, 1, 5));
    v128.store(pair, i32x4.shuffle(time, moving, 2, 6, 3, 7), 16);
  }
  const means = meansOf(out);
  meanOfPairs(means);
  const distances = meansOf(slot);
  const minusBeta = f32x4.splat(<f32>-beta);
  const minusGamma = f32x4.splat(<f32>-curveGamma);
  // ds/dτ of s = sEnd + sSpan e^{−γτ} − cross e^{−βτ}, in counts.
  const onBySpan = f32x4.splat(<f32>((-curveGamma * onSSpan) / unitS));
  const offBySpan = f32x4.splat(<f32>((-curveGamma * offSSpan) / unitS));
  const onByCross = f32x4.splat(<f32>((beta * onCross) / unitS));
  const offByCross = f32x4.splat(<f32>((beta * offCross) / unitS));
  for (let i = 0; i < cells; i += 4) {
    const one = (<usize>i) << 2;
    const pair = (<usize>i) << 3;
    const a = v128.load(means + pair);
    const b = v128.load(means + pair, 16);
    v128.store(tauOnOf(out) + one, i32x4.shuffle(a, b, 0, 2, 4, 6));
    const time = i32x4.shuffle(a, b, 1, 3, 5, 7);
    const induced = f32x4.lt(time, end);
    const tau = v128.bitselect(time, f32x4.sub(time, end), induced);
    const bySpan = f32x4.mul(
      v128.bitselect(onBySpan, offBySpan, induced),
      exponential(f32x4.mul(minusGamma, tau)),
    );
    const byCross = f32x4.mul(
      v128.bitselect(onByCross, offByCross, induced),
      exponential(f32x4.mul(minusBeta, tau)),
    );
    const c = v128.load(distances + pair);
    const d = v128.load(distances + pair, 16);
    const state = loadBytes(states + i);
    const isOn = i32x4.eq(state, i32x4.splat(1));
    const distance = v128.bitselect(i32x4.shuffle(c, d, 1, 3, 5, 7), i32x4.shuffle(c, d, 0, 2, 4, 6), isOn);
    const still = v128.or(i32x4.gt_s(state, i32x4.splat(1)), f32x4.gt(distance, farthest));
    const lowest = f32x4.neg(v128.load(countedS + one));
    const rate = f32x4.pmax(lowest, f32x4.add(bySpan, byCross));
    v128.store(tauOffOf(out) + one, v128.andnot(rate, still));
  }
}

/**
 * The squared distance beyond which a cell's likelihood is too low, by the variance, over all cells, of the distance to the nearer
 * phase, signed as that of s.
 */
function farthestDistance(slot: i32, leastLikelihood: f64): f64 {
  const minusBeta = f32x4.splat(<f32>-beta);
  const minusGamma = f32x4.splat(<f32>-curveGamma);
  const none = f32x4.splat(0);
  let squares = f64x2.splat(0);
  let signed = f64x2.splat(0);
  for (let i = 0; i < cells; i += 4) {
    const one = (<usize>i) << 2;
    const c = v128.load(pairs + ((<usize>i) << 3));
    const d = v128.load(pairs + ((<usize>i) << 3), 16);
    const off = i32x4.shuffle(c, d, 0, 2, 4, 6);
    const on = i32x4.shuffle(c, d, 1, 3, 5, 7);
    const isOff = f32x4.le(off, on);
    let square = v128.bitselect(off, on, isOff);
    // What fills the last vector up does not count.
    if (i + 4 > cells) square = v128.and(square, i32x4.lt_s(i32x4(0, 1, 2, 3), i32x4.splat(cells - i)));
    const tau = v128.bitselect(v128.load(tauOffOf(slot) + one), v128.load(tauOnOf(slot) + one), isOff);
    const sEnd = v128.andnot(f32x4.splat(<f32>onSEnd), isOff);
    const sSpan = v128.bitselect(f32x4.splat(<f32>offSSpan), f32x4.splat(<f32>onSSpan), isOff);
    const cross = v128.bitselect(f32x4.splat(<f32>offCross), f32x4.splat(<f32>onCross), isOff);
    const spliced = f32x4.add(sEnd, f32x4.mul(sSpan, exponential(f32x4.mul(minusGamma, tau))));
    const fitted = f32x4.sub(spliced, f32x4.mul(cross, exponential(f32x4.mul(minusBeta, tau))));
    const above = f32x4.sub(v128.load(standardS + one), fitted);
    const sign = v128.and(above, i32x4.splat(0x80000000));
    const distance = v128.and(v128.or(f32x4.sqrt(square), sign), f32x4.ne(above, none));
    squares = f64x2.add(squares, widened(square));
    signed = f64x2.add(signed, widened(distance));
  }
  const mean = sum2(signed) / <f64>cells;
  const variance = sum2(squares) / <f64>cells - mean * mean;
  if (!(variance > 0)) return Infinity;
  return -2 * variance * Math.log(leastLikelihood * 2 * Math.PI * Math.sqrt(variance));
}
