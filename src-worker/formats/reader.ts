import type { SparseMatrix } from '../data/arrays.ts';
import type { Annotations, Dataset } from '../data/dataset.ts';
import type { Checkpoint } from './files/checkpoint.ts';
import type { LayerRequest, ReadElsewhere } from './readLayers.ts';
import type { FileSummary } from './summary/summary.ts';

export interface ReadOptions {
  /** Which matrix holds spliced counts: a layer's name, or `X`. Default `spliced`. */
  splicedLayer?: string;
  /** Which matrix holds unspliced counts: a layer's name, or `X`. Default `unspliced`. */
  unsplicedLayer?: string;
  /** Called between blocks of a long read; throws to stop it. */
  checkpoint?: Checkpoint;
  /** Another thread that can read a layer of the same file meanwhile. */
  elsewhere?: ReadElsewhere;
}

/** One file format. */
export interface Reader {
  /** Short name, e.g. `h5ad`. */
  readonly id: string;
  /** Name as users know it. */
  readonly title: string;
  /** Whether the content of the file (not its name) is of this format. */
  recognises(path: string): Promise<boolean>;
  /** What the file holds, from a look that reads as little as it can. */
  inspect(path: string, options?: ReadOptions): Promise<FileSummary>;
  /** The whole dataset, checked. */
  read(path: string, options?: ReadOptions): Promise<Dataset>;
  /** One layer, where layers can be read apart; see `readLayers`. */
  readLayer?(request: LayerRequest): Promise<SparseMatrix<Float32Array>>;
  /** What the file says of cells, for counts that lie elsewhere; absent where the format says nothing of use. */
  readAnnotations?(path: string): Promise<Annotations>;
}
