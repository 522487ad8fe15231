import { denseFrom, json, strings } from '../../../src-worker/data/arrays.ts';
import type { ArrayName, ArrayTypes, ArrayValues } from '../../../src-worker/data/catalogue.ts';
import type { RunResult } from '../../compute/runResult.ts';

/**
 * A small made-up run for tests: cells on a line in two clusters drifting to the right, genes on a straight line in the
 * phase plane. `arrays` replaces or, where undefined, removes arrays.
 */
export function syntheticRun(
  cells = 60,
  genes = 5,
  arrays: { [N in ArrayName]?: ArrayTypes[N] | undefined } = {},
): RunResult {
  const along = Array.from({ length: cells }, (_, i) => i / Math.max(cells - 1, 1));
  const perGene = (make: (gene: number) => number): number[] =>
    Array.from({ length: genes }, (_, g) => make(g));
  const moments = (factor: number): number[] =>
    perGene((g) => g).flatMap((g) => along.map((x) => x * factor * (g + 1)));
  const geneNames = perGene((g) => g).map((g) => `Gene${g}`);
  const all: ArrayValues = {
    X_umap: denseFrom(
      'f32',
      along.flatMap((x) => [10 * x, Math.sin(6 * x)]),
      [cells, 2],
    ),
    clusters: {
      kind: 'categorical',
      codes: Int32Array.from(along, (x) => (x < 0.5 ? 0 : 1)),
      categories: ['start', 'end'],
    },
    Ms: denseFrom('f32', moments(1), [genes, cells]),
    Mu: denseFrom('f32', moments(0.5), [genes, cells]),
    velocity_gamma: denseFrom(
      'f64',
      perGene(() => 0.5),
    ),
    velocity_r2: denseFrom(
      'f64',
      perGene((g) => 0.1 * g),
    ),
    velocity_genes: denseFrom(
      'u8',
      perGene((g) => (g === 0 ? 0 : 1)),
    ),
    velocity_pseudotime: denseFrom('f32', along),
    grid_positions: denseFrom('f32', gridNodes(), [33, 2]),
    grid_velocity: denseFrom('f32', Array.from({ length: 33 }, () => [1, 0]).flat(), [33, 2]),
    streamline_points: denseFrom('f32', [0, 0, 5, 0, 10, 0], [3, 2]),
    streamline_offsets: denseFrom('u32', [0, 3]),
    fate_names: strings(['left', 'right']),
    fate_probabilities: denseFrom(
      'f64',
      along.flatMap((x) => [1 - x, x]),
      [cells, 2],
    ),
    rank_velocity_genes: json({
      groups: ['start', 'end'],
      names: [geneNames.slice(0, 2), geneNames.slice(2, 4)],
      scores: [
        [2, 1],
        [2, 1],
      ],
    }),
    ...arrays,
  };
  return {
    info: {
      name: 'A <b>run</b>',
      dataset: 'made-up.h5ad',
      given: { cells: along.length, genes: geneNames.length, umap: false },
      model: 'steady_state',
      seed: 7,
      version: '0.0.0',
      createdAt: '2026-01-01T00:00:00Z',
      warnings: [],
      steps: [],
    },
    cellNames: along.map((_, i) => `cell${i}`),
    geneNames,
    obs: {
      depth: { kind: 'numbers', values: Float64Array.from(along) },
      batch: { kind: 'categorical', codes: new Int32Array(cells), categories: ['only'] },
      remark: { kind: 'strings', values: along.map(String) },
    },
    var: {},
    has: (name) => all[name] !== undefined,
    async array<N extends ArrayName>(name: N): Promise<ArrayTypes[N]> {
      const value = all[name];
      if (!value) throw new Error(`no array ${name}`);
      return value;
    },
  };
}

/** 11 × 3 nodes, one apart. */
function gridNodes(): number[] {
  return Array.from({ length: 33 }, (_, k) => [k % 11, Math.floor(k / 11) - 1]).flat();
}
