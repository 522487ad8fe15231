import { statSync } from 'node:fs';

import type { SparseMatrix } from '../data/arrays.ts';
import type { CountLayer } from './counts/countLayer.ts';

/** One layer of counts of a file whose names are known already. */
export interface LayerRequest {
  /** Of the reader; see {@link Reader.readLayer}. */
  format: string;
  path: string;
  /** The matrices that add up to it. */
  items: string[];
  cells: number;
  geneNames: string[];
}

/** Has another thread read a layer. */
export type ReadElsewhere = (request: LayerRequest) => Promise<SparseMatrix<Float32Array>>;

/** Files below this size are read sooner than another thread has started and loaded its library. */
const LARGE_BYTES = 32e6;

/**
 * The spliced and the unspliced counts of a file, those of a large one at the same time on two threads where `elsewhere` is given.
 * An error in either is thrown as if they were read one after the other.
 */
export async function readLayers(
  items: Record<CountLayer, string[]>,
  of: Omit<LayerRequest, 'items'>,
  readHere: (request: LayerRequest) => SparseMatrix<Float32Array>,
  elsewhere: ReadElsewhere | undefined,
): Promise<Record<CountLayer, SparseMatrix<Float32Array>>> {
  const unsplicedOf = { ...of, items: items.unspliced };
  const away = statSync(of.path).size >= LARGE_BYTES ? elsewhere?.(unsplicedOf) : undefined;
  away?.catch(() => undefined); // it is awaited below, unless the spliced counts fail first
  const spliced = readHere({ ...of, items: items.spliced });
  return { spliced, unspliced: away ? await away : readHere(unsplicedOf) };
}
