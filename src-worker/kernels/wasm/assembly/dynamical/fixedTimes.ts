import { exp2, sum2 } from '../math';
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
import { evenCells, fitted, standardS, standardU, times } from './memory';

/**
 * The sum, over the fitted cells, of squared distances from the curve at the times held: up to the switch those of induction,
 * from there on those of repression. Two cells at once.
 */
export function sumAtTimes(): f64 {
  const end = f64x2.splat(switchTime);
  const zero = f64x2.splat(0);
  const minusBeta = f64x2.splat(-beta);
  const minusGamma = f64x2.splat(-curveGamma);
  let sum = zero;
  for (let i = 0; i < evenCells; i += 2) {
    const at = (<usize>i) << 3;
    const time = v128.load(times + at);
    const on = f64x2.lt(time, end);
    const tau = v128.bitselect(time, f64x2.sub(time, end), on);
    const decayU = exp2(f64x2.mul(minusBeta, tau));
    const decayS = exp2(f64x2.mul(minusGamma, tau));
    const uEnd = v128.bitselect(f64x2.splat(onUEnd), zero, on);
    const uSpan = v128.bitselect(f64x2.splat(onUSpan), f64x2.splat(offUSpan), on);
    const sEnd = v128.bitselect(f64x2.splat(onSEnd), zero, on);
    const sSpan = v128.bitselect(f64x2.splat(onSSpan), f64x2.splat(offSSpan), on);
    const cross = v128.bitselect(f64x2.splat(onCross), f64x2.splat(offCross), on);
    const fitU = f64x2.add(uEnd, f64x2.mul(uSpan, decayU));
    const spliced = f64x2.add(sEnd, f64x2.mul(sSpan, decayS));
    const fitS = f64x2.sub(spliced, f64x2.mul(cross, decayU));
    const du = f64x2.sub(v128.load(standardU + at), fitU);
    const ds = f64x2.sub(v128.load(standardS + at), fitS);
    const square = f64x2.add(f64x2.mul(du, du), f64x2.mul(ds, ds));
    sum = f64x2.add(sum, f64x2.mul(v128.load(fitted + at), square));
  }
  return sum2(sum);
}
