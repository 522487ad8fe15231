import type { RunResult } from '../../compute/runResult.ts';
import { packNumbers } from './pack.ts';
import type { Portrait } from './payload.ts';
import { curveMaker } from './phaseCurves.ts';
import { pick } from './pick.ts';

/** Phase portraits (moments of u against s) of the given genes over the given cells of the run; none without moments. */
export async function portraitsOf(
  result: RunResult,
  genes: number[],
  cells: Uint32Array,
): Promise<Portrait[]> {
  if (!result.has('Ms') || !result.has('Mu')) return [];
  const Ms = await result.array('Ms');
  const Mu = await result.array('Mu');
  const curves = await curveMaker(result);
  const width = Ms.shape[1];
  return genes.map((gene) => {
    const s = pick(Ms.data.subarray(gene * width, (gene + 1) * width), cells);
    const u = pick(Mu.data.subarray(gene * width, (gene + 1) * width), cells);
    const largest = s.reduce((most, value) => (value > most ? value : most), 0);
    return { gene, s: packNumbers(s), u: packNumbers(u), curves: curves(gene, largest) };
  });
}
