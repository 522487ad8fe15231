import type { CategoryLabel } from '../../../../src-worker/drawing/clusterLabels.ts';
import type { Lines } from '../../../../src-worker/drawing/lines.ts';
import type { VectorField } from '../../../../src-worker/drawing/vectorField.ts';
import type { CellColoring } from '../../coloring/collectColoring.ts';

/** What an embedding panel draws. */
export interface EmbeddingData {
  run: string;
  /** What the embedding is called, as “UMAP”. */
  label: string;
  /** (x, y) a cell; NaN where it has none. */
  positions: Float32Array;
  coloring: CellColoring;
  /** 1 a cell that stands out; absent where none is told from the others. */
  selected?: Uint8Array;
  field?: VectorField;
  /** As the run stored them. */
  streamlines?: Lines;
  /** (x, y) a cell, in data units. */
  velocities?: Float32Array;
  /** Names of clusters at their places in the embedding; none where they are not written. */
  names: CategoryLabel[];
}
