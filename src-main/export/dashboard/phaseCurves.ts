import type { RunResult } from '../../compute/runResult.ts';
import { lineMaker } from '../../views/phaseLines.ts';
import { packFloats } from './pack.ts';
import type { PhaseCurve } from './payload.ts';

/** Makes the lines of a gene's portrait, given the largest s among its cells. */
export type CurveMaker = (gene: number, largestS: number) => PhaseCurve[];

/** The lines that the run's model draws in the phase plane. */
export async function curveMaker(result: RunResult): Promise<CurveMaker> {
  const lines = await lineMaker(result);
  return (gene, largestS) =>
    lines(gene, largestS).map((line) => ({ ...line, s: packFloats(line.s), u: packFloats(line.u) }));
}
