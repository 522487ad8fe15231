import { Matrix, SingularValueDecomposition } from 'ml-matrix';
import { expect, test } from 'vitest';

import { denseFrom, type DenseArray } from '../../data/arrays.ts';
import { sparseFromDense, toDense } from '../../data/sparse.ts';
import { largestRelativeDifference } from '../../parity/measures.ts';
import { runStepHere } from '../runStepHere.ts';
import { readPreprocessing } from './fixtures/readPreprocessing.ts';
import { pca } from './pca.ts';

const { cells, expected } = await readPreprocessing();
const genes = expected('gene_index').length;
const normalized_spliced = sparseFromDense(expected('normalized_spliced'), cells, genes);
const highly_variable = denseFrom('u8', expected('highly_variable'));
const inputs = { normalized_spliced, highly_variable };
const all = (count: number): DenseArray<Uint8Array> => denseFrom('u8', new Uint8Array(count).fill(1));

test('components, loadings and variances are those of scanpy, signs included', async () => {
  const out = await runStepHere(pca, inputs, { components: 20 });
  expect(largestRelativeDifference(out.X_pca.data, expected('X_pca'))).toBeLessThan(1e-4);
  expect(largestRelativeDifference(out.PCs.data, expected('PCs'))).toBeLessThan(1e-4);
  expect(largestRelativeDifference(out.pca_variance.data, expected('pca_variance'))).toBeLessThan(1e-5);
  expect(largestRelativeDifference(out.pca_variance_ratio.data, expected('pca_variance_ratio'))).toBeLessThan(
    1e-6,
  );
});

test('one seed gives one result, and another the same to four digits', async () => {
  const one = await runStepHere(pca, inputs, { components: 5 }, { seed: 1 });
  const same = await runStepHere(pca, inputs, { components: 5 }, { seed: 1 });
  const other = await runStepHere(pca, inputs, { components: 5 }, { seed: 2 });
  expect(same.X_pca.data).toEqual(one.X_pca.data);
  expect(largestRelativeDifference(other.X_pca.data, one.X_pca.data)).toBeLessThan(1e-4);
});

test('a matrix of low rank gives its components and zeros', async () => {
  const rows = Array.from({ length: 12 }, (_, i) => [Math.expm1(i), Math.expm1(2 * i), 0, 3]).flat();
  const matrix = sparseFromDense(rows, 12, 4);
  const { pca_variance, pca_variance_ratio, PCs } = await runStepHere(
    pca,
    { normalized_spliced: matrix, highly_variable: all(4) },
    { components: 3 },
  );
  expect(pca_variance_ratio.data[0]).toBeCloseTo(1, 9);
  expect(pca_variance.data[0]).toBeCloseTo(5 * 13, 3);
  expect(Math.abs(pca_variance.data[1])).toBeLessThan(1e-6);
  expect([PCs.data[0], PCs.data[3]].map((x) => Math.round(x * 1e5) / 1e5)).toEqual([0.44721, 0.89443]);
});

test('there are fewer components than cells, and never more than genes', async () => {
  const warnings: string[] = [];
  const matrix = sparseFromDense(
    Array.from({ length: 60 }, (_, p) => (p * 7) % 11),
    6,
    10,
  );
  const { X_pca } = await runStepHere(
    pca,
    { normalized_spliced: matrix, highly_variable: all(10) },
    {},
    {
      warn: (message) => warnings.push(message),
    },
  );
  expect(X_pca.shape).toEqual([6, 5]);
  expect(warnings[0]).toContain('5 principal components instead of 30');
});

test('genes that do not vary are refused', async () => {
  const matrix = sparseFromDense(new Float64Array(40).fill(2), 10, 4);
  await expect(runStepHere(pca, { normalized_spliced: matrix, highly_variable: all(4) })).rejects.toThrow(
    'do not vary',
  );
});

test('components of the file keep their values and get the loadings that regress genes on them', async () => {
  const X_pca_given = denseFrom('f32', expected('X_pca'), [cells, 20]);
  const out = await runStepHere(pca, { ...inputs, X_pca_given }, { source: 'file', components: 10 });
  expect(out.X_pca.shape).toEqual([cells, 10]);
  expect(out.X_pca.data[10 * 3 + 4]).toBe(X_pca_given.data[20 * 3 + 4]);
  const loadings = expected('PCs').filter((_, p) => p % 20 < 10);
  expect(largestRelativeDifference(out.PCs.data, loadings)).toBeLessThan(1e-4);
  expect(
    largestRelativeDifference(out.pca_variance_ratio.data, expected('pca_variance_ratio').slice(0, 10)),
  ).toBeLessThan(1e-6);
  await expect(runStepHere(pca, inputs, { source: 'file' })).rejects.toThrow('no principal components');
});

test('components span the space of the exact decomposition, with its variances', async () => {
  const out = await runStepHere(pca, { normalized_spliced, highly_variable: all(genes) }, { components: 10 });
  const matrix = new Matrix(cells, genes);
  const counts = toDense(normalized_spliced);
  for (let i = 0; i < cells; i++)
    for (let g = 0; g < genes; g++) matrix.set(i, g, Math.log1p(counts[i * genes + g]));
  const { rightSingularVectors, diagonal } = new SingularValueDecomposition(matrix.center('column'), {
    autoTranspose: true,
  });
  const squares = diagonal.map((value) => value ** 2);
  const total = squares.reduce((a, b) => a + b, 0);
  const exact = rightSingularVectors.subMatrix(0, genes - 1, 0, 9);
  const ours = new Matrix(genes, 10);
  for (let g = 0; g < genes; g++) for (let c = 0; c < 10; c++) ours.set(g, c, out.PCs.data[g * 10 + c]);
  // The cosines of the angles between the two spaces.
  const cosines = new SingularValueDecomposition(exact.transpose().mmul(ours)).diagonal;
  for (const cosine of cosines) expect(cosine).toBeGreaterThan(1 - 1e-6);
  for (let c = 0; c < 10; c++) expect(out.pca_variance_ratio.data[c]).toBeCloseTo(squares[c] / total, 9);
});
