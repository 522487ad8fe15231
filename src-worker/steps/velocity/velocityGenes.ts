import { dense, type DenseArray } from '../../data/arrays.ts';
import { percentile } from '../../data/percentile.ts';

/**
 * The genes that enter the velocity graph, 0/1 a gene: R² above `minR2`, γ above `minRatio`, any spliced and any
 * unspliced counts, and highly variable where that is known. If fewer than two genes pass, those with R² above its
 * 80th percentile, with a warning. `Ms` and `Mu` are genes × cells.
 */
export function selectVelocityGenes(
  genes: {
    Ms: DenseArray<Float32Array>;
    Mu: DenseArray<Float32Array>;
    gamma: Float64Array;
    r2: Float64Array;
    highlyVariable?: Uint8Array;
  },
  bounds: { minR2: number; minRatio: number },
  warn: (message: string) => void,
): DenseArray<Uint8Array> {
  const { Ms, Mu, gamma, r2, highlyVariable } = genes;
  const [count, cells] = Ms.shape;
  const selected = dense('u8', [count]);
  let passed = 0;
  for (let g = 0; g < count; g++) {
    const passes =
      r2[g] > bounds.minR2 &&
      gamma[g] > bounds.minRatio &&
      (!highlyVariable || highlyVariable[g] > 0) &&
      anyAbove0(Ms.data, g * cells, cells) &&
      anyAbove0(Mu.data, g * cells, cells);
    selected.data[g] = passes ? 1 : 0;
    passed += selected.data[g];
  }
  if (passed >= 2) {
    if (passed < FEW)
      warn(
        `Only ${passed} genes qualify as velocity genes. Lower the smallest R² or γ, or check the unspliced counts.`,
      );
    return selected;
  }
  const bound = percentile(r2, 80);
  passed = 0;
  for (let g = 0; g < count; g++) {
    selected.data[g] = r2[g] > bound ? 1 : 0;
    passed += selected.data[g];
  }
  warn(
    `Fewer than two genes passed R² > ${bounds.minR2} and γ > ${bounds.minRatio}, so the ${passed} genes with R² above ${bound.toFixed(4)} are used: there is very little signal of splicing dynamics. Read the velocities with caution.`,
  );
  return selected;
}

const FEW = 10;

function anyAbove0(values: Float32Array, from: number, length: number): boolean {
  for (let p = from; p < from + length; p++) if (values[p] > 0) return true;
  return false;
}
