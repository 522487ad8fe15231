import type { AnnData, Matrix } from './annData.ts';

/**
 * Checks that every part of an AnnData that is there already fits its cells and genes, before anything is written.
 *
 * @throws RangeError that names the part: a mistake of the caller, not of the user.
 */
export function checkShapes(contents: AnnData): void {
  const cells = contents.obs.index.length;
  const genes = contents.var.index.length;
  if (contents.X && typeof contents.X !== 'function') checkMatrix('X', contents.X, contents);
  for (const [name, matrix] of Object.entries(contents.obsp ?? {}))
    expect(name, shapeOf(matrix), [cells, cells]);
  for (const [name, { shape }] of Object.entries(contents.obsm ?? {})) expect(name, shape, [cells, shape[1]]);
  for (const [name, { shape }] of Object.entries(contents.varm ?? {})) expect(name, shape, [genes, shape[1]]);
  for (const table of [contents.obs, contents.var]) {
    for (const [name, column] of Object.entries(table.columns)) {
      const length =
        column.kind === 'dense'
          ? column.shape
          : [column.kind === 'categorical' ? column.codes.length : column.values.length];
      expect(name, length, [table.index.length]);
    }
  }
}

/** Checks that a matrix is cells × genes. @throws RangeError that names it. */
export function checkMatrix(name: string, matrix: Matrix, { obs, var: genes }: AnnData): void {
  expect(name, shapeOf(matrix), [obs.index.length, genes.index.length]);
}

function shapeOf(matrix: Matrix): number[] {
  if (matrix.kind === 'sparse') return [matrix.rows, matrix.cols];
  return matrix.kind === 'dense' ? matrix.shape : [matrix.cells, matrix.genes];
}

function expect(name: string, found: number[], wanted: number[]): void {
  if (found.length !== wanted.length || found.some((length, axis) => length !== wanted[axis]))
    throw new RangeError(`${name} is ${found.join(' × ')} where ${wanted.join(' × ')} was expected`);
}
