import {
  beta,
  curveGamma,
  offCross,
  offSSpan,
  offUSpan,
  onCross,
  onSEnd,
  onSSpan,
  onUEnd,
  onUSpan,
  switchTime,
} from './curve';
import { exponential, sum2, widened } from './lanes';
import { cells, fitted, standardS, standardU, times } from './memory';
import { timesOf } from './states';

/** Holds the times of an assignment, whose switch is at `end`, for `sumAtTimes`. */
export function holdTimes(slot: i32, end: f32): void {
  for (let i = 0; i < cells; i += 4)
    v128.store(times + ((<usize>i) << 2), timesOf(slot, i, f32x4.splat(end)));
}

/**
 * The sum, over the fitted cells, of squared distances from the curve at the times held: up to the switch those of induction,
 * from there on those of repression. Four cells at once.
 */
export function sumAtTimes(): f64 {
  const end = f32x4.splat(<f32>switchTime);
  const minusBeta = f32x4.splat(<f32>-beta);
  const minusGamma = f32x4.splat(<f32>-curveGamma);
  let sum = f64x2.splat(0);
  for (let i = 0; i < cells; i += 4) {
    const at = (<usize>i) << 2;
    const time = v128.load(times + at);
    const on = f32x4.lt(time, end);
    const tau = v128.bitselect(time, f32x4.sub(time, end), on);
    const decayU = exponential(f32x4.mul(minusBeta, tau));
    const decayS = exponential(f32x4.mul(minusGamma, tau));
    const uEnd = v128.and(f32x4.splat(<f32>onUEnd), on);
    const uSpan = v128.bitselect(f32x4.splat(<f32>onUSpan), f32x4.splat(<f32>offUSpan), on);
    const sEnd = v128.and(f32x4.splat(<f32>onSEnd), on);
    const sSpan = v128.bitselect(f32x4.splat(<f32>onSSpan), f32x4.splat(<f32>offSSpan), on);
    const cross = v128.bitselect(f32x4.splat(<f32>onCross), f32x4.splat(<f32>offCross), on);
    const fitU = f32x4.add(uEnd, f32x4.mul(uSpan, decayU));
    const spliced = f32x4.add(sEnd, f32x4.mul(sSpan, decayS));
    const fitS = f32x4.sub(spliced, f32x4.mul(cross, decayU));
    const du = f32x4.sub(v128.load(standardU + at), fitU);
    const ds = f32x4.sub(v128.load(standardS + at), fitS);
    const square = f32x4.add(f32x4.mul(du, du), f32x4.mul(ds, ds));
    sum = f64x2.add(sum, widened(f32x4.mul(v128.load(fitted + at), square)));
  }
  return sum2(sum);
}
