import type { Column } from '../../data/dataset.ts';
import type { Checkpoint } from '../files/checkpoint.ts';
import type { CountLayer } from './countLayer.ts';

/** Takes counts one by one, in whatever order a file has them. */
export interface CountSink {
  /** A whole number from 0 and below 2²⁴; several for one place add up. */
  add(cell: number, gene: number, count: number): void;
}

/**
 * Spliced and unspliced counts that lie in text, which has to be read from its start to its end: names are known,
 * counts are handed over one by one.
 */
export interface CountPair {
  path: string;
  /** The reader's id. */
  format: string;
  cellNames: string[];
  geneNames: string[];
  var: Record<string, Column>;
  warnings: string[];
  /** @throws DataError where a file is damaged, or holds what is no count. */
  readLayer(layer: CountLayer, sink: CountSink, checkpoint?: Checkpoint): Promise<void>;
}
