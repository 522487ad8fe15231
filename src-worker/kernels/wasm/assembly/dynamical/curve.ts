// The kinetics under which cells are assigned, and both curves in standard deviations:
// u = uEnd + uSpan e^{−βτ}, s = sEnd + sSpan e^{−γτ} − cross e^{−βτ}.

export let alpha: f64 = 0;
export let beta: f64 = 0;
/** Of the times, and of the curves (where it is held apart from β). */
export let gamma: f64 = 0;
export let curveGamma: f64 = 0;
export let switchTime: f64 = 0;

/** Standard deviations in one unit of the curve's u and s, and u and s at the switch in units of the curve. */
export let unitU: f64 = 1;
export let unitS: f64 = 1;
/** Counts in one unit of the curve's u. */
export let scaling: f64 = 1;
export let uSwitch: f64 = 0;
export let sSwitch: f64 = 0;

/** Repression ends at (0, 0). */
export let onUEnd: f64 = 0;
export let onUSpan: f64 = 0;
export let onSEnd: f64 = 0;
export let onSSpan: f64 = 0;
export let onCross: f64 = 0;
export let offUSpan: f64 = 0;
export let offSSpan: f64 = 0;
export let offCross: f64 = 0;

/** Takes over kinetics, the point at the switch (units of the curve), and the units in standard deviations and in counts. */
export function setCurves(
  theAlpha: f64,
  theBeta: f64,
  theGamma: f64,
  theCurveGamma: f64,
  theSwitchTime: f64,
  theUSwitch: f64,
  theSSwitch: f64,
  theUnitU: f64,
  theUnitS: f64,
  theScaling: f64,
): void {
  alpha = theAlpha;
  beta = theBeta;
  gamma = theGamma;
  curveGamma = theCurveGamma;
  switchTime = theSwitchTime;
  uSwitch = theUSwitch;
  sSwitch = theSSwitch;
  unitU = theUnitU;
  unitS = theUnitS;
  scaling = theScaling;
  onUEnd = (alpha / beta) * unitU;
  onUSpan = -onUEnd;
  onSEnd = (alpha / curveGamma) * unitS;
  onCross = (alpha / (curveGamma - beta)) * unitS;
  onSSpan = onCross - onSEnd;
  offUSpan = uSwitch * unitU;
  offCross = ((-beta * uSwitch) / (curveGamma - beta)) * unitS;
  offSSpan = sSwitch * unitS + offCross;
}
