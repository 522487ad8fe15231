/** A vertex of the simplex and the value there. */
interface Vertex {
  x: number[];
  value: number;
}

/**
 * Minimises a function of few variables by the downhill simplex of Nelder and Mead (1965), with coefficients 1, 2, ½,
 * ½ and a first simplex that moves each variable by 5 %. At most `steps` steps are made, and none once the simplex is
 * no larger than `tolerance` in any variable and in value. Values that are not numbers count as infinite.
 *
 * @param startValue the value at the start, where it is known already.
 * @returns the best point seen; the start itself (the same array) where nothing is better.
 */
export function nelderMead(
  value: (x: number[]) => number,
  start: number[],
  steps: number,
  tolerance = 1e-4,
  startValue = value(start),
): number[] {
  const dimensions = start.length;
  const evaluate = (x: number[]): Vertex => {
    const found = value(x);
    return { x, value: Number.isNaN(found) ? Infinity : found };
  };
  const simplex: Vertex[] = [{ x: start, value: startValue }];
  for (let d = 0; d < dimensions; d++) {
    const x = [...start];
    x[d] = x[d] === 0 ? 0.00025 : x[d] * 1.05;
    simplex.push(evaluate(x));
  }
  sort(simplex);
  for (let step = 0; step < steps && !isSmall(simplex, tolerance); step++) {
    const worst = simplex[dimensions];
    const centre = start.map(
      (_, d) => simplex.reduce((sum, v) => sum + (v === worst ? 0 : v.x[d]), 0) / dimensions,
    );
    const along = (factor: number): Vertex => evaluate(centre.map((c, d) => c + factor * (worst.x[d] - c)));
    const reflected = along(-1);
    if (reflected.value < simplex[0].value) {
      const expanded = along(-2);
      simplex[dimensions] = expanded.value < reflected.value ? expanded : reflected;
    } else if (reflected.value < simplex[dimensions - 1].value) {
      simplex[dimensions] = reflected;
    } else {
      const outside = reflected.value < worst.value;
      const contracted = along(outside ? -0.5 : 0.5);
      if (outside ? contracted.value <= reflected.value : contracted.value < worst.value)
        simplex[dimensions] = contracted;
      else shrink(simplex, evaluate);
    }
    sort(simplex);
  }
  return simplex[0].x;
}

/** Sorts by value; equal values keep their order. */
function sort(simplex: Vertex[]): void {
  simplex.sort((a, b) => (a.value === b.value ? 0 : a.value < b.value ? -1 : 1));
}

function isSmall(simplex: Vertex[], tolerance: number): boolean {
  const [best, ...others] = simplex;
  return others.every(
    (v) =>
      Math.abs(v.value - best.value) <= tolerance &&
      v.x.every((x, d) => Math.abs(x - best.x[d]) <= tolerance),
  );
}

function shrink(simplex: Vertex[], evaluate: (x: number[]) => Vertex): void {
  const best = simplex[0];
  for (let k = 1; k < simplex.length; k++)
    simplex[k] = evaluate(simplex[k].x.map((x, d) => best.x[d] + 0.5 * (x - best.x[d])));
}
